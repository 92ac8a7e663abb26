import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import type { ListPane as Pane, ListPlace } from '../../stores/device-list-store.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Dismiss16Regular } from '../../ui/icons.ts';
import { ChangesPane } from './ChangesPane.tsx';
import { DevicePane } from './DevicePane.tsx';
import styles from './pane.module.css';
import { SourcesPane } from './SourcesPane.tsx';

interface ListPaneProps {
  readonly place: ListPlace;
  readonly pane: Pane;
  readonly onClose: () => void;
}

const TITLES: Readonly<Record<Pane['kind'], string>> = {
  device: 'Device',
  changes: 'Changes',
  sources: 'Data sources',
};

/** What is beside the table: a device, what changed, or where the devices come from. */
export function ListPane({ place, pane, onClose }: ListPaneProps) {
  switch (pane.kind) {
    case 'device':
      return <DevicePane key={pane.deviceId} deviceId={pane.deviceId} onClose={onClose} />;
    case 'changes':
      return (
        <PaneFrame title={TITLES.changes} onClose={onClose}>
          <ChangesPane place={place} />
        </PaneFrame>
      );
    case 'sources':
      return (
        <PaneFrame title={TITLES.sources} onClose={onClose}>
          <SourcesPane place={place} />
        </PaneFrame>
      );
  }
}

interface PaneFrameProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A pane with its title; Escape closes it and gives the table the keyboard back. */
function PaneFrame({ title, onClose, children }: PaneFrameProps) {
  const pane = useRef<HTMLElement>(null);
  useEffect(() => pane.current?.focus(), []);
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  return (
    <section
      ref={pane}
      className={styles['pane']}
      aria-label={title}
      tabIndex={-1}
      onKeyDown={onKey}
    >
      <header className={styles['head']}>
        <h2 className={styles['title']}>{title}</h2>
        <IconButton
          label={`Close ${title.toLowerCase()}`}
          icon={<Dismiss16Regular />}
          onClick={onClose}
        />
      </header>
      {children}
    </section>
  );
}
