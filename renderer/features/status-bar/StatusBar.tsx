import { Popover, PopoverSurface, PopoverTrigger } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { clockText } from '../../lib/moments.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { type NoticeLine, selectAbout, useAppStore } from '../../stores/app-store.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { goToPage } from '../../stores/navigation.ts';
import { useWorkspaceStore } from '../../stores/workspace-store.ts';
import { Ago } from '../../ui/Ago.tsx';
import {
  Info16Regular,
  PlugDisconnected16Regular,
  Prohibited16Regular,
  Warning16Filled,
} from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { CollectionItem } from './CollectionItem.tsx';
import styles from './status-bar.module.css';
import { useThrottled } from './use-throttled.ts';
import { WorkItem } from './WorkItem.tsx';

/** The one place where things are said that need no decision. */
export function StatusBar() {
  const isOnline = useAppStore((state) => state.isOnline);
  const offlineSince = useAppStore((state) => state.offlineSince);
  const about = useAppStore(selectAbout);
  const live = useWorkspaceStore((state) => state.liveViews);
  const limit = useWorkspaceStore((state) => state.liveViewLimit);
  return (
    <footer className={styles['bar']}>
      <span className={styles['item']} data-offline={!isOnline} role="status">
        {isOnline ? <span className={styles['dot']} /> : <PlugDisconnected16Regular />}
        {isOnline ? 'Online' : offlineText(offlineSince)}
      </span>
      <span className={styles['item']} title="Portal pages that are alive now, and how many may be">
        {live} of {limit} live pages
      </span>
      <CollectionItem />
      <WorkItem />
      {about !== null && about.demoEstate !== null && (
        <span className={styles['demo']}>{about.demoEstate}</span>
      )}
      <span className={styles['space']} />
      <LastNotice />
    </footer>
  );
}

const offlineText = (since: string | null) =>
  since === null ? 'Offline' : `Offline since ${clockText(since)}`;

/** How long a notice stays written out before only its history is left. */
const SHOWN_MS = 12_000;

function LastNotice() {
  const notices = useAppStore((state) => state.notices);
  const [isOpen, setOpen] = useState(false);
  // A page that asks for the same thing in a loop must not make a screen reader stutter.
  const last = useThrottled(notices[0], 1500);
  const isFresh = useFresh(last?.key);
  if (notices.length === 0) return <span role="status" className={styles['notice']} />;
  return (
    <>
      <span role="status" className={styles['notice']} data-failure={last?.kind === 'failure'}>
        {last !== undefined && isFresh && (
          <>
            {iconOf(last)}
            <bdi className={styles['words']}>{noticeWords(last)}</bdi>
          </>
        )}
      </span>
      <Popover
        open={isOpen}
        onOpenChange={(_event, data) => setOpen(data.open)}
        positioning={{ position: 'above', align: 'end' }}
      >
        <PopoverTrigger disableButtonEnhancement>
          <button type="button" className={styles['history']}>
            {notices.length === 1 ? '1 notice' : `${String(notices.length)} notices`}
          </button>
        </PopoverTrigger>
        <PopoverSurface className={styles['surface'] ?? ''} aria-label="Notices">
          <ul className={styles['list']}>
            {notices.map((notice) => (
              <NoticeItem key={notice.key} notice={notice} onLeave={() => setOpen(false)} />
            ))}
          </ul>
        </PopoverSurface>
      </Popover>
    </>
  );
}

interface NoticeItemProps {
  readonly notice: NoticeLine;
  readonly onLeave: () => void;
}

function NoticeItem({ notice, onLeave }: NoticeItemProps) {
  const tenant = useEstateStore((state) =>
    notice.tenantId === null ? null : (state.byId[notice.tenantId] ?? null),
  );
  return (
    <li className={styles['entry']}>
      {iconOf(notice)}
      <div>
        <p>
          <Plain>{notice.message}</Plain>
          {notice.count > 1 && ` (${String(notice.count)} times)`}
        </p>
        <p className={styles['facts']}>
          {tenant !== null && <Plain>{tenant.name}</Plain>}
          {notice.host !== null && <bdi dir="ltr">{notice.host}</bdi>}
          <Ago iso={notice.raisedAt} />
          {notice.host !== null && (
            <button
              type="button"
              className={styles['link']}
              onClick={() => {
                onLeave();
                void goToPage('refused-hosts');
              }}
            >
              Refused hosts
            </button>
          )}
        </p>
      </div>
    </li>
  );
}

function noticeWords(notice: NoticeLine): string {
  const words = visibleText(notice.message);
  return notice.count > 1 ? `${words} (${String(notice.count)} times)` : words;
}

function iconOf(notice: NoticeLine) {
  if (notice.kind === 'failure') return <Warning16Filled className={styles['warning'] ?? ''} />;
  return notice.kind.endsWith('-refused') ? <Prohibited16Regular /> : <Info16Regular />;
}

function useFresh(key: number | undefined): boolean {
  const [staleKey, setStaleKey] = useState<number | undefined>(undefined);
  useEffect(() => {
    if (key === undefined) return undefined;
    const timer = setTimeout(() => setStaleKey(key), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return key !== staleKey;
}
