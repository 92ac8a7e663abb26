/** What the guest-account formula of the delegated access guidance answers. */
export interface LicenceCount {
  readonly guests: number;
  readonly licences: number;
}

/** Analysts that the calculator takes at most, each of both kinds. */
export const MOST_ANALYSTS = 1_000_000;

/**
 * Guest accounts and Entra ID P2 licences in the customer's tenant: half again as many guests as
 * there are and will be analysts, and one licence for five guests, both rounded up. 20 now and 20
 * planned are 60 guests and 12 licences. Null for what is no whole number from 0 on.
 */
export function licencesFor(current: number, planned: number): LicenceCount | null {
  const isCount = (count: number) =>
    Number.isSafeInteger(count) && count >= 0 && count <= MOST_ANALYSTS;
  if (!isCount(current) || !isCount(planned)) return null;
  const guests = Math.ceil(((current + planned) * 3) / 2);
  return { guests, licences: Math.ceil(guests / 5) };
}

/** The number that was typed; null unless it is written with digits alone. */
export function typedCount(text: string): number | null {
  const digits = text.trim();
  return /^\d{1,7}$/.test(digits) ? Number(digits) : null;
}
