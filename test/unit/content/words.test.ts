import { describe, expect, it } from 'vitest';
import type { Checklist } from '../../../preload/contract/checklist.ts';
import { checklists, stepsOf, textsOf } from './content.ts';

/** Names that mean two things, or that products no longer have. */
const OLD = [
  /\bMTO\b/,
  /\bAzure AD\b/,
  /\bAzure Active Directory\b/,
  /\bAAD\b/,
  /\bM?D?ATP\b/,
  /\bAdvanced Threat Protection\b/,
  /\bSecurity Center\b/,
  /\bMicrosoft 365 Defender\b/,
  /\bEIP2\b/,
  /\bXTAP\b/,
  /\bPAG\b/,
];

/** Every text but the glossary's, which is where old names are. */
const textsOutside = (checklist: Checklist): readonly string[] => [
  checklist.title,
  checklist.summary,
  ...Object.values(checklist.sides).filter((side) => side !== null),
  ...checklist.notices.flatMap(({ title, text }) => [title, text]),
  ...checklist.parameters.flatMap(({ label, help }) => [label, help]),
  ...checklist.phases.flatMap(({ title, about }) => [title, about ?? '']),
  ...stepsOf(checklist).flatMap(textsOf),
];

describe.each(checklists.map((checklist) => [checklist.id, checklist] as const))(
  '%s',
  (_, checklist) => {
    it('uses names that products have now', () => {
      for (const text of textsOutside(checklist)) {
        for (const old of OLD) expect(text).not.toMatch(old);
      }
    });

    it('explains each term once', () => {
      const terms = checklist.glossary.map(({ term }) => term);
      expect(new Set(terms).size).toBe(terms.length);
      expect(terms).toContain('Microsoft Entra ID');
    });
  },
);

it('has old names in glossaries', () => {
  const meanings = checklists
    .flatMap(({ glossary }) => glossary)
    .map(({ term, meaning }) => `${term}: ${meaning}`)
    .join('\n');
  for (const old of ['Azure AD', 'AAD P2', 'EIP2', 'MDATP', 'XTAP', 'PAG', 'MTO']) {
    expect(meanings).toContain(old);
  }
});
