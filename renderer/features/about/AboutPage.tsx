import { Button } from '@fluentui/react-components';
import type { About } from '../../../preload/contract/index.ts';
import { copyText, selectAbout, useAppStore } from '../../stores/app-store.ts';
import { openDialog } from '../../stores/shell-store.ts';
import { Copy20Regular, Keyboard20Regular } from '../../ui/icons.ts';
import { Logo } from '../../ui/Logo.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import styles from './about.module.css';
import { UpdatesSection } from './UpdatesSection.tsx';

/** What this copy is made of and runs on, for reading and for copying. */
export function AboutPage() {
  const about = useAppStore(selectAbout);
  if (about === null) return null;
  const facts = factsOf(about);
  return (
    <PageFrame
      title="About"
      isNarrow
      actions={
        <>
          <Button
            size="small"
            icon={<Keyboard20Regular />}
            onClick={() => openDialog({ kind: 'shortcuts' })}
          >
            Keyboard shortcuts
          </Button>
          <Button
            size="small"
            appearance="primary"
            icon={<Copy20Regular />}
            onClick={() =>
              void copyText(facts.map(([name, value]) => `${name}: ${value}`).join('\n'), 'Details')
            }
          >
            Copy details
          </Button>
        </>
      }
    >
      <div className={styles['head']}>
        <span className={styles['logo']}>
          <Logo size={40} />
        </span>
        <div>
          <h2 className={styles['name']}>Bulkhead {about.version}</h2>
          <p className={styles['what']}>
            A window of watertight compartments for operators of many Microsoft tenants.
          </p>
        </div>
      </div>
      <dl className={styles['facts']}>
        {facts.map(([name, value]) => (
          <div key={name} className={styles['fact']}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <UpdatesSection />
    </PageFrame>
  );
}

function factsOf(about: About): readonly (readonly [string, string])[] {
  return [
    ['Bulkhead', about.version],
    ['Runtime', about.runtimeNote],
    ['Electron', about.electron],
    ['Electron of the lock file', about.pinnedElectron],
    ['Chromium', about.chromium],
    ['Node', about.node],
    ['V8', about.v8],
    ['System', about.platform],
    ['Built as', about.isRelease ? 'Packaged application' : 'From source'],
    ['Estate', about.demoEstate ?? 'Your own'],
  ];
}
