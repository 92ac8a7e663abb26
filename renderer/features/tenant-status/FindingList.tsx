import { useId, useState } from 'react';
import type { Finding, TenantId } from '../../../preload/contract/index.ts';
import { CHECK_CATALOGUE } from '../../../preload/contract/check-catalogue.ts';
import { STATE_WORDS } from '../../lib/check-words.ts';
import { CollectedAge } from '../../ui/CollectedAge.tsx';
import { ChevronDown12Regular, ChevronRight12Regular } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { WaysOut } from '../ways-out/index.ts';
import styles from './tenant-status.module.css';

interface FindingListProps {
  readonly title: string;
  readonly findings: readonly Finding[];
  readonly tenantId: TenantId;
  /** Said instead of the list; without it an empty list is not shown at all. */
  readonly whenEmpty?: string;
}

/** Findings under a heading, one row each. */
export function FindingList({ title, findings, tenantId, whenEmpty }: FindingListProps) {
  const id = useId();
  if (findings.length === 0 && whenEmpty === undefined) return null;
  return (
    <section aria-labelledby={id} className={styles['section']}>
      <h3 id={id} className={styles['sectionTitle']}>
        {title} <span className={styles['count']}>{findings.length}</span>
      </h3>
      {findings.length === 0 ? (
        <p className={styles['nothing']}>{whenEmpty}</p>
      ) : (
        <ul className={styles['findings']}>
          {findings.map((finding) => (
            <FindingItem key={finding.checkId} finding={finding} tenantId={tenantId} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface FindingItemProps {
  readonly finding: Finding;
  readonly tenantId: TenantId;
}

/** One check: what is so in a sentence, what shows it, where that comes from, and the way out. */
function FindingItem({ finding, tenantId }: FindingItemProps) {
  const [isOpen, setOpen] = useState(false);
  const evidenceId = useId();
  const { state, word, reason, evidence, source, collectedAt, needs, waysOut } = finding;
  const about = CHECK_CATALOGUE[finding.checkId];
  return (
    <li className={styles['finding']} data-state={state}>
      <StateMark state={state} />
      <div className={styles['findingWords']}>
        <p className={styles['findingHead']}>
          <b title={about.meaning}>{about.title}</b>{' '}
          <span className={styles['word']}>
            <Plain>{word}</Plain>
            {word !== STATE_WORDS[state] && (
              <span className={styles['stateWord']}> · {STATE_WORDS[state]}</span>
            )}
          </span>
        </p>
        <p className={styles['reason']}>
          <Plain>{reason}</Plain>
        </p>
        {needs !== null && (
          <p className={styles['needs']}>
            Would answer: <Plain>{needs}</Plain>
          </p>
        )}
        <p className={styles['meta']}>
          {evidence.length > 0 && (
            <button
              type="button"
              className={styles['expander']}
              aria-expanded={isOpen}
              aria-controls={evidenceId}
              aria-label={`Evidence of ${about.title}, ${String(evidence.length)}`}
              onClick={() => setOpen(!isOpen)}
            >
              {isOpen ? <ChevronDown12Regular /> : <ChevronRight12Regular />}
              Evidence ({evidence.length})
            </button>
          )}
          <span className={styles['source']}>
            <Plain>{source}</Plain>
          </span>
          <span className={styles['age']}>
            <CollectedAge iso={collectedAt} />
          </span>
        </p>
        {isOpen && (
          <dl id={evidenceId} className={styles['evidence']}>
            {evidence.map(({ label, value }, at) => (
              // Two pieces of evidence may have one label.
              // oxlint-disable-next-line react/no-array-index-key -- the list never changes its order
              <div key={at}>
                <dt>
                  <Plain>{label}</Plain>
                </dt>
                <dd>
                  <Plain>{value}</Plain>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
      <WaysOut
        tenantId={tenantId}
        ways={waysOut}
        of={about.title}
        hasPrimary={state === 'fail' || state === 'attention'}
      />
    </li>
  );
}
