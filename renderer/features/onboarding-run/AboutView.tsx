import { Button } from '@fluentui/react-components';
import type { Checklist, Engagement } from '../../../preload/contract/index.ts';
import { goToOnboarding } from '../../stores/navigation.ts';
import { setRunView } from '../../stores/run-store.ts';
import type { OnboardingTab } from '../../stores/onboarding-view-store.ts';
import { Info16Regular, Warning16Filled } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { ParameterFields } from './ParameterFields.tsx';
import styles from './views.module.css';

type Tool = Checklist['tools'][number];

const TOOLS: Readonly<
  Record<Exclude<Tool, 'responsibility-matrix'>, { readonly tab: OnboardingTab; name: string }>
> = {
  'licence-calculator': { tab: 'licences', name: 'Licence calculator' },
  'tenant-landscape': { tab: 'tenants', name: 'Tenant landscape' },
  'risk-findings': { tab: 'risks', name: 'Risks' },
};

/** What a checklist is, what it is made from, what belongs to no step, and what its words mean. */
export function AboutView({ engagement }: { readonly engagement: Engagement }) {
  const { checklist, summary, operators } = engagement;
  const { notices, glossary, tools, parameters, basedOn } = checklist;
  return (
    <div className={styles['view']} tabIndex={0} role="region" aria-label="About the checklist">
      <p className={styles['lead']}>
        <Plain>{checklist.summary}</Plain>
      </p>
      <p className={styles['quiet']}>
        Version {checklist.version}
        {summary.checklistVersion !== checklist.version &&
          `; the run began with version ${String(summary.checklistVersion)}`}
        {basedOn.length > 0 && (
          <>
            . Made from: <Plain>{basedOn.join('; ')}</Plain>
          </>
        )}
      </p>
      {tools.length > 0 && (
        <div className={styles['buttons']}>
          {tools.map((tool) =>
            tool === 'responsibility-matrix' ? (
              <Button key={tool} size="small" onClick={() => setRunView('responsibilities')}>
                Responsibilities
              </Button>
            ) : (
              <Button key={tool} size="small" onClick={() => void goToOnboarding(TOOLS[tool].tab)}>
                {TOOLS[tool].name}
              </Button>
            ),
          )}
        </div>
      )}
      {notices.length > 0 && (
        <section aria-labelledby="about-notices" className={styles['section']}>
          <h2 id="about-notices">To know</h2>
          <ul className={styles['notices']}>
            {notices.map(({ title, text, kind }) => (
              <li key={`${title} ${text}`} data-kind={kind}>
                {kind === 'warning' ? <Warning16Filled /> : <Info16Regular />}
                <div>
                  <b>
                    <Plain>{title}</Plain>
                  </b>
                  <p>
                    <Plain>{text}</Plain>
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {parameters.length > 0 && (
        <div className={styles['section']}>
          <ParameterFields engagement={engagement} ids={parameters.map(({ id }) => id)} />
        </div>
      )}
      <section aria-labelledby="about-operators" className={styles['section']}>
        <h2 id="about-operators">Operators</h2>
        <ul className={styles['list']}>
          {operators.map((name) => (
            <li key={name}>
              <Plain>{name}</Plain>
            </li>
          ))}
        </ul>
      </section>
      {glossary.length > 0 && (
        <section aria-labelledby="about-glossary" className={styles['section']}>
          <h2 id="about-glossary">Glossary</h2>
          <dl className={styles['glossary']}>
            {glossary.map(({ term, meaning }) => (
              <div key={`${term} ${meaning}`}>
                <dt>
                  <Plain>{term}</Plain>
                </dt>
                <dd>
                  <Plain>{meaning}</Plain>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </div>
  );
}
