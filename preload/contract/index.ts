import type { z } from 'zod';
import { app } from './app.ts';
import { compartments } from './compartments.ts';
import type { EventDef, Method } from './define.ts';
import type { Envelope } from './errors.ts';
import { tenants } from './tenants.ts';

/**
 * The whole boundary between the shell's page and main, as data. Types, the preload's functions,
 * main's handlers, the fake bridge and the hostile-input tests all come from this one table.
 */
export const contract = { app, tenants, compartments } as const;

export type Contract = typeof contract;
export type AreaName = keyof Contract;

type MethodNames<A> = { [K in keyof A]: A[K] extends Method ? K : never }[keyof A];
type EventNames<A> = { [K in keyof A]: A[K] extends EventDef ? K : never }[keyof A];

type InputOf<M> = M extends Method<infer I, z.ZodType> ? z.output<I> : never;
type SentOf<M> = M extends Method<infer I, z.ZodType> ? z.input<I> : never;
type OutputOf<M> = M extends Method<z.ZodType, infer O> ? z.output<O> : never;
type PayloadOf<E> = E extends EventDef<infer P> ? z.output<P> : never;

type Capital<S extends PropertyKey> = S extends string ? Capitalize<S> : never;

/**
 * `window.bulkhead`: a frozen function of one argument for every method, `on…` for every event.
 * Subscribing answers with the function that ends it.
 */
export type Bridge = {
  readonly [A in AreaName]: {
    readonly [K in MethodNames<Contract[A]>]: (
      input: SentOf<Contract[A][K]>,
    ) => Promise<Envelope<OutputOf<Contract[A][K]>>>;
  } & {
    readonly [K in EventNames<Contract[A]> as `on${Capital<K>}`]: (
      listener: (payload: PayloadOf<Contract[A][K]>) => void,
    ) => () => void;
  };
};

/** What main implements: exactly the methods of the table, input parsed, output as specified. */
export type Handlers<C> = {
  readonly [A in AreaName]: {
    readonly [K in MethodNames<Contract[A]>]: (
      input: InputOf<Contract[A][K]>,
      context: C,
    ) => Promise<OutputOf<Contract[A][K]>> | OutputOf<Contract[A][K]>;
  };
};

/** The events of the table by area, for the one function that pushes them. */
export type Events = {
  readonly [A in AreaName]: {
    readonly [K in EventNames<Contract[A]>]: PayloadOf<Contract[A][K]>;
  };
};

/** Channel of a method or event. Nothing else names channels. */
export function channelOf(area: string, member: string): string {
  return `bulkhead:${area}.${member}`;
}

/** Names without schemas: all that the preload needs, so that no validator is loaded there. */
export interface Surface {
  readonly methods: readonly (readonly [area: string, method: string])[];
  readonly events: readonly (readonly [area: string, event: string])[];
}

/** Derives the preload's surface; the build writes it into the preload bundle. */
export function surfaceOf(
  table: Readonly<Record<string, Readonly<Record<string, { kind: string }>>>>,
): Surface {
  const entries = Object.entries(table).flatMap(([area, members]) =>
    Object.entries(members).map(([name, member]) => ({ area, name, kind: member.kind })),
  );
  const pick = (isEvent: boolean) =>
    entries.filter((e) => (e.kind === 'event') === isEvent).map((e) => [e.area, e.name] as const);
  return { methods: pick(false), events: pick(true) };
}

export * from './app.ts';
export * from './compartments.ts';
export * from './define.ts';
export * from './errors.ts';
export * from './ids.ts';
export * from './tenants.ts';
