import styles from './scenarios.module.css';

const THEMES = ['light', 'dark', 'high-contrast'] as const;

/** The gallery's front page: every state of the shell, in every theme. */
export function Scenarios({ names }: { readonly names: readonly string[] }) {
  return (
    <main className={styles['page']}>
      <h1>Scenarios</h1>
      <ul>
        {names.map((name) => (
          <li key={name} className={styles['row']}>
            <a href={`?scenario=${name}`}>{name}</a>
            {THEMES.map((theme) => (
              <a key={theme} href={`?scenario=${name}&theme=${theme}`}>
                {theme}
              </a>
            ))}
          </li>
        ))}
      </ul>
    </main>
  );
}
