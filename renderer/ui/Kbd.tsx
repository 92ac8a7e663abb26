import styles from './kbd.module.css';

/** Keys as they are written on a keyboard: `Ctrl+K`. */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <kbd className={styles['keys']}>
      {keys.split(/\+(?=.)/).map((key) => (
        <span key={key} className={styles['key']}>
          {key}
        </span>
      ))}
    </kbd>
  );
}
