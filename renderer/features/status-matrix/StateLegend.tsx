import { Button, Popover, PopoverSurface, PopoverTrigger } from '@fluentui/react-components';
import { STATE_MEANINGS, STATE_ORDER, STATE_WORDS } from '../../lib/check-words.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import styles from './status-matrix.module.css';

/** What each mark means. */
export function StateLegend() {
  return (
    <Popover positioning={{ position: 'below', align: 'end' }}>
      <PopoverTrigger disableButtonEnhancement>
        <Button size="small" appearance="subtle">
          What the marks mean
        </Button>
      </PopoverTrigger>
      <PopoverSurface className={styles['legend'] ?? ''} aria-label="What the marks mean">
        <dl>
          {STATE_ORDER.map((state) => (
            <div key={state}>
              <dt>
                <StateMark state={state} />
                {STATE_WORDS[state]}
              </dt>
              <dd>{STATE_MEANINGS[state]}</dd>
            </div>
          ))}
        </dl>
        <p>A hollow mark is more than a day old.</p>
      </PopoverSurface>
    </Popover>
  );
}
