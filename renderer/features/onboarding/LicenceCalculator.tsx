import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { licencesFor, typedCount } from '../../lib/licence-calculator.ts';
import { counted } from '../../lib/onboarding-words.ts';
import { copyText } from '../../stores/app-store.ts';
import styles from './licences.module.css';

const PROBLEM = 'Enter a whole number, with digits alone.';
const LICENSING_PAGE =
  'https://learn.microsoft.com/en-us/entra/id-governance/microsoft-entra-id-governance-licensing-for-guest-users';

/** Guests and licences by the formula of 2020, beside the billing by active guests of today. */
export function LicenceCalculator() {
  const [current, setCurrent] = useState('20');
  const [planned, setPlanned] = useState('20');
  const counts = [typedCount(current), typedCount(planned)] as const;
  const [now, later] = counts;
  const result = now === null || later === null ? null : licencesFor(now, later);
  const field = (label: string, value: string, set: (value: string) => void) => (
    <Field
      label={label}
      {...(typedCount(value) === null && {
        validationState: 'error' as const,
        validationMessage: PROBLEM,
      })}
    >
      <Input
        size="small"
        inputMode="numeric"
        maxLength={7}
        value={value}
        onChange={(_event, data) => set(data.value)}
      />
    </Field>
  );
  return (
    <div className={styles['models']}>
      <section className={styles['model']} aria-labelledby="licence-formula">
        <h2 id="licence-formula" className={styles['title']}>
          By the formula of 2020
        </h2>
        <p className={styles['source']}>
          “Multi-tenant access for Managed Security Service Providers”, published 20 July 2020,
          updated 10 August 2020
        </p>
        <div className={styles['fields']}>
          {field('Analysts now', current, setCurrent)}
          {field('Analysts planned', planned, setPlanned)}
        </div>
        <p className={styles['result']} role="status">
          {result === null
            ? 'No result without two numbers.'
            : `${counted(result.guests, 'guest account')}, ${counted(result.licences, 'Entra ID P2 licence')}`}
        </p>
        <p className={styles['how']}>
          Guests are all analysts and half as many again, rounded up. One licence of the customer’s
          tenant covers five guests, rounded up. The printed formula has unbalanced brackets; this
          reading gives its own example: 20 now and 20 planned are 60 guests and 12 licences.
        </p>
      </section>
      <section className={styles['model']} aria-labelledby="licence-active">
        <h2 id="licence-active" className={styles['title']}>
          By monthly active guests, today
        </h2>
        <p className={styles['source']}>
          Microsoft Entra ID Governance licensing for guest users; a linked Azure subscription is
          required since 30 January 2026
        </p>
        <p className={styles['result']}>
          {result === null || now === null
            ? 'No estimate without two numbers.'
            : `Up to ${counted(result.guests, 'active guest')} a month`}
        </p>
        <p className={styles['how']}>
          Guests are no longer covered five to a licence. Each guest who uses a governance feature
          beyond Entra ID P2 in a month is billed for that month, to the Azure subscription that the
          customer’s tenant is linked to. Features that P2 includes are not billed. A guest who does
          nothing in a month costs nothing, so the figure above is the most it can be. Prices
          change: read them on the page.
        </p>
        <Button size="small" onClick={() => void copyText(LICENSING_PAGE, 'Address of the page')}>
          Copy the page’s address
        </Button>
      </section>
    </div>
  );
}
