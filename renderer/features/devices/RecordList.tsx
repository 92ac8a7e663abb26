import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { SourceRecord } from '../../../preload/contract/index.ts';
import { sourceWords } from '../../lib/device-words.ts';
import { copyText } from '../../stores/app-store.ts';
import { Ago } from '../../ui/Ago.tsx';
import { ChevronDown16Regular, ChevronRight12Regular, Copy16Regular } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import styles from './pane.module.css';
import { rawLines } from './raw-record.ts';

/** Each source's record: when it came, and the record as the service sent it. */
export function RecordList({ records }: { readonly records: readonly SourceRecord[] }) {
  return (
    <section className={styles['section']} aria-labelledby="device-records">
      <h3 id="device-records" className={styles['sub']}>
        Records
      </h3>
      <ul className={styles['records']}>
        {records.map((record) => (
          <li key={`${record.source} ${record.sourceId}`}>
            <Record record={record} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Record({ record }: { readonly record: SourceRecord }) {
  const [isOpen, setOpen] = useState(false);
  const name = sourceWords(record.source);
  return (
    <>
      <p>
        <b>{name}</b> <Plain className={styles['mono']}>{record.sourceId}</Plain>
      </p>
      <p className={styles['times']}>
        <span>
          collected <Ago iso={record.collectedAt} />
        </span>
        <span>
          first collected <Ago iso={record.firstCollectedAt} />
        </span>
        {record.exportedAt !== null && (
          <span>
            exported <Ago iso={record.exportedAt} />
          </span>
        )}
      </p>
      <div className={styles['links']}>
        <Button
          size="small"
          appearance="subtle"
          icon={isOpen ? <ChevronDown16Regular /> : <ChevronRight12Regular />}
          aria-expanded={isOpen}
          aria-label={`Raw record of ${name}`}
          onClick={() => setOpen(!isOpen)}
        >
          Raw record
        </Button>
        <Button
          size="small"
          appearance="subtle"
          icon={<Copy16Regular />}
          aria-label={`Copy raw record of ${name}`}
          onClick={() => void copyText(record.raw, `Record of ${name}`)}
        >
          Copy
        </Button>
      </div>
      {isOpen && <Raw raw={record.raw} name={name} />}
    </>
  );
}

function Raw({ raw, name }: { readonly raw: string; readonly name: string }) {
  const { lines, more } = rawLines(raw);
  return (
    <div className={styles['raw']} role="region" aria-label={`Raw record of ${name}`} tabIndex={0}>
      {lines.map((line, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- lines of one text never change places
        <div key={at}>
          <Plain>{line}</Plain>
        </div>
      ))}
      {more > 0 && <div>… {more} further lines. Copy the record to see all.</div>}
    </div>
  );
}
