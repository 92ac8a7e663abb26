import type { AreaName, JournalReference } from '../../preload/contract/index.ts';
import type { RecordCall } from '../ipc/door.ts';
import { Failure } from '../ipc/failure.ts';
import { type ActionContext, ACTIONS, type Recorded } from './actions.ts';
import type { JournalDraft, JournalFields } from './record.ts';

export interface JournaledCallsDeps extends ActionContext {
  /** Resolves when the record is on disk. */
  readonly append: (draft: JournalDraft) => Promise<JournalReference>;
  readonly note: (draft: JournalDraft) => void;
}

const NOT_RECORDED =
  'This was not done, because the journal cannot be written. Free some space or ask your administrator; the Journal page says what is wrong.';

/** Tells the journal of calls, as `ACTIONS` says. */
export function createJournaledCalls(deps: JournaledCallsDeps): RecordCall {
  return (area, method, input) => {
    const rule = ruleOf(area, method);
    if (rule === null) return null;
    const draft = {
      action: `${area}.${method}`,
      tenantId: rule.tenant?.(input, deps) ?? null,
      fields: rule.fields?.(input) ?? {},
    };
    if (rule.as === 'event') {
      return {
        record: null,
        settle: (outcome, output) => {
          const fields = { ...draft.fields, ...resultOf(rule, outcome, output) };
          deps.note({ ...draft, kind: 'event', ref: null, outcome, fields });
        },
      };
    }
    return intent(deps, rule, draft);
  };
}

async function intent(
  deps: JournaledCallsDeps,
  rule: Recorded<unknown, unknown>,
  draft: Pick<JournalDraft, 'action' | 'tenantId' | 'fields'>,
) {
  let record: JournalReference;
  try {
    record = await deps.append({ ...draft, kind: 'intent', ref: null, outcome: null });
  } catch (error) {
    throw new Failure('not-recorded', NOT_RECORDED, { cause: error });
  }
  return {
    record,
    settle: (outcome: string, output: unknown) => {
      const fields = resultOf(rule, outcome, output);
      deps.note({ ...draft, kind: 'outcome', ref: record.seq, outcome, fields });
    },
  };
}

function resultOf(
  rule: Recorded<unknown, unknown>,
  outcome: string,
  output: unknown,
): JournalFields {
  return outcome === 'ok' ? (rule.result?.(output) ?? {}) : {};
}

/** The table's types are by method; here it is looked up by name. */
function ruleOf(area: string, method: string): Recorded<unknown, unknown> | null {
  const methods = ACTIONS[area as AreaName] as Readonly<
    Record<string, string | Recorded<unknown, unknown>>
  >;
  const rule = methods[method];
  if (rule === undefined) throw new Error(`the journal does not know ${area}.${method}`);
  return typeof rule === 'string' ? null : rule;
}
