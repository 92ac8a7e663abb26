import { StateMark } from '../../ui/StateMark.tsx';
import { INBOUND } from './trust-cells.ts';
import styles from './trust-matrix.module.css';
import { TrustMark } from './TrustMark.tsx';

const said = (value: boolean | null, isInherited = false) => ({ value, isInherited });

/** What the letters and their looks mean. */
export function TrustLegend() {
  return (
    <section className={styles['legend']} aria-label="Legend">
      <ul>
        {INBOUND.map(({ letter, name }) => (
          <li key={letter}>
            <b>{letter}</b> {name}
          </li>
        ))}
      </ul>
      <ul>
        <li>
          <TrustMark letter="M" value={said(true)} /> yes
        </li>
        <li>
          <TrustMark letter="M" value={said(false)} /> no
        </li>
        <li>
          <TrustMark letter="M" value={said(null)} /> not known
        </li>
        <li>
          <TrustMark letter="M" value={said(true, true)} />{' '}
          <i>italic: inherited from the default</i>
        </li>
        <li>
          <span className={styles['sided']}>
            <StateMark state="attention" />
            one side
          </span>{' '}
          works only when both sides say yes
        </li>
      </ul>
    </section>
  );
}
