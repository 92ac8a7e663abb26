import type { z } from 'zod';
import { parseGuarded } from '../../../security/parse-guarded.ts';
import { CloudError } from '../../cloud/cloud-error.ts';
import type { Asked, TenantApi } from '../../cloud/tenant-api.ts';
import type { AnswerName, Answers } from '../answers.ts';
import type { Answer, Me } from '../facts.ts';

/** What one collector knows of the others and of the device. */
export interface CollectContext {
  /** The operator's own object in the tenant, as far as it is known by now. */
  readonly me: Me | null;
  readonly now: () => Date;
  readonly platform: NodeJS.Platform;
}

type ValueOf<N extends AnswerName> =
  Extract<Answers[N], { kind: 'known' }> extends { value: infer V } ? V : never;

/** Asks one thing of a tenant. */
export interface Collector<N extends AnswerName = AnswerName> {
  readonly name: N;
  /** Path of the request, for the source of what is shown. */
  readonly source: string;
  readonly asked: Asked;
  /** Roles that may read it, for when it is refused. Source: Graph permissions reference. */
  readonly roles: string | null;
  /** Throws a CloudError, also for an answer that is not as documented. */
  readonly collect: (api: TenantApi, context: CollectContext) => Promise<ValueOf<N>>;
}

/** A collector with its value's type checked against the facts. */
export const collector = <N extends AnswerName>(one: Collector<N>): Collector<N> => one;

/** Reads an answer by its shape. The message names where it does not fit, never what was there. */
export function read<T>(shape: z.ZodType<T>, value: unknown): T {
  const parsed = parseGuarded(shape, value);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.map(String).join('.').slice(0, 120) ?? '';
  throw new CloudError(
    'malformed',
    `The answer is not as the service documents it${where === '' ? '' : `, at “${where}”`}.`,
  );
}

/** For what is asked by the operator's id in the tenant. */
export function idOf({ me }: CollectContext): string {
  if (me !== null) return me.id;
  throw new CloudError('not-available', 'Your account is not an object in this tenant.');
}

/** The answer that a failure stands for. */
export function gapOf(error: CloudError, { asked, roles }: Collector): Answer<never> {
  const permission = asked.permissions.join(', ');
  const base = { source: '', collectedAt: null, detail: error.message } as const;
  switch (error.kind) {
    case 'not-permitted':
      return {
        ...base,
        kind: 'not-permitted',
        needs: error.facts.needs ?? (roles === null ? permission : `${permission}; ${roles}`),
      };
    case 'not-licensed':
      return { ...base, kind: 'not-licensed', needs: error.facts.needs ?? null };
    case 'not-available':
      return { ...base, kind: 'not-available', needs: null };
    default:
      return { ...base, kind: 'failed', needs: null };
  }
}
