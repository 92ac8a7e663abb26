import {
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import type { FormEvent, ReactNode } from 'react';
import styles from './modal-dialog.module.css';

interface ModalDialogProps {
  readonly title: ReactNode;
  readonly children: ReactNode;
  readonly actions: ReactNode;
  readonly onClose: () => void;
  /** Sent by Enter and by the button of type submit. */
  readonly onSubmit?: () => void;
  readonly size?: 'small' | 'medium' | 'large';
  /** Waits for an answer: a click beside it does not close it. */
  readonly isAlert?: boolean;
}

/** A dialog in front of everything; Escape always leaves without doing anything. */
export function ModalDialog({
  title,
  children,
  actions,
  onClose,
  onSubmit,
  size = 'medium',
  isAlert = false,
}: ModalDialogProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit?.();
  };
  return (
    <Dialog
      open
      modalType={isAlert ? 'alert' : 'modal'}
      onOpenChange={(_event, data) => {
        if (!data.open) onClose();
      }}
    >
      <DialogSurface className={`${styles['surface'] ?? ''} ${styles[size] ?? ''}`}>
        <form onSubmit={submit} noValidate className={styles['form']}>
          <DialogBody className={styles['body'] ?? ''}>
            <DialogTitle className={styles['title'] ?? ''}>{title}</DialogTitle>
            <DialogContent className={styles['content'] ?? ''}>{children}</DialogContent>
            <DialogActions className={styles['actions'] ?? ''}>{actions}</DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
