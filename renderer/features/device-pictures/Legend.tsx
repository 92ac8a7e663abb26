import { legendOf, type Picture, toneOf } from '../../lib/device-pictures.ts';
import { valueWords } from '../../lib/device-words.ts';
import styles from './pictures.module.css';

/** What the parts of the bars are. */
export function Legend({ picture }: { readonly picture: Picture }) {
  return (
    <ul className={styles['legend']} aria-label="Legend">
      {legendOf(picture).map((value) => (
        <li key={value}>
          <span
            className={styles['swatch']}
            data-tone={toneOf(picture, value)}
            aria-hidden="true"
          />
          {valueWords(picture, value)}
        </li>
      ))}
    </ul>
  );
}
