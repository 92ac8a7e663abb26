import type { z } from 'zod';
import { app } from './app.ts';
import { compartments } from './compartments.ts';
import type { EventDef, Method } from './define.ts';
import { devices } from './devices.ts';
import { egress } from './egress.ts';
import type { Envelope } from './errors.ts';
import { identity } from './identity.ts';
import { inventory } from './inventory.ts';
import { lock } from './lock.ts';
import { journal } from './journal.ts';
import { onboarding } from './onboarding.ts';
import { status } from './status.ts';
import { storage } from './storage.ts';
import { tenants } from './tenants.ts';
import { updates } from './updates.ts';

/**
 * The whole boundary between the shell's page and main, as data. Types, the preload's functions,
 * main's handlers, the fake bridge and the hostile-input tests all come from this one table.
 */
export const contract = {
  app,
  tenants,
  compartments,
  identity,
  status,
  inventory,
  onboarding,
  storage,
  lock,
  journal,
  egress,
  updates,
} as const;

/**
 * What the page asks the data process over a port of its own, with the same form and the same
 * checks at the other end. Rows go this way; commands go through main.
 */
export const dataContract = { devices } as const;

export type Contract = typeof contract;
export type AreaName = keyof Contract;
export type DataContract = typeof dataContract;

type MethodNames<A> = { [K in keyof A]: A[K] extends Method ? K : never }[keyof A];
type EventNames<A> = { [K in keyof A]: A[K] extends EventDef ? K : never }[keyof A];

type InputOf<M> = M extends Method<infer I, z.ZodType> ? z.output<I> : never;
type SentOf<M> = M extends Method<infer I, z.ZodType> ? z.input<I> : never;
type OutputOf<M> = M extends Method<z.ZodType, infer O> ? z.output<O> : never;
type PayloadOf<E> = E extends EventDef<infer P> ? z.output<P> : never;

type Capital<S extends PropertyKey> = S extends string ? Capitalize<S> : never;

/** A function of one argument for every method of a table, `on…` for every event. */
type Calls<T> = {
  readonly [A in keyof T]: {
    readonly [K in MethodNames<T[A]>]: (
      input: SentOf<T[A][K]>,
    ) => Promise<Envelope<OutputOf<T[A][K]>>>;
  } & {
    readonly [K in EventNames<T[A]> as `on${Capital<K>}`]: (
      listener: (payload: PayloadOf<T[A][K]>) => void,
    ) => () => void;
  };
};

/** `window.bulkhead`, frozen. Subscribing answers with the function that ends it. */
export type DoorBridge = Calls<Contract>;
/** What goes over the port to the data process. */
export type DataBridge = Calls<DataContract>;
/** Everything the page's stores call, whichever way it goes. */
export type Bridge = DoorBridge & DataBridge;

/** What the data process implements: as `Handlers`, without a caller to tell apart. */
export type DataHandlers = {
  readonly [A in keyof DataContract]: {
    readonly [K in MethodNames<DataContract[A]>]: (
      input: InputOf<DataContract[A][K]>,
    ) => Promise<OutputOf<DataContract[A][K]>> | OutputOf<DataContract[A][K]>;
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
export * from './checklist.ts';
export * from './compartments.ts';
export * from './deep-links.ts';
export * from './define.ts';
export * from './devices.ts';
export * from './egress.ts';
export * from './errors.ts';
export * from './identity.ts';
export * from './ids.ts';
export * from './inventory.ts';
export * from './lock.ts';
export * from './journal.ts';
export * from './onboarding-checks.ts';
export * from './onboarding.ts';
export * from './status.ts';
export * from './storage.ts';
export * from './tenants.ts';
export * from './updates.ts';
