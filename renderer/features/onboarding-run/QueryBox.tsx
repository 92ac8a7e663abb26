import { Button } from '@fluentui/react-components';
import { useEffect, useId, useState } from 'react';
import { failureWords } from '../../bridge/failure-words.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { copyText } from '../../stores/app-store.ts';
import { readQuery } from '../../stores/run-actions.ts';
import { Copy16Regular } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import styles from './step.module.css';

interface Query {
  readonly title: string;
  readonly about: string;
  readonly text: string;
}

/** A hunting query, to read and to copy as it is. */
export function QueryBox({ name }: { readonly name: string }) {
  const [query, setQuery] = useState<Query | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const titleId = useId();
  useEffect(() => {
    let isGone = false;
    void readQuery(name).then((answer) => {
      if (isGone) return;
      if (answer.ok) setQuery(answer.value);
      else setProblem(failureWords(answer.error));
    });
    return () => {
      isGone = true;
    };
  }, [name]);
  return (
    <section className={styles['section']} aria-labelledby={titleId}>
      <div className={styles['sectionHead']}>
        <h3 id={titleId}>
          Query: <Plain>{query?.title ?? name}</Plain>
        </h3>
        {query !== null && (
          <Button
            size="small"
            icon={<Copy16Regular />}
            aria-label={`Copy the query ${visibleText(query.title)}`}
            onClick={() => void copyText(query.text, 'Query')}
          >
            Copy
          </Button>
        )}
      </div>
      {problem !== null && (
        <p className={styles['quiet']}>The query could not be read: {problem}</p>
      )}
      {query !== null && (
        <>
          <p className={styles['quiet']}>
            <Plain>{query.about}</Plain>
          </p>
          <pre className={styles['query']} tabIndex={0} role="group" aria-labelledby={titleId}>
            {query.text.split('\n').map(visibleText).join('\n')}
          </pre>
        </>
      )}
    </section>
  );
}
