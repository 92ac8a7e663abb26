import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareHandOver,
  MAX_DIFFERENCES,
} from '../../../../../../main/data/onboarding/files/compare-hand-over.ts';
import {
  type HandOver,
  handOverJson,
  MAX_HAND_OVER_BYTES,
  parseHandOver,
} from '../../../../../../main/data/onboarding/files/hand-over.ts';
import { contract } from '../../../../../../preload/contract/index.ts';
import { aHandOver } from './a-hand-over.ts';

const problemOf = (text: string) => {
  const parsed = parseHandOver(text);
  return 'problem' in parsed ? parsed.problem : null;
};

describe('a hand-over as JSON', () => {
  it('says what the journal has of it, and may be of before there was one', () => {
    const { journal: _none, ...before } = aHandOver();
    const journal = { exported: { seq: 9, hash: 'a'.repeat(64) }, records: [7, 5] };

    expect(parseHandOver(JSON.stringify(before))).toEqual({ handOver: aHandOver() });
    expect(parseHandOver(handOverJson({ ...aHandOver(), journal }))).toMatchObject({
      handOver: { journal },
    });
  });

  it('is read back as it was, with its evidence', () => {
    const handOver = aHandOver('<b>\u202e "x"\n=1+1');

    expect(parseHandOver(handOverJson(handOver))).toEqual({ handOver });
  });

  it.each([
    ['no JSON', '<html>', /no JSON/],
    ['cut off', handOverJson(aHandOver()).slice(0, -20), /no JSON/],
    ['something else', '{"version":1}', /no hand-over/],
    ['null', 'null', /no hand-over/],
    ['of a newer Bulkhead', '{"version":2,"more":[]}', /newer Bulkhead/],
    ['with another field', JSON.stringify({ ...aHandOver(), x: 1 }), /or was changed/],
    ['with __proto__', handOverJson(aHandOver()).replace('{', '{"__proto__":{"x":1},'), /changed/],
    [
      'with a sum that is none',
      handOverJson(aHandOver()).replaceAll('ab'.repeat(32), 'x'),
      /or was changed/,
    ],
    ['too large', ' '.repeat(MAX_HAND_OVER_BYTES + 1), /larger than 128 MB/],
  ])('that is %s is refused in one sentence', (_what, text, words) => {
    expect(problemOf(text)).toMatch(words);
  });

  it('of any kind is read or refused, and never throws', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(problemOf(text)).not.toBeNull();
      }),
    );
  });
});

describe('two hand-overs', () => {
  const changed = (change: (handOver: HandOver) => void) => {
    const later = aHandOver();
    change(later);
    return compareHandOver(aHandOver(), later);
  };
  const [first] = aHandOver().engagement.steps;
  if (first === undefined) throw new Error('no step');

  it('that are the same differ in nothing', () => {
    expect(changed(() => undefined)).toEqual([]);
  });

  it('differ in what changed of a step', () => {
    const found = changed(({ engagement: { steps } }) => {
      Object.assign(steps[0] ?? {}, {
        state: 'drifted',
        note: 'another',
        signedOff: null,
        evidence: first.evidence.slice(0, 2),
        checks: first.checks.map((check) => ({ ...check, state: 'failed', found: 'gone' })),
      });
    });
    const stepTitle = 'Add the home tenant';

    expect(found).toEqual([
      {
        stepTitle,
        what: 'State',
        before: 'Done, found by a check',
        now: 'Was done, and is no longer',
      },
      { stepTitle, what: 'Note', before: 'seen second line', now: 'another' },
      {
        stepTitle,
        what: 'Signed off',
        before: 'bob@contoso.example, 2026-11-30 10:05 UTC',
        now: '',
      },
      {
        stepTitle,
        what: 'Check: Partner seen, target',
        before: 'Not permitted to read: seen',
        now: 'Failed: gone',
      },
      {
        stepTitle,
        what: 'Evidence p0000000000000003',
        before: `File seen (SHA-256 ${'ab'.repeat(32)})`,
        now: '',
      },
    ]);
  });

  it('differ in steps that only one of them has, per operator', () => {
    const found = changed(({ engagement: { steps } }) => {
      steps.splice(1, 1, { ...first, operator: 'bob@contoso.example' as never });
    });

    expect(found).toEqual([
      {
        stepTitle: 'Add the home tenant, bob@contoso.example',
        what: 'Step',
        before: '',
        now: 'Done, found by a check',
      },
      { stepTitle: 'Let the operators in', what: 'Step', before: 'Open', now: '' },
    ]);
  });

  it('differ in the run itself', () => {
    const found = changed(({ engagement: { summary, parameters }, tenants }) => {
      summary.checklistVersion = 2;
      summary.owner = '';
      tenants.source = null;
      parameters.splice(0, 1);
    });

    expect(found.map(({ stepTitle, what, now }) => [stepTitle, what, now])).toEqual([
      ['', 'Checklist', 'contoso-guests, version 2'],
      ['', 'Source', ''],
      ['', 'Owner', ''],
      ['', 'Value operators-group', ''],
    ]);
  });

  it('are compared within the bounds of the answer', () => {
    const found = changed(({ engagement: { steps } }) => {
      const more = Array.from({ length: 2_500 }, (_, n) => ({
        ...first,
        operator: `${String(n)}${'x'.repeat(250)}` as never,
      }));
      steps.push(...more);
      Object.assign(steps[0] ?? {}, { note: `\u202e${'long '.repeat(700)}` });
    });

    expect(found).toHaveLength(MAX_DIFFERENCES);
    expect(found.at(-1)).toMatchObject({ what: 'More differences', now: '2501 in all' });
    const answer = contract.onboarding.compareHandOver.output;
    expect(
      answer.safeParse({ fileName: 'x', exportedAt: '2026-11-30T10:30:00Z', differences: found }),
    ).toMatchObject({ success: true });
    expect(JSON.stringify(found)).not.toContain('\u202e');
  });
});
