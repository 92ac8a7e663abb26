import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { HandOff, SignInBlock } from '../../../preload/contract/index.ts';
import { copyText } from '../../stores/app-store.ts';
import { openInManagedBrowser, type ViewRef } from '../../stores/workspace-store.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Copy16Regular, Open16Regular, Warning16Filled } from '../../ui/icons.ts';
import styles from './sign-in-block-bar.module.css';

interface SignInBlockBarProps {
  readonly block: SignInBlock;
  /** What the operator chose for this tenant. */
  readonly handOff: HandOff;
  readonly view: ViewRef;
}

/** Why sign-in was refused and what may get further; Microsoft's own page stays below it. */
export function SignInBlockBar({ block, handOff, view }: SignInBlockBarProps) {
  const [isOpen, setOpen] = useState(true);
  const isOffered = block.mayHandOff && handOff !== 'never';
  return (
    <section aria-label="Sign-in blocked" className={styles['bar']}>
      <Warning16Filled className={styles['icon'] ?? ''} />
      <div className={styles['words']} role="status">
        <p className={styles['title']}>
          {block.title} <span className={styles['code']}>AADSTS{block.code}</span>
        </p>
        {isOpen && (
          <>
            <p>{block.explanation}</p>
            {!block.mayHandOff && (
              <p>Another browser meets the same control. Ask an administrator of this tenant.</p>
            )}
            {block.mayHandOff && !isOffered && (
              <p>
                The managed browser may get further, but it is off for this tenant. Edit the tenant
                to turn it on.
              </p>
            )}
            {block.correlationId !== null && (
              <p className={styles['correlation']}>
                Correlation id <code>{block.correlationId}</code>
                <IconButton
                  className={styles['copy'] ?? ''}
                  label="Copy correlation id"
                  icon={<Copy16Regular />}
                  onClick={() => void copyText(block.correlationId ?? '', 'Correlation id')}
                />
              </p>
            )}
          </>
        )}
      </div>
      <div className={styles['actions']}>
        {isOffered && (
          <Button
            size="small"
            appearance="primary"
            icon={<Open16Regular />}
            onClick={() => void openInManagedBrowser(view)}
          >
            Open in managed browser
          </Button>
        )}
        <Button
          size="small"
          appearance="subtle"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? 'Less' : 'Why?'}
        </Button>
      </div>
    </section>
  );
}
