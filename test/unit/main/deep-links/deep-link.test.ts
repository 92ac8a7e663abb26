import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDeepLink } from '../../../../main/deep-links/deep-link.ts';
import { DeepLink } from '../../../../preload/contract/index.ts';

const ID = '0b5e3a9f-1b5e-4c58-9d0e-7c1f0a522201';
const RUN = 'e0123456789abcdef';
const TENANT = `bulkhead://tenant/${ID}`;
const VIEW = 'bulkhead://view/devices?name=At%20risk&os=Windows%2011&sort=-lastSeen&cols=name,risk';

describe('a link', () => {
  it.each([
    [TENANT, { kind: 'tenant', tenantId: ID, surface: null }],
    [`bulkhead://tenant/${ID.toUpperCase()}`, { kind: 'tenant', tenantId: ID, surface: null }],
    [`${TENANT}/status`, { kind: 'tenant', tenantId: ID, surface: 'status' }],
    ['bulkhead://page/status-matrix', { kind: 'page', page: 'status-matrix' }],
    [`bulkhead://onboarding/${RUN}`, { kind: 'run', engagementId: RUN }],
    [
      VIEW,
      { kind: 'device-view', text: VIEW.replace('bulkhead://view/devices?', 'bulkhead-view:1?') },
    ],
  ])('is a place: %s', (text, link) => {
    expect(readDeepLink(text)).toEqual(link);
    expect(DeepLink.parse(link)).toEqual(link);
  });

  const hostile = [
    // Not this scheme, or not as it is written.
    '',
    'bulkhead',
    'bulkhead:',
    'bulkhead://',
    `bulkhead:tenant/${ID}`,
    `bulkhead:///tenant/${ID}`,
    `bulkhead:\\\\tenant\\${ID}`,
    `BULKHEAD://tenant/${ID}`,
    `Bulkhead://tenant/${ID}`,
    `bulkhead2://tenant/${ID}`,
    `https://tenant/${ID}`,
    'file:///etc/passwd',
    'javascript:alert(1)',
    // Around and inside of a link.
    ` ${TENANT}`,
    `${TENANT} `,
    `"${TENANT}"`,
    `'${TENANT}'`,
    `${TENANT}\n`,
    `${TENANT}\r\n`,
    `${TENANT}\0`,
    `${TENANT}\u202e`,
    `${TENANT}\ufeff`,
    `${TENANT}" --no-sandbox`,
    `${TENANT} --gpu-launcher=calc.exe`,
    `${TENANT} ${TENANT}`,
    `${TENANT}${TENANT}`,
    `${TENANT}\\..\\..`,
    `${TENANT}/`,
    `${TENANT}//`,
    `${TENANT}/../journal`,
    `${TENANT}/%73tatus`,
    `${TENANT}?`,
    `${TENANT}?confirm=no`,
    `${TENANT}#`,
    `${TENANT}/status?x=1`,
    // An authority that says more than a place.
    `bulkhead://op:word@tenant/${ID}`,
    `bulkhead://op@tenant/${ID}`,
    `bulkhead://tenant:443/${ID}`,
    `bulkhead://tenant./${ID}`,
    `bulkhead://attacker.example/tenant/${ID}`,
    `bulkhead://TENANT/${ID}`,
    `bulkhead://t%65nant/${ID}`,
    // Places that are none, or that nobody may be led to.
    'bulkhead://tenant/',
    'bulkhead://tenant/contoso.onmicrosoft.com',
    `bulkhead://tenant/{${ID}}`,
    `bulkhead://tenant/${ID}0`,
    `bulkhead://tenant/${ID}/portals`,
    `bulkhead://tenant/${ID}/view`,
    `bulkhead://tenant/${ID}/forget`,
    `bulkhead://tenant/${ID}/__proto__`,
    `bulkhead://portal/${ID}/defender`,
    'bulkhead://page/refused-hosts',
    'bulkhead://page/constructor',
    'bulkhead://forget/everything?tenant=all',
    'bulkhead://onboarding/e0123456789abcde',
    'bulkhead://onboarding/E0123456789ABCDEF',
    'bulkhead://view/devices',
    'bulkhead://view/devices?',
    'bulkhead://view/devices?name',
    'bulkhead://view/devices?name=a b',
    'bulkhead://view/devices?name=a&',
    'bulkhead://view/devices?name=é',
    'bulkhead://view/devices?name="',
    'bulkhead://view/devices?name=<script>',
    'bulkhead://view/devices?name=a\nb',
    'bulkhead://view/devices?name=a#b',
    'bulkhead://view/users?name=a',
    // Answers of a sign-in, which nobody asked to come this way.
    'bulkhead://auth?code=0.AXXX&state=abc',
    'bulkhead://auth/?error=access_denied',
    `bulkhead://tenant/${ID}?code=0.AXXX&state=abc`,
    'bulkhead://view/devices?code=0.AXXX&state=abc',
    'bulkhead://view/devices?name=a&cols=name&STATE=abc',
    'bulkhead://view/devices?name=a&idtoken=e30.e30.',
    'bulkhead://view/devices?error=x',
    // Too long.
    `bulkhead://view/devices?name=${'a'.repeat(9_000)}`,
    `${TENANT}${'x'.repeat(40_000_000)}`,
  ];
  it.each(hostile.map((text) => [JSON.stringify(text.slice(0, 80)), text] as const))(
    'is nothing: %s',
    (_, text) => {
      expect(readDeepLink(text)).toBeNull();
    },
  );

  it('is as long as a list of devices may be, and no longer', () => {
    const head = 'bulkhead://view/devices?name=';
    const longest = head.padEnd(8_008, 'a');

    expect(DeepLink.safeParse(readDeepLink(longest)).success).toBe(true);
    expect(readDeepLink(`${longest}a`)).toBeNull();
  });

  it('is nothing, or fits the contract, whatever it says', () => {
    const part = fc.constantFrom('tenant', 'page', 'onboarding', 'view', ID, RUN, 'devices', '..');
    const joint = fc.constantFrom('/', '//', '?', '#', '@', ':', '\\', '%2f', '', 'code=1', ' ');
    const near = fc
      .array(fc.tuple(part, joint), { maxLength: 5 })
      .map((parts) => `bulkhead://${parts.flat().join('')}`);
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
        const link = readDeepLink(text);
        expect(link === null || DeepLink.safeParse(link).success).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is nothing with one character more, anywhere', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(TENANT, `${TENANT}/status`, `bulkhead://onboarding/${RUN}`),
        fc.nat(200),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
        (text, at, more) => {
          const place = at % (text.length + 1);
          const longer = `${text.slice(0, place)}${more}${text.slice(place)}`;
          expect(readDeepLink(longer)).toBeNull();
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
