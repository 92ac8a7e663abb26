import { useState } from 'react';
import type { Finding, PolicyVerdict } from '../../../preload/contract/index.ts';
import { STATE_WORDS } from '../../lib/check-words.ts';
import { Ago } from '../../ui/Ago.tsx';
import { Plain } from '../../ui/Plain.tsx';
import { Select } from '../../ui/Select.tsx';
import { StateWord } from '../../ui/StateWord.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { orderedPolicies, outcomeText, stateOfPolicy, wouldHit } from './order.ts';
import styles from './tenant-status.module.css';

const APPLIES: Readonly<Record<PolicyVerdict['applies'], string>> = {
  yes: 'Yes',
  no: 'No',
  maybe: 'Perhaps',
};

const STATES: Readonly<Record<PolicyVerdict['state'], string | null>> = {
  enabled: null,
  disabled: 'Off',
  'report-only': 'Report-only',
};

interface PolicyTableProps {
  readonly policies: readonly PolicyVerdict[];
  /** The finding on Conditional Access: says why there are no policies. */
  readonly finding: Finding | null;
}

/** The tenant's policies as they bear on this operator, what would stop them first. */
export function PolicyTable({ policies, finding }: PolicyTableProps) {
  const [shows, setShows] = useState<'hit' | 'all'>('hit');
  const hitting = policies.filter(wouldHit);
  const shown = orderedPolicies(shows === 'hit' ? hitting : policies);
  return (
    <section aria-labelledby="status-policies" className={styles['section']}>
      <div className={styles['tableHead']}>
        <h3 id="status-policies" className={styles['sectionTitle']}>
          Conditional Access policies <span className={styles['count']}>{shown.length}</span>
        </h3>
        {policies.length > 0 && (
          <Select
            isSmall
            aria-label="Policies shown"
            value={shows}
            options={[
              { value: 'hit', name: `Which would hit me (${String(hitting.length)})` },
              { value: 'all', name: `All policies (${String(policies.length)})` },
            ]}
            onChange={setShows}
          />
        )}
      </div>
      {policies.length === 0 ? (
        <p className={styles['nothing']}>
          No policy is known here.
          {finding !== null && (
            <>
              {' '}
              {STATE_WORDS[finding.state]}: <Plain>{finding.reason}</Plain>
            </>
          )}
        </p>
      ) : shown.length === 0 ? (
        <p className={styles['nothing']}>None of the policies here would hit you.</p>
      ) : (
        <div
          className={styles['scroll']}
          role="region"
          aria-label="Conditional Access policies"
          tabIndex={0}
        >
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">Policy</th>
                <th scope="col">Outcome</th>
                <th scope="col">Applies</th>
                <th scope="col">Demands</th>
                <th scope="col">Because</th>
                <th scope="col">Changed</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((policy) => (
                <PolicyRow key={policy.id} policy={policy} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function PolicyRow({ policy }: { readonly policy: PolicyVerdict }) {
  const state = STATES[policy.state];
  return (
    <tr>
      <th scope="row">
        <Plain>{policy.name}</Plain> {state !== null && <Tag>{state}</Tag>}
      </th>
      <td className={styles['tight']}>
        <StateWord state={stateOfPolicy(policy)} word={outcomeText(policy)} />
      </td>
      <td className={styles['tight']}>{APPLIES[policy.applies]}</td>
      <td>
        <Plain>{policy.demands}</Plain>
      </td>
      <td>
        <Plain>{policy.because}</Plain>
      </td>
      <td className={styles['tight']}>
        {policy.modifiedAt === null ? 'Not known' : <Ago iso={policy.modifiedAt} />}
      </td>
    </tr>
  );
}
