import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const page = () =>
  readFileSync(join(import.meta.dirname, '../../../../../docs/onboarding-files.md'), 'utf8');

/** The JSON examples of `docs/onboarding-files.md`: a checklist and its texts in German. */
export function documentedExamples(): { readonly checklist: string; readonly overlay: string } {
  const [checklist = '', overlay = ''] = [...page().matchAll(/```json\n([^]*?)```/g)].map(
    ([, text = '']) => text,
  );
  return { checklist, overlay };
}

export type Loose = Record<string, unknown>;

/** The documented checklist as loose data, to be changed and written again. */
export function aFile(): Loose & { phases: { steps: Loose[] }[]; parameters: Loose[] } {
  return JSON.parse(documentedExamples().checklist) as ReturnType<typeof aFile>;
}
