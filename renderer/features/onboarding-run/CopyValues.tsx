import { Button } from '@fluentui/react-components';
import type { StepProgress } from '../../../preload/contract/index.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { copyText } from '../../stores/app-store.ts';
import { Copy16Regular } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import styles from './step.module.css';

/** Values that the portal wants, each to copy by its name. */
export function CopyValues({ values }: { readonly values: StepProgress['copy'] }) {
  if (values.length === 0) return null;
  return (
    <section className={styles['section']} aria-labelledby="step-copy">
      <h3 id="step-copy">Values to copy</h3>
      <dl className={styles['values']}>
        {values.map(({ label, value }) => (
          <div key={`${label} ${value}`}>
            <dt>
              <Plain>{label}</Plain>
            </dt>
            <dd>
              <code className={styles['value']}>
                <Plain>{value}</Plain>
              </code>
              <Button
                size="small"
                icon={<Copy16Regular />}
                aria-label={`Copy ${visibleText(label)}`}
                disabled={value === ''}
                onClick={() => void copyText(value, visibleText(label))}
              >
                Copy
              </Button>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
