import { Button } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import {
  changeJournalFilter,
  loadEntries,
  loadJournal,
  loadOlder,
  NO_JOURNAL_FILTER,
  useJournalStore,
  verifyJournal,
} from '../../stores/journal-store.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { EntryPane } from './EntryPane.tsx';
import { EntryTable, recordDomId } from './EntryTable.tsx';
import { foldedEntries } from './folded-entries.ts';
import { JournalExport } from './JournalExport.tsx';
import { JournalFilters } from './JournalFilters.tsx';
import { JournalStanding } from './JournalStanding.tsx';
import styles from './journal.module.css';

/** What was done with this Bulkhead, newest first, and whether the record of it is whole. */
export function JournalPage() {
  const state = useJournalStore((store) => store.state);
  const list = useJournalStore((store) => store.list);
  const entries = useJournalStore((store) => store.entries);
  const before = useJournalStore((store) => store.before);
  const filter = useJournalStore((store) => store.filter);
  const [openSeq, setOpenSeq] = useState<number | null>(null);
  useEffect(() => {
    void loadJournal();
    void loadEntries();
    // New records come while the page is open.
    return useJournalStore.subscribe((now, then) => {
      if (then.state !== null && now.state?.lastSeq !== then.state.lastSeq) void loadEntries();
    });
  }, []);
  const rows = foldedEntries(entries);
  const open = rows.find(({ entry }) => entry.seq === openSeq) ?? null;
  const close = () => {
    setOpenSeq(null);
    if (openSeq !== null) document.getElementById(recordDomId(openSeq))?.focus();
  };
  const isFiltered = filter !== NO_JOURNAL_FILTER;
  const isChecking = state?.isChecking ?? false;

  return (
    <PageFrame
      title="Journal"
      about="What was done with this Bulkhead, in which tenant, and how it ended. Records hold IDs, no names, and are only ever added."
      actions={
        <>
          <Button size="small" disabled={isChecking} onClick={() => void verifyJournal()}>
            {isChecking ? 'Checking…' : 'Check now'}
          </Button>
          <JournalExport
            isSealed={state?.protection === 'keystore' || state?.protection === 'passphrase'}
          />
        </>
      }
      isFilled
    >
      {state !== null && <JournalStanding state={state} />}
      <JournalFilters filter={filter} />
      {list.status === 'failed' ? (
        <EmptyState
          title="The journal could not be read"
          actions={<Button onClick={() => void loadEntries()}>Try again</Button>}
        >
          {list.message}
        </EmptyState>
      ) : rows.length === 0 ? (
        <Nothing isLoading={list.status === 'loading'} isFiltered={isFiltered} />
      ) : (
        <div className={styles['beside']}>
          <EntryTable
            rows={rows}
            openSeq={open?.entry.seq ?? null}
            onOpen={setOpenSeq}
            older={
              before === null ? null : (
                <Button size="small" onClick={() => void loadOlder()}>
                  Show older records
                </Button>
              )
            }
          />
          {open !== null && (
            <EntryPane
              key={open.entry.seq}
              entry={open.entry}
              outcome={open.outcome}
              onClose={close}
            />
          )}
        </div>
      )}
    </PageFrame>
  );
}

interface NothingProps {
  readonly isLoading: boolean;
  readonly isFiltered: boolean;
}

function Nothing({ isLoading, isFiltered }: NothingProps) {
  if (isLoading) return <p className={styles['quiet']}>Reading the journal…</p>;
  if (!isFiltered) {
    return (
      <EmptyState title="Nothing was recorded yet">
        What you open, export, import, tick and forget is listed here.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No record fits"
      actions={
        <Button onClick={() => changeJournalFilter(NO_JOURNAL_FILTER)}>Show all records</Button>
      }
    >
      Nothing in the journal fits the tenant, the topic and the text above.
    </EmptyState>
  );
}
