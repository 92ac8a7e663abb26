import type { AreaName, Bridge, Envelope, Handlers } from '../../../preload/contract/index.ts';

type Methods<A extends AreaName> = Handlers<void>[A];

/**
 * An area of the bridge as its fake implements it: with ids as main has them once it has checked
 * them, where the page may send any text.
 */
export type FakeArea<A extends AreaName> = {
  readonly [K in keyof Methods<A>]: Methods<A>[K] extends (input: infer I, context: void) => infer O
    ? (input: I) => Promise<Envelope<Awaited<O>>>
    : never;
} & Omit<Bridge[A], keyof Methods<A>>;
