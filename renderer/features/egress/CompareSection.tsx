import { Button, Field } from '@fluentui/react-components';
import type { EgressCloud } from '../../../preload/contract/index.ts';
import { compareEgress, pasteAllowList, useEgressStore } from '../../stores/egress-store.ts';
import { TextArea } from '../../ui/TextArea.tsx';
import { ComparisonResult } from './ComparisonResult.tsx';
import styles from './egress.module.css';

/** Takes the allow-list of a proxy and shows what it lacks, and what it allows beyond need. */
export function CompareSection({ clouds }: { readonly clouds: readonly EgressCloud[] }) {
  const pasted = useEgressStore((state) => state.pasted);
  const result = useEgressStore((state) => state.result);
  const isTooLong = result?.kind === 'too-long';
  return (
    <section className={styles['section']} aria-labelledby="egress-compare">
      <h2 id="egress-compare" className={styles['head']}>
        Compare with an allow-list
      </h2>
      <Field
        className={styles['field'] ?? ''}
        label="Allow-list of the proxy"
        hint="One entry a line: a host, *.host or .host, also with a port or as an address. # begins a comment. It is not saved or sent."
        validationState={isTooLong ? 'error' : 'none'}
        validationMessage={
          isTooLong
            ? 'This list is longer than 256 KB. Nothing was compared. Paste it in parts, or only the entries for Microsoft.'
            : null
        }
      >
        <TextArea
          className={styles['pasted'] ?? ''}
          dir="ltr"
          rows={6}
          spellCheck={false}
          autoComplete="off"
          value={pasted}
          onChange={pasteAllowList}
        />
      </Field>
      <div className={styles['actions']}>
        <Button size="small" disabled={pasted.trim() === ''} onClick={() => compareEgress(clouds)}>
          Compare
        </Button>
        {pasted !== '' && (
          <Button size="small" appearance="subtle" onClick={() => pasteAllowList('')}>
            Clear
          </Button>
        )}
      </div>
      {result?.kind === 'compared' && (
        <ComparisonResult comparison={result.comparison} unread={result.unread} />
      )}
    </section>
  );
}
