import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { Tenant } from '../../../preload/contract/index.ts';
import { failureWords } from '../../bridge/failure-words.ts';
import { updateTenant } from '../../stores/estate-store.ts';
import { TextArea } from '../../ui/TextArea.tsx';
import styles from './notes-page.module.css';

const LONGEST = 4000;

/** The operator's notes on a tenant: plain text, kept on this device. */
export function NotesPage({ tenant }: { readonly tenant: Tenant }) {
  const [draft, setDraft] = useState<string | null>(null);
  const [said, setSaid] = useState<{ readonly words: string; readonly isProblem: boolean } | null>(
    null,
  );
  const text = draft ?? tenant.notes;
  const isChanged = draft !== null && draft !== tenant.notes;

  const save = async () => {
    const answer = await updateTenant({ id: tenant.id, notes: text });
    if (answer.ok) setDraft(null);
    setSaid(
      answer.ok
        ? { words: 'Saved.', isProblem: false }
        : { words: failureWords(answer.error), isProblem: true },
    );
  };
  return (
    <form
      className={styles['page']}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label htmlFor="tenant-notes" className={styles['label']}>
        Notes
      </label>
      <p className={styles['hint']} id="tenant-notes-hint">
        Plain text, kept on this device only. Do not write passwords here.
      </p>
      <TextArea
        id="tenant-notes"
        aria-describedby="tenant-notes-hint"
        className={styles['text'] ?? ''}
        value={text}
        maxLength={LONGEST}
        onChange={(next) => {
          setDraft(next);
          setSaid(null);
        }}
      />
      <div className={styles['foot']}>
        <Button type="submit" appearance="primary" disabled={!isChanged}>
          Save
        </Button>
        <Button disabled={!isChanged} onClick={() => setDraft(null)}>
          Discard
        </Button>
        <span role="status" className={styles['said']} data-problem={said?.isProblem}>
          {said?.words}
        </span>
        <span className={styles['length']}>
          {text.length} of {LONGEST}
        </span>
      </div>
    </form>
  );
}
