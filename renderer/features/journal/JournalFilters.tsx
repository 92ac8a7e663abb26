import { Input } from '@fluentui/react-components';
import type { JournalTopic, TenantId } from '../../../preload/contract/index.ts';
import { JOURNAL_TOPICS } from '../../../preload/contract/journal-topics.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { TOPIC_WORDS } from '../../lib/journal-words.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { changeJournalFilter, type JournalFilter } from '../../stores/journal-store.ts';
import { Search16Regular } from '../../ui/icons.ts';
import { Select } from '../../ui/Select.tsx';
import styles from './journal.module.css';

const TOPICS: readonly { readonly value: JournalTopic | ''; readonly name: string }[] = [
  { value: '', name: 'All topics' },
  ...JOURNAL_TOPICS.map((topic) => ({ value: topic, name: TOPIC_WORDS[topic] })),
];
export function JournalFilters({ filter }: { readonly filter: JournalFilter }) {
  const { byId, order } = useEstateStore();
  const tenants = order.flatMap((id) => byId[id] ?? []);
  return (
    <div className={styles['filters']} role="search" aria-label="Filter records">
      <Input
        size="small"
        className={styles['text'] ?? ''}
        contentBefore={<Search16Regular />}
        placeholder="Filter by ID or words"
        aria-label="Filter by ID or words"
        maxLength={200}
        value={filter.text}
        onChange={(_event, { value }) => changeJournalFilter({ text: value })}
      />
      <Select
        isSmall
        aria-label="Tenant"
        value={filter.tenantId ?? ''}
        options={[
          { value: '', name: 'All tenants' },
          ...tenants.map(({ id, name }) => ({ value: id as string, name: visibleText(name) })),
        ]}
        onChange={(id) => changeJournalFilter({ tenantId: id === '' ? null : (id as TenantId) })}
      />
      <Select
        isSmall
        aria-label="Topic"
        value={filter.topic ?? ''}
        options={TOPICS}
        onChange={(topic) => changeJournalFilter({ topic: topic === '' ? null : topic })}
      />
    </div>
  );
}
