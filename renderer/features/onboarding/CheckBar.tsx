import { Button } from '@fluentui/react-components';
import { useAppStore } from '../../stores/app-store.ts';
import { useOnboardingStore } from '../../stores/onboarding-store.ts';
import { cancelChecks, runChecks } from '../../stores/run-actions.ts';
import { ArrowSync16Regular, PlugDisconnected16Regular } from '../../ui/icons.ts';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import styles from './onboarding.module.css';

/** How checking goes on, and the one thing to do about it. */
export function CheckBar() {
  const { isRunning, done, total, isCancelled, failed } = useOnboardingStore(
    (state) => state.progress,
  );
  const hasRuns = useOnboardingStore((state) => state.runs.length > 0);
  const isOnline = useAppStore((state) => state.isOnline);
  if (!hasRuns) return null;
  const words = !isOnline
    ? 'This device is offline. Everything here works; checks wait for the network.'
    : isRunning
      ? `Checking ${String(done)} of ${String(total)}`
      : isCancelled
        ? 'Checking was stopped. What was answered until then is kept.'
        : failed > 0
          ? `Checked; ${String(failed)} could not be reached.`
          : 'Checks read the settings of tenants and change nothing.';
  return (
    <section className={styles['checkBar']} aria-label="Checks">
      <p className={styles['quiet']} role="status">
        {!isOnline && <PlugDisconnected16Regular />}
        {words}
      </p>
      {isRunning && <ProgressLine label="Checked" value={done} max={total} />}
      {isRunning ? (
        <Button size="small" onClick={() => void cancelChecks()}>
          Stop checking
        </Button>
      ) : (
        <Button
          size="small"
          icon={<ArrowSync16Regular />}
          disabled={!isOnline}
          onClick={() => void runChecks(null)}
        >
          Check all runs
        </Button>
      )}
    </section>
  );
}
