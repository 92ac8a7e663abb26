import { rotated, sampleOf, type Sample } from '../statistics.ts';

/** Runs of one side before they are counted: V8 makes fast code of what it has seen a few times. */
const WARM_UPS = 3;

/**
 * Times the sides of a comparison in turns, each beginning a round in its turn.
 * @param sides what each does once; answers are thrown away
 * @returns milliseconds of each
 */
export async function timeSides<K extends string>(
  sides: Readonly<Record<K, () => unknown>>,
  rounds: number,
): Promise<Record<K, Sample>> {
  const names = Object.keys(sides) as K[];
  const times = new Map<K, number[]>(names.map((name) => [name, []]));
  for (const name of names) {
    for (let warmUp = 0; warmUp < WARM_UPS; warmUp++) {
      const started = performance.now();
      await sides[name]();
      // What takes long does not get faster by being seen again.
      if (performance.now() - started > 500) break;
    }
  }
  for (let round = 0; round < rounds; round++) {
    for (const name of rotated(names, round)) {
      const started = performance.now();
      await sides[name]();
      times.get(name)?.push(performance.now() - started);
    }
  }
  return Object.fromEntries(names.map((name) => [name, sampleOf(times.get(name) ?? [])])) as Record<
    K,
    Sample
  >;
}

/** A few digits of milliseconds. */
function ms(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
}

export function describeMs({ median, min, max }: Sample): string {
  const n = (value: number) => (value < 10 ? value.toFixed(2) : value.toFixed(0));
  return `${ms(median)} (${n(min)}–${n(max)})`;
}
