import type { ReactNode } from 'react';
import styles from './page-frame.module.css';

interface PageFrameProps {
  readonly title: string;
  readonly about?: ReactNode;
  readonly actions?: ReactNode;
  /** A measure that suits reading and forms, instead of the whole width. */
  readonly isNarrow?: boolean;
  /** What is inside fills the page and scrolls by itself. */
  readonly isFilled?: boolean;
  readonly children: ReactNode;
}

/** A page of the estate: its title, what can be done, and the rest, which scrolls. */
export function PageFrame(props: PageFrameProps) {
  const { title, about, actions, isNarrow = false, isFilled = false, children } = props;
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <div className={styles['titles']}>
          <h1 className={styles['title']}>{title}</h1>
          {about !== undefined && <p className={styles['about']}>{about}</p>}
        </div>
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      </header>
      {isFilled ? (
        <div className={styles['filled']}>{children}</div>
      ) : (
        <Body isNarrow={isNarrow}>{children}</Body>
      )}
    </div>
  );
}

function Body({ isNarrow, children }: Required<Pick<PageFrameProps, 'isNarrow' | 'children'>>) {
  return (
    // Scrolls with the arrow keys even when nothing inside can be focused.
    <div className={styles['body']} tabIndex={-1}>
      <div className={isNarrow ? styles['narrow'] : undefined}>{children}</div>
    </div>
  );
}
