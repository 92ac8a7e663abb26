import { storageWords } from '../../lib/onboarding-words.ts';
import { useOnboardingStore } from '../../stores/onboarding-store.ts';
import { Warning16Filled } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import styles from './onboarding.module.css';

/** That what is done here is not kept, or cannot be done, and why. */
export function StorageNote() {
  const storage = useOnboardingStore((state) => state.storage);
  const notice = useOnboardingStore((state) => state.notice);
  const words = storageWords({ storage, notice });
  if (words === null) return null;
  return (
    <p className={styles['note']} role="status">
      <Warning16Filled />
      <Plain>{words}</Plain>
    </p>
  );
}
