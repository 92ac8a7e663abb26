/** What is so: known either way, or not known here. */
export type Certainty = 'yes' | 'no' | 'maybe';

/** An answer with the condition that decided it, in words. */
export interface Judgement {
  readonly is: Certainty;
  readonly because: string;
}

export const yes = (because: string): Judgement => ({ is: 'yes', because });
export const no = (because: string): Judgement => ({ is: 'no', because });
export const maybe = (because: string): Judgement => ({ is: 'maybe', because });

export function not(certainty: Certainty): Certainty {
  if (certainty === 'maybe') return 'maybe';
  return certainty === 'yes' ? 'no' : 'yes';
}

/** OR: the first that is so decides, else the first that may be. */
export function anyOf(judgements: readonly Judgement[], otherwise: string): Judgement {
  return (
    judgements.find((one) => one.is === 'yes') ??
    judgements.find((one) => one.is === 'maybe') ??
    no(otherwise)
  );
}

/** AND: the first that is not so decides, else the first that may not be, else the first. */
export function allOf(judgements: readonly Judgement[]): Judgement {
  return (
    judgements.find((one) => one.is === 'no') ??
    judgements.find((one) => one.is === 'maybe') ??
    judgements[0] ??
    yes('Nothing is asked.')
  );
}

/** Whether a property holds for all, none or some of what is possible. */
export function overAll<T>(possible: readonly T[], holds: (one: T) => boolean): Certainty {
  const count = possible.filter(holds).length;
  if (count === 0) return 'no';
  return count === possible.length ? 'yes' : 'maybe';
}
