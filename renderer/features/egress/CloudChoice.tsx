import type { Cloud } from '../../../preload/contract/index.ts';
import { CLOUD_HINTS, CLOUD_NAMES, CLOUD_ORDER } from '../../lib/tenant-words.ts';
import { chooseClouds } from '../../stores/egress-store.ts';
import styles from './egress.module.css';

/** Which clouds the hosts are listed and compared for. */
export function CloudChoice({ chosen }: { readonly chosen: readonly Cloud[] }) {
  return (
    <fieldset className={styles['clouds']}>
      <legend>Clouds</legend>
      {CLOUD_ORDER.map((cloud) => (
        <label key={cloud} className={styles['cloud']} title={CLOUD_HINTS[cloud]}>
          <input
            type="checkbox"
            checked={chosen.includes(cloud)}
            onChange={({ target }) =>
              chooseClouds(
                CLOUD_ORDER.filter((one) =>
                  one === cloud ? target.checked : chosen.includes(one),
                ),
              )
            }
          />
          {CLOUD_NAMES[cloud]}
        </label>
      ))}
    </fieldset>
  );
}
