import { Input } from '@fluentui/react-components';
import { withFilter } from '../../lib/device-query.ts';
import {
  type ListPlace,
  listOf,
  selectList,
  useDeviceListStore,
} from '../../stores/device-list-store.ts';
import { ask } from '../../stores/device-rows.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Dismiss16Regular, Search16Regular } from '../../ui/icons.ts';
import styles from './toolbar.module.css';

const LONGEST = 200;

/** Words to look for. What is typed stands there at once; the rows follow in the next frame. */
export function SearchBox({ place }: { readonly place: ListPlace }) {
  const text = useDeviceListStore((state) => selectList(place)(state).query.filter.search);
  const search = (next: string) =>
    ask(place, {
      query: withFilter(listOf(place).query, { search: next.slice(0, LONGEST) }),
    });
  return (
    <Input
      size="small"
      className={styles['search'] ?? ''}
      aria-label="Search devices"
      placeholder="Name, user, serial, IP, MAC, id or tag"
      value={text}
      onChange={(_event, data) => search(data.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || text === '') return;
        event.stopPropagation();
        search('');
      }}
      autoComplete="off"
      spellCheck={false}
      contentBefore={<Search16Regular />}
      contentAfter={
        text === '' ? null : (
          <IconButton
            label="Clear the search"
            icon={<Dismiss16Regular />}
            onClick={() => search('')}
          />
        )
      }
    />
  );
}
