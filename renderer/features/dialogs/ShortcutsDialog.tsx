import { Button } from '@fluentui/react-components';
import { Kbd } from '../../ui/Kbd.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import styles from './shortcuts-dialog.module.css';

const GROUPS: readonly {
  readonly name: string;
  readonly keys: readonly (readonly [string, string])[];
}[] = [
  {
    name: 'Go',
    keys: [
      ['Ctrl+K', 'Find anything'],
      ['Ctrl+1', 'First favourite'],
      ['Ctrl+9', 'Ninth favourite'],
      ['F6', 'Between tenants and page'],
      ['?', 'This list'],
    ],
  },
  {
    name: 'Page',
    keys: [
      ['Alt+←', 'Back'],
      ['Alt+→', 'Forward'],
      ['Ctrl+R', 'Reload'],
      ['Ctrl+F', 'Find in page'],
      ['Ctrl++', 'Zoom in'],
      ['Ctrl+−', 'Zoom out'],
      ['Ctrl+0', 'Zoom to 100 %'],
    ],
  },
  {
    name: 'Open pages',
    keys: [
      ['Ctrl+Tab', 'Next'],
      ['Ctrl+Shift+Tab', 'Previous'],
      ['Ctrl+W', 'Close'],
    ],
  },
  {
    name: 'Onboarding',
    keys: [
      ['↑ ↓', 'Previous or next run, or step'],
      ['Ctrl+Enter', 'The next sensible thing of a step'],
      ['← →', 'Portal wider or narrower, on the line beside it'],
    ],
  },
  {
    name: 'Tenants',
    keys: [
      ['↑', 'Previous'],
      ['↓', 'Next'],
      ['Enter', 'Open'],
      ['Shift+F10', 'Menu of the tenant'],
      ['Alt+↑', 'Move a favourite up'],
      ['Alt+↓', 'Move a favourite down'],
    ],
  },
];

/** All keys, in one place. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <ModalDialog
      title="Keyboard shortcuts"
      onClose={onClose}
      actions={<Button onClick={onClose}>Close</Button>}
    >
      <div className={styles['groups']}>
        {GROUPS.map((group) => (
          <section key={group.name}>
            <h3 className={styles['head']}>{group.name}</h3>
            <dl className={styles['list']}>
              {group.keys.map(([keys, words]) => (
                <div key={keys} className={styles['pair']}>
                  <dt>
                    <Kbd keys={keys} />
                  </dt>
                  <dd>{words}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </ModalDialog>
  );
}
