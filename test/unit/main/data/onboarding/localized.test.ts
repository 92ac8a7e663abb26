import { describe, expect, it } from 'vitest';
import { parseChecklist } from '../../../../../main/data/onboarding/checklists.ts';
import { localized, parseOverlay } from '../../../../../main/data/onboarding/localized.ts';
import { Checklist } from '../../../../../preload/contract/index.ts';
import { documentedExamples } from './a-checklist.ts';

const { checklist: text, overlay: overlayText } = documentedExamples();
const checklist = (): Checklist => {
  const parsed = parseChecklist(text, { isKnownHost: () => true });
  if (!('checklist' in parsed)) throw new Error('not read');
  return parsed.checklist;
};
const overlay = (change: object = {}) =>
  parseOverlay(JSON.stringify({ ...(JSON.parse(overlayText) as object), ...change }));

describe('a checklist in another language', () => {
  it('has the texts that were translated, and the others in English', () => {
    const german = localized(checklist(), overlay());

    expect(Checklist.parse(german)).toEqual(german);
    expect(german).toMatchObject({
      language: 'de',
      title: 'Gäste als Betreiber bei Contoso',
      summary: checklist().summary,
      parameters: [{ label: 'Objekt-ID der Gruppe' }],
      phases: [{ title: 'Vertrauen', steps: [{ title: 'Heimatmandant hinzufügen' }, {}] }],
    });
    const [first, second] = german.phases[0]?.steps ?? [];
    expect(first?.actions).toEqual([
      'Mandantenübergreifende Zugriffseinstellungen öffnen.',
      'Choose Add organization and paste {sourceId}.',
    ]);
    expect(second?.title).toBe('Let the operators in');
  });

  it('leaves the one that it is made from as it was', () => {
    const english = checklist();
    localized(english, overlay());

    expect(english).toEqual(checklist());
  });

  it.each([
    ['another version', { version: 2 }],
    ['another checklist', { checklistId: 'another' }],
    ['a text too long for its place', { texts: { 'add-home.title': 'x'.repeat(500) } }],
  ])('stays in English for %s', (_what, change) => {
    expect(localized(checklist(), overlay(change))).toEqual(checklist());
  });

  it('changes no id, address or value to copy', () => {
    const keys = ['id', 'add-home.id', 'add-home.link.page', 'add-home.copy.0.value', '__proto__'];
    const texts = JSON.stringify(Object.fromEntries(keys.map((key) => [key, 'x'])));
    const changed = localized(checklist(), overlay({ texts: JSON.parse(texts) as object }));

    expect({ ...changed, language: 'en' }).toEqual(checklist());
  });

  it('is refused with a hidden character in a text', () => {
    expect(() => overlay({ texts: { title: 'a\u202eb' } })).toThrow(/reading direction/);
    expect(() => overlay({ texts: { title: '<script>' } })).toThrow(/markup/);
    expect(() => overlay({ more: 1 })).toThrow(/more/);
  });
});
