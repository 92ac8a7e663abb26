import { Button } from '@fluentui/react-components';
import type { UnreadLine } from '../../lib/allow-list.ts';
import type { Comparison, MissingHost } from '../../lib/compare-allow-list.ts';
import { LINE_FAULT_WORDS, verdictWords } from '../../lib/egress-words.ts';
import { counted } from '../../lib/onboarding-words.ts';
import { CLOUD_NAMES } from '../../lib/tenant-words.ts';
import { copyMissing } from '../../stores/egress-store.ts';
import { CheckmarkCircle16Filled, Copy16Regular, Warning16Filled } from '../../ui/icons.ts';
import styles from './egress.module.css';
import { ResultTable } from './ResultTable.tsx';

interface ComparisonResultProps {
  readonly comparison: Comparison;
  readonly unread: readonly UnreadLine[];
}

/** What came of a comparison: what is missing first, since without it a portal does not work. */
export function ComparisonResult({ comparison, unread }: ComparisonResultProps) {
  const { missing, judged, needed } = comparison;
  const isWide = ({ verdict }: (typeof judged)[number]) =>
    verdict === 'wider' || verdict === 'not-needed';
  const ofEntry = (one: (typeof judged)[number]) => ({
    key: String(one.line),
    cells: [String(one.line), one.text, verdictWords(one)],
  });
  return (
    <div className={styles['result']}>
      <p
        className={styles['bar']}
        data-kind={missing.length === 0 ? 'good' : 'warning'}
        role="status"
      >
        {missing.length === 0 ? (
          <CheckmarkCircle16Filled aria-hidden="true" />
        ) : (
          <Warning16Filled aria-hidden="true" />
        )}
        {summary(missing.length, needed)}
        {unread.length > 0 && ` ${counted(unread.length, 'line')} could not be understood.`}
      </p>
      <ResultTable
        title="Missing"
        columns={['Host', 'For', 'Clouds']}
        rows={missing.map(({ host, purposes, clouds }) => ({
          key: host,
          cells: [host, purposes.join('; '), cloudsText(clouds)],
        }))}
        actions={
          <Button size="small" icon={<Copy16Regular />} onClick={() => void copyMissing(missing)}>
            Copy missing hosts
          </Button>
        }
      />
      <ResultTable
        title="Wider than needed"
        columns={['Line', 'Entry', 'What of it is needed']}
        rows={judged.filter(isWide).map(ofEntry)}
      />
      <ResultTable
        title="Of no help as written"
        columns={['Line', 'Entry', 'Why']}
        rows={judged.filter((one) => !isWide(one)).map(ofEntry)}
      />
      <ResultTable
        title="Not understood"
        columns={['Line', 'Text', 'Why']}
        rows={unread.map(({ line, text, fault }) => ({
          key: String(line),
          cells: [String(line), text, LINE_FAULT_WORDS[fault]],
        }))}
      />
    </div>
  );
}

function summary(missing: number, needed: number): string {
  return missing === 0
    ? `Nothing is missing: the list allows ${needed === 1 ? 'the one host' : `all ${String(needed)} hosts`}.`
    : `${String(missing)} of ${counted(needed, 'host')} ${missing === 1 ? 'is' : 'are'} missing.`;
}

const cloudsText = (clouds: MissingHost['clouds']) =>
  clouds.map((cloud) => CLOUD_NAMES[cloud]).join(', ');
