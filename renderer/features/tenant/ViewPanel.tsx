import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Tenant, View } from '../../../preload/contract/index.ts';
import { closeView, reload } from '../../stores/workspace-store.ts';
import { useAppStore } from '../../stores/app-store.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import {
  ArrowClockwise20Regular,
  ErrorCircle24Filled,
  Warning24Filled,
  WeatherMoon24Regular,
} from '../../ui/icons.ts';
import { MismatchPanel } from './MismatchPanel.tsx';
import styles from './view-panel.module.css';

/** Whether the shell speaks in the page's place. */
export function viewNeedsPanel(view: View): boolean {
  return view.proof.state === 'mismatch' || (view.state !== 'ready' && view.state !== 'loading');
}

interface ViewPanelProps {
  readonly tenant: Tenant;
  readonly view: View;
}

/** Says why there is no page, and what to do. */
export function ViewPanel({ tenant, view }: ViewPanelProps) {
  const isOnline = useAppStore((state) => state.isOnline);
  const ref = { tenantId: tenant.id, viewId: view.id };
  if (view.proof.state === 'mismatch') {
    return <MismatchPanel tenant={tenant} view={view} proof={view.proof} />;
  }
  const words = wordsOf(view, isOnline);
  if (words === null) return null;
  return (
    <div className={styles['panel']}>
      <EmptyState
        icon={words.icon}
        title={words.title}
        actions={
          <>
            <Button
              appearance="primary"
              icon={<ArrowClockwise20Regular />}
              autoFocus={document.activeElement === document.body}
              onClick={() => void reload(ref)}
            >
              {words.action}
            </Button>
            <Button onClick={() => void closeView(ref)}>Close page</Button>
          </>
        }
      >
        {view.problem !== null && <p>{view.problem}</p>}
        <p>{words.text}</p>
      </EmptyState>
    </div>
  );
}

interface PanelWords {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly action: string;
}

function wordsOf(view: View, isOnline: boolean): PanelWords | null {
  switch (view.state) {
    case 'failed':
      return {
        icon: <Warning24Filled className={styles['warning'] ?? ''} />,
        title: isOnline ? 'The page did not load' : 'You are offline',
        text: 'The session of this tenant is kept.',
        action: 'Try again',
      };
    case 'crashed':
      return {
        icon: <ErrorCircle24Filled className={styles['danger'] ?? ''} />,
        title: 'The page has crashed',
        text: 'Only this page is gone. The session of this tenant and its other pages are as they were.',
        action: 'Reload page',
      };
    case 'hung':
      return {
        icon: <Warning24Filled className={styles['warning'] ?? ''} />,
        title: 'The page does not respond',
        text: 'It may come back by itself. Reloading loses what was typed in it.',
        action: 'Reload page',
      };
    case 'hibernated':
      return {
        icon: <WeatherMoon24Regular />,
        title: 'The page is asleep',
        text: 'It was put away to save memory. It opens again where you were, with the same session.',
        action: 'Open again',
      };
    default:
      return null;
  }
}
