import { Button } from '@fluentui/react-components';
import { useEffect } from 'react';
import type { UpdateResult, UpdatesState } from '../../../preload/contract/index.ts';
import { bytesText } from '../../lib/bytes-text.ts';
import { zonedText } from '../../lib/moments.ts';
import { updateFaultWords } from '../../lib/update-words.ts';
import {
  cancelUpdate,
  checkForUpdates,
  downloadUpdate,
  followUpdates,
  useUpdatesStore,
} from '../../stores/updates-store.ts';
import { Ago } from '../../ui/Ago.tsx';
import { ErrorCircle16Filled, LockClosed16Regular } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import styles from './updates.module.css';

type Source = NonNullable<UpdatesState['source']>;

/** Whether there is a newer version, where the policy says to look for one. */
export function UpdatesSection() {
  const state = useUpdatesStore((all) => all.state);
  useEffect(followUpdates, []);
  if (state === null) return null;
  const { source, work, last } = state;
  return (
    <section className={styles['section']} aria-labelledby="about-updates">
      <h2 id="about-updates" className={styles['head']}>
        Updates
      </h2>
      {source === null ? (
        <p className={styles['hint']}>
          Your administrator installs updates. Bulkhead looks for none: no policy of this device
          names a place to look.
        </p>
      ) : (
        <>
          <p className={styles['managed']}>
            <LockClosed16Regular aria-hidden="true" />
            <span>
              Decided by your organisation: looked for at <Plain>{source.host}</Plain>,{' '}
              {source.checksDaily ? 'once a day and when you ask' : 'when you ask'}. Bulkhead
              installs nothing by itself.
            </span>
          </p>
          <div role="status">
            {work?.kind === 'checking' && <p className={styles['line']}>Looking for updates…</p>}
            {work === null && last !== null && (
              <>
                <Result result={last.result} source={source} />
                <p className={styles['hint']}>
                  Looked <Ago iso={last.checkedAt} />.
                </p>
              </>
            )}
          </div>
          {work?.kind === 'downloading' ? (
            <Progress work={work} />
          ) : (
            <div className={styles['actions']}>
              <Button disabled={work !== null} onClick={() => void checkForUpdates()}>
                Check for updates
              </Button>
            </div>
          )}
        </>
      )}
    </section>
  );
}

function Result({ result, source }: { readonly result: UpdateResult; readonly source: Source }) {
  switch (result.kind) {
    case 'current':
      return <p className={styles['line']}>This is the newest version, {result.version}.</p>;
    case 'refused':
      return (
        <p className={styles['refused']}>
          <ErrorCircle16Filled aria-hidden="true" />
          <Plain>{updateFaultWords(result.fault, source.host, result.version)}</Plain>
        </p>
      );
    case 'newer':
      return <Newer result={result} />;
  }
}

function Newer({ result }: { readonly result: Extract<UpdateResult, { kind: 'newer' }> }) {
  const { version, releasedAt, isBelowMinimum, packages } = result;
  return (
    <>
      <p className={styles['line']}>
        <strong>Version {version} is offered,</strong> released {zonedText(releasedAt)}.
        {isBelowMinimum &&
          ' Your organisation does not want this Bulkhead to be used any longer: it is older than its minimum.'}
      </p>
      {packages.length === 0 ? (
        <p className={styles['line']}>
          There is no package for this system and processor. Ask your administrator.
        </p>
      ) : (
        <ul className={styles['packages']}>
          {packages.map(({ fileName, size, sha256 }) => (
            <li key={fileName} className={styles['package']}>
              <div className={styles['facts']}>
                <span className={styles['name']}>{fileName}</span>
                <span className={styles['hint']}>
                  {bytesText(size)}, SHA-256 <code>{sha256}</code>
                </span>
              </div>
              <Button
                appearance="primary"
                aria-label={`Download ${fileName}`}
                onClick={() => void downloadUpdate(fileName)}
              >
                Download
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Progress({
  work,
}: {
  readonly work: Extract<UpdatesState['work'], { kind: 'downloading' }>;
}) {
  const { fileName, received, size } = work;
  return (
    <div className={styles['progress']}>
      <p className={styles['line']}>
        Downloading {fileName}: {bytesText(received)} of {bytesText(size)}. It is verified before
        anything is written.
      </p>
      <ProgressLine label={`Download of ${fileName}`} value={received} max={size} />
      <div className={styles['actions']}>
        <Button onClick={() => void cancelUpdate()}>Cancel</Button>
      </div>
    </div>
  );
}
