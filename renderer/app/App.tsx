import { Button, FluentProvider } from '@fluentui/react-components';
import { useEffect } from 'react';
import { bridge } from '../bridge/bridge.ts';
import { LockScreen } from '../features/lock/LockScreen.tsx';
import { useAppStore } from '../stores/app-store.ts';
import { useEstateStore } from '../stores/estate-store.ts';
import { useWorkspaceStore } from '../stores/workspace-store.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { fetchLateParts } from '../ui/late-part.tsx';
import { themeOf } from '../ui/themes.ts';
import { Frame } from './Frame.tsx';
import styles from './frame.module.css';
import { load } from './start.ts';
import { useThemeName } from './use-theme-name.ts';

/** The shell's page in its theme: the frame once there is something to show in it. */
export function App() {
  const theme = useThemeName();
  return (
    <FluentProvider theme={themeOf(theme)} data-theme={theme}>
      <ErrorBoundary renderInstead={() => <StartFailed message="The window could not be drawn." />}>
        <Started />
      </ErrorBoundary>
      {/* Outside: what cannot be drawn takes no lock away. Should the lock itself fail, nothing is drawn. */}
      <LockScreen theme={theme} />
    </FluentProvider>
  );
}

function Started() {
  const start = useAppStore((state) => state.start);
  const estate = useEstateStore((state) => state.status);
  const workspace = useWorkspaceStore((state) => state.status);
  const problem = useEstateStore((state) => state.problem) ?? null;
  if (start.status === 'failed') return <StartFailed message={start.message} />;
  if (estate === 'failed') return <StartFailed message={problem ?? ''} />;
  if (workspace === 'failed') return <StartFailed message="The open pages could not be read." />;
  if (start.status === 'loading' || estate === 'loading' || workspace === 'loading') return null;
  return (
    <>
      <Painted />
      <Frame />
    </>
  );
}

/** Says once that real content is on screen: two frames after it was put into the page. */
function Painted() {
  useEffect(() => {
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        void bridge().app.reportPainted({});
        fetchLateParts();
      }),
    );
  }, []);
  return null;
}

function StartFailed({ message }: { readonly message: string }) {
  return (
    <div className={styles['startFailed']}>
      <Painted />
      <EmptyState
        title="Bulkhead could not start"
        actions={
          <Button appearance="primary" onClick={() => void load()}>
            Try again
          </Button>
        }
      >
        <p>{message}</p>
        <p>Tenants and sessions are not touched.</p>
      </EmptyState>
    </div>
  );
}
