import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handOverHtml } from '../../../../../../main/data/onboarding/files/hand-over-html.ts';
import { html } from '../../../../../../main/data/onboarding/files/markup.ts';
import { aHandOver } from './a-hand-over.ts';

/** Elements with what they can do, in order: what a parser would make of the document. */
const tagsOf = (document: string) =>
  [...document.matchAll(/<[^>]*>/g)].map(([tag]) =>
    tag.replaceAll(/alt="[^"]*"/g, 'alt=""').replaceAll(/\s+/g, ' '),
  );
/** Visible text, on one line. */
const textOf = (document: string) =>
  document
    .replace(/<style>[^]*<\/style>/, '')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/\s+/g, ' ');

describe('a hand-over as HTML', () => {
  const document = handOverHtml(aHandOver());

  it('says under which record it was exported, and which others are of the run', () => {
    const journal = { exported: { seq: 9, hash: 'a'.repeat(64) }, records: [7, 5] };

    expect(textOf(handOverHtml({ ...aHandOver(), journal }))).toContain(
      `Exported under record 9, hash ${'a'.repeat(64)}. Records 7, 5 of this run.`,
    );
    expect(textOf(document)).not.toContain('under record');
  });

  it('has every step with who did what when, and its checks with source and age', () => {
    const text = textOf(document);

    for (const words of [
      'Guests seen',
      'Home Contoso seen 11111111-2222-3333-4444-555555555555',
      'Customer Fabrikam seen 99999999-2222-3333-4444-555555555555',
      'Exported 2026-11-30 10:30 UTC by Bulkhead 0.1.0',
      '1 of 2 done',
      'Add the home tenant In Customer. Role: Security Administrator.',
      'Done, found by a check, 2026-11-30 10:05 UTC, ada seen',
      'Ends 2027-05-30 00:00 UTC, read by a check',
      'Signed off bob@contoso.example, 2026-11-30 10:05 UTC',
      'Not permitted to read',
      'GET /policies/crossTenantAccessPolicy/partners',
      '2026-11-30 07:00 UTC, 3 hours before the export',
      'second line',
      'evidence seen',
      `1234 bytes, ada@contoso.example, 2026-11-30 10:05 UTC, SHA-256 ${'ab'.repeat(32)}`,
      'Let the operators in In Customer. They get an account there. Open',
      'Object id of the operators’ group seen',
      'Files kept as evidence',
      'Guest An account of another tenant that was let in.',
      'For Home: Date:',
      'For Customer: Date:',
    ]) {
      expect(text).toContain(words);
    }
  });

  it('needs nothing but itself, and forbids everything else', () => {
    expect(document).toMatch(/^<!doctype html>/);
    expect(document).toContain('<meta charset="utf-8" />');
    expect(/http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(document)?.[1]).toBe(
      'default-src &#39;none&#39;; img-src data:; style-src &#39;unsafe-inline&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;',
    );
    expect(document).not.toMatch(/<(?:script|link|iframe|object|embed|form|a|base)\b/i);
    expect(document).not.toMatch(/\s(?:on\w+|style|href)=/i);
    expect([...document.matchAll(/src="([^"]*)"/g)].map(([, src]) => src)).toEqual([
      'data:image/png;base64,iVBORw0KGgo=',
    ]);
    expect(document).not.toMatch(/url\(|@import/);
    expect(document).toContain('@media print');
  });

  it('lists files with their sums, without what is in them', () => {
    expect(document).not.toContain('c2VjcmV0');
    expect(textOf(document)).toContain(`File seen 1234 ${'ab'.repeat(32)}`);
  });

  it('shows who is responsible where the checklist says so', () => {
    expect(document).not.toContain('Responsibilities');
    const handOver = aHandOver();
    const [step] = handOver.engagement.checklist.phases[0]?.steps ?? [];
    if (step !== undefined) step.responsibility = { source: 'consulted', target: 'accountable' };

    expect(textOf(handOverHtml(handOver))).toMatch(
      /Responsibilities Step Home Customer Add the home tenant Consulted Accountable/,
    );
  });

  it('keeps steps that are in no version any more', () => {
    const handOver = aHandOver();
    const { checklist } = handOver.engagement;
    const [phase] = checklist.phases;
    const shorter = { ...phase, steps: phase?.steps.slice(1) };
    Object.assign(checklist, { phases: [shorter] });

    expect(textOf(handOverHtml(handOver))).toMatch(/Steps of an earlier version add-home Done/);
    Object.assign(handOver.engagement.steps[0] ?? {}, { removedTitle: 'Add the tenant' });
    expect(textOf(handOverHtml(handOver))).toMatch(/earlier version Add the tenant Done/);
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    '</pre></style></title><script>alert(1)</script>',
    '-->]]><!--',
    '&lt;script&gt;',
    '${1}',
  ])('has no more elements than without %j in every text', (text) => {
    const hostile = handOverHtml(aHandOver(text));

    expect(tagsOf(hostile)).toEqual(tagsOf(document));
  });

  it('has no more elements than without whatever it is', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(...'<>"\'&=`/ !-[]{}ab\\'),
          minLength: 1,
          maxLength: 100,
        }),
        (text) => {
          expect(tagsOf(html`<p title="x">${text}</p>`.text)).toEqual([
            '<p title="x">',
            '<bdi>',
            '</bdi>',
            '</p>',
          ]);
        },
      ),
    );
  });

  it('writes an ampersand so that it reads as one', () => {
    expect(html`${`&lt; "a" 'b'`}`.text).toBe('<bdi>&amp;lt; &quot;a&quot; &#39;b&#39;</bdi>');
  });

  it('lets no text turn the direction of what follows, and shows that it wanted to', () => {
    const hostile = handOverHtml(aHandOver('a\u202eb\u2069c\u200bd\u0000e\u{e0041}f'));

    expect(hostile).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]|\p{Cc}(?<![\n\t])/u);
    expect(hostile).toContain('a[U+202E]b[U+2069]c[U+200B]d[U+0000]e[U+E0041]f');
    expect(handOverHtml(aHandOver('a\ud800b'))).toContain('a[U+D800]b');
  });

  it('keeps joiners that words and emoji are spelt with', () => {
    expect(html`${'👩\u200d💻 می\u200cخواهم'}`.text).toBe('<bdi>👩\u200d💻 می\u200cخواهم</bdi>');
  });

  it('shows a picture only when it is one', () => {
    const withPicture = (change: object) => {
      const handOver = aHandOver();
      Object.assign(handOver.evidence[1] ?? {}, change);
      return handOverHtml(handOver);
    };

    expect(withPicture({ mediaType: 'image/jpeg' })).toContain('data:image/jpeg;base64,');
    for (const change of [
      { mediaType: 'image/svg+xml' },
      { mediaType: 'text/html' },
      { mediaType: 'image/png" onerror="x' },
      { base64: 'a" onerror="alert(1)' },
      { base64: null },
      { kind: 'file' },
    ]) {
      expect(withPicture(change)).not.toContain('<img');
    }
  });

  it('tells a spreadsheet that cells are text', () => {
    expect(document).toMatch(/td\s*\{[^}]*mso-number-format:\s*\\@;/);
  });
});
