import type { z } from 'zod';
import type { ErrorCode } from './errors.ts';

/** Who may call. Roles are given to a page when its window is made, never claimed by it. */
export type Role = 'shell';

/** `query` reads and may be repeated; `command` changes something. */
export type MethodKind = 'query' | 'command';

export interface Method<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: MethodKind;
  readonly input: I;
  readonly output: O;
  /** The failures a caller must be ready for, besides `refused`, `invalid` and `internal`. */
  readonly errors: readonly ErrorCode[];
  readonly roles: readonly Role[];
}

export interface EventDef<P extends z.ZodType = z.ZodType> {
  readonly kind: 'event';
  readonly payload: P;
  readonly roles: readonly Role[];
}

interface MethodSpec<I extends z.ZodType, O extends z.ZodType> {
  readonly input: I;
  readonly output: O;
  readonly errors?: readonly ErrorCode[];
}

function method<I extends z.ZodType, O extends z.ZodType>(
  kind: MethodKind,
  spec: MethodSpec<I, O>,
): Method<I, O> {
  return {
    kind,
    input: spec.input,
    output: spec.output,
    errors: spec.errors ?? [],
    roles: ['shell'],
  };
}

/** A method that only reads. */
export const query = <I extends z.ZodType, O extends z.ZodType>(spec: MethodSpec<I, O>) =>
  method('query', spec);

/** A method that changes something. */
export const command = <I extends z.ZodType, O extends z.ZodType>(spec: MethodSpec<I, O>) =>
  method('command', spec);

/** Something main tells the page; named in the past tense. */
export const event = <P extends z.ZodType>(payload: P): EventDef<P> => ({
  kind: 'event',
  payload,
  roles: ['shell'],
});
