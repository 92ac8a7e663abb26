import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLOUDS } from '../../../../preload/contract/index.ts';
import { hostsOfCloud } from '../../../../main/security/host-data.ts';
import {
  createHostList,
  describeRefusal,
  describeTarget,
} from '../../../../main/security/host-list.ts';

const hosts = createHostList(hostsOfCloud('global'));
const GOOD = 'portal.azure.com';

/** Forms that a careless comparison takes for the portal, with the way each is refused. */
const HOSTILE: readonly (readonly [string, string])[] = [
  [`https://${GOOD}.attacker.example/`, 'not-listed'],
  [`https://attacker.example/${GOOD}`, 'not-listed'],
  [`https://attacker.example/?${GOOD}`, 'not-listed'],
  [`https://attacker.example#https://${GOOD}/`, 'not-listed'],
  [`https://x${GOOD}/`, 'not-listed'],
  [`https://${GOOD}@attacker.example/`, 'credentials'],
  [`https://${GOOD}:443@attacker.example/`, 'credentials'],
  [`https://user:secret@${GOOD}/`, 'credentials'],
  [`https://@${GOOD}/`, 'credentials'],
  [`https://attacker.example\\@${GOOD}/`, 'disguised-host'],
  [`https://attacker.example\\.${GOOD}/`, 'disguised-host'],
  [`https:\\\\${GOOD}\\`, 'disguised-host'],
  [`https:/${GOOD}/`, 'disguised-host'],
  [`https:${GOOD}/`, 'disguised-host'],
  [`https:///${GOOD}/`, 'disguised-host'],
  [`https://portal\t.azure.com/`, 'disguised-host'],
  [`https://portal\n.azure.com/`, 'disguised-host'],
  [` https://${GOOD}/`, 'disguised-host'],
  [`https://${GOOD}/ `, 'disguised-host'],
  [`https://${GOOD}/a\u0000b`, 'disguised-host'],
  ['https://portal。azure。com/', 'disguised-host'],
  ['https://portal．azure．com/', 'disguised-host'],
  ['https://portal｡azure｡com/', 'disguised-host'],
  ['https://portal%2eazure%2ecom/', 'disguised-host'],
  ['https://%70ortal.azure.com/', 'disguised-host'],
  ['https://ｐortal.azure.com/', 'disguised-host'],
  ['https://portal.\u00adazure.com/', 'disguised-host'],
  ['https://pоrtal.azure.com/', 'disguised-host'],
  ['https://xn--prtal-wqf.azure.com/', 'not-listed'],
  [`https://${GOOD}./`, 'disguised-host'],
  [`https://${GOOD}..attacker.example/`, 'disguised-host'],
  [`https://${GOOD}:8443/`, 'port'],
  [`https://${GOOD}:80/`, 'port'],
  ['https://127.0.0.1/', 'ip-address'],
  ['https://2130706433/', 'ip-address'],
  ['https://0x7f000001/', 'ip-address'],
  ['https://[::1]/', 'ip-address'],
  ['https://[::ffff:127.0.0.1]/', 'ip-address'],
  ['https://localhost/', 'disguised-host'],
  [`http://${GOOD}/`, 'scheme'],
  [`ws://${GOOD}/`, 'scheme'],
  [`wss://${GOOD}/`, 'scheme'],
  [`ftp://${GOOD}/`, 'scheme'],
  [`file://${GOOD}/etc/passwd`, 'scheme'],
  ['file:///etc/passwd', 'scheme'],
  ['data:text/html,<script>1</script>', 'scheme'],
  ['javascript:alert(1)', 'scheme'],
  [`blob:https://${GOOD}/1`, 'scheme'],
  [`filesystem:https://${GOOD}/temporary/x`, 'scheme'],
  [`view-source:https://${GOOD}/`, 'scheme'],
  ['chrome://settings', 'scheme'],
  ['devtools://devtools/bundled/inspector.html', 'scheme'],
  ['app://bulkhead/index.html', 'scheme'],
  ['about:srcdoc', 'scheme'],
  ['about:blankx', 'scheme'],
  [`//${GOOD}/`, 'not-a-url'],
  [GOOD, 'not-a-url'],
  ['https://', 'not-a-url'],
  ['https://%/', 'not-a-url'],
  [`https://${GOOD}/${'a'.repeat(70_000)}`, 'too-long'],
];

/** What addresses are made of, and what confuses parsers. */
const PIECES = [
  'https:',
  'http:',
  '//',
  '/',
  '\\',
  '@',
  ':',
  '.',
  '。',
  '%2e',
  '?',
  '#',
  '\t',
  ' ',
  GOOD,
  'login.microsoftonline.com',
  'attacker.example',
  'azure',
  'com',
  '443',
  '[::1]',
];

describe('allowsNavigation', () => {
  it.each([
    'https://portal.azure.com/',
    'https://PORTAL.Azure.COM/#view/x',
    'https://portal.azure.com:443/',
    'https://security.microsoft.com/?tid=x@y',
    'https://login.microsoftonline.com/common/oauth2/v2.0/authorize?redirect_uri=https://evil.example',
    'about:blank',
    'about:blank#blocked',
  ])('allows %s', (url) => {
    expect(hosts.allowsNavigation(url).allowed).toBe(true);
  });

  it.each(HOSTILE)('refuses %j as %s', (url, reason) => {
    expect(hosts.allowsNavigation(url)).toMatchObject({ allowed: false, reason });
  });

  it('refuses what may only be loaded or called', () => {
    for (const url of ['https://graph.microsoft.com/', 'https://x.azureedge.net/']) {
      expect(hosts.allowsNavigation(url).allowed).toBe(false);
      expect(hosts.allowsRequest(url).allowed).toBe(true);
    }
  });

  it('names the real host of a disguised one', () => {
    expect(hosts.allowsNavigation(`https://${GOOD}@attacker.example/`).host).toBe(
      'attacker.example',
    );
  });

  it('allows nothing whose parsed host is not on the list, however it is written', () => {
    const bits = fc.constantFrom(...PIECES);
    fc.assert(
      fc.property(fc.array(bits, { minLength: 1, maxLength: 9 }), (parts) => {
        const url = parts.join('');
        const decision = hosts.allowsNavigation(url);
        if (!decision.allowed || decision.host === null) return;
        const parsed = new URL(url);
        expect(parsed.protocol).toBe('https:');
        expect(parsed.origin).toBe(`https://${decision.host}`);
        expect([GOOD, 'login.microsoftonline.com']).toContain(decision.host);
        expect(parsed.username + parsed.password).toBe('');
      }),
      { numRuns: 5_000 },
    );
  });

  it('allows no address of a random host', () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ['https'] }), (url) => {
        expect(hosts.allowsNavigation(url).allowed).toBe(false);
      }),
    );
  });
});

describe('allowsRequest', () => {
  it('allows listed hosts, sockets, and what is already in the page', () => {
    for (const url of [
      'https://x.hosting.portal.azure.net/a.js',
      'https://deep.down.portal.azure.com/',
      'wss://security.microsoft.com/live',
      'data:image/png;base64,AAAA',
      'blob:https://portal.azure.com/1',
    ]) {
      expect(hosts.allowsRequest(url)).toMatchObject({ allowed: true });
    }
  });

  it('refuses every hostile form but those that are data of the page', () => {
    const local = /^(?:data:|blob:https:|wss:\/\/portal\.azure\.com\/$)/;
    const remote = HOSTILE.flatMap(([url]) => (local.test(url) ? [] : url));

    expect(remote.filter((url) => hosts.allowsRequest(url).allowed)).toEqual([]);
  });

  it('does not take a wildcard for the bare name', () => {
    expect(hosts.allowsRequest('https://azureedge.net/').allowed).toBe(false);
    expect(hosts.allowsRequest('https://xazureedge.net/').allowed).toBe(false);
  });

  it('sends no credentials below a wildcard that anyone can join', () => {
    const government = createHostList(hostsOfCloud('gcc-high'));
    expect(hosts.allowsRequest('https://x.azureedge.net/')).toMatchObject({
      sendsCredentials: false,
    });
    expect(government.allowsRequest('https://x.usgovcloudapi.net/')).toMatchObject({
      sendsCredentials: false,
    });
    expect(government.allowsRequest('https://management.usgovcloudapi.net/')).toMatchObject({
      sendsCredentials: true,
    });
  });

  it('tells usage telemetry apart, which needs no notice', () => {
    expect(hosts.allowsRequest('https://eu.events.data.microsoft.com/')).toMatchObject({
      allowed: false,
      reason: 'telemetry',
    });
  });
});

describe('allowsFrame', () => {
  it.each([
    'https://x.reactblade.portal.azure.net/',
    'about:blank',
    'about:srcdoc',
    'blob:https://portal.azure.com/1',
    '',
  ])('allows %j, of a listed host or written by the page', (url) => {
    expect(hosts.allowsFrame(url).allowed).toBe(true);
  });

  it.each([
    'https://attacker.example/',
    'data:text/html,x',
    'blob:https://attacker.example/1',
    'blob:null/1',
    'https://x.azureedge.net/',
    'wss://portal.azure.com/',
    'javascript:1',
  ])('refuses %j', (url) => {
    expect(hosts.allowsFrame(url).allowed).toBe(false);
  });
});

describe('additional hosts', () => {
  it('adds a sign-in page and request hosts of a policy', () => {
    const list = createHostList(hostsOfCloud('global'), {
      additionalNavigationHosts: ['sts.contoso.example'],
      additionalRequestHosts: ['*.cdn.contoso.example'],
    });
    expect(list.allowsNavigation('https://sts.contoso.example/adfs').allowed).toBe(true);
    expect(list.allowsRequest('https://a.cdn.contoso.example/').allowed).toBe(true);
    expect(list.allowsNavigation('https://a.cdn.contoso.example/').allowed).toBe(false);
    expect(list.isPortalHost('sts.contoso.example')).toBe(false);
    expect(list.isSignInHost('sts.contoso.example')).toBe(false);
  });

  it('cannot lift what a shipped entry withholds', () => {
    const list = createHostList(hostsOfCloud('global'), {
      additionalRequestHosts: ['*.azureedge.net'],
    });
    expect(list.allowsRequest('https://x.azureedge.net/')).toMatchObject({
      sendsCredentials: false,
    });
  });

  it.each(['*.contoso.example', 'https://x.example', 'localhost', '10.0.0.1', 'a..b', ''])(
    'refuses %j for pages',
    (host) => {
      expect(() =>
        createHostList(hostsOfCloud('global'), { additionalNavigationHosts: [host] }),
      ).toThrow(TypeError);
    },
  );

  it.each(['*', '*.', '*.com', 'a.*.b', '**.x.y', 'x.y/', 'X.example'])(
    'refuses %j for requests',
    (host) => {
      expect(() =>
        createHostList(hostsOfCloud('global'), { additionalRequestHosts: [host] }),
      ).toThrow(TypeError);
    },
  );
});

describe('the shipped lists', () => {
  /** Microsoft's wildcards below which anyone can have a name. */
  const WIDE =
    /^\*\.(?:azureedge\.(?:net|us)|trafficmanager\.(?:net|cn)|usgovtrafficmanager\.net|windows\.net|msecnd\.net|(?:usgov|china)cloudapi\.(?:net|cn)|azurefd\.net|cloudfront\.net)$/;

  it.each(CLOUDS)('have no wide wildcard outside requests without credentials in %s', (cloud) => {
    const list = createHostList(hostsOfCloud(cloud));
    const wide = list.entries().filter((entry) => WIDE.test(entry.host));
    expect(wide.length).toBeGreaterThan(0);
    for (const entry of wide)
      expect(entry).toMatchObject({ use: 'request', sendsCredentials: false });
  });

  it.each(CLOUDS)('name single hosts for portal pages in %s', (cloud) => {
    const list = createHostList(hostsOfCloud(cloud));
    const pages = list.entries().filter((entry) => entry.use === 'navigation');
    expect(pages.filter((entry) => entry.host.startsWith('*'))).toEqual([]);
  });

  it.each(CLOUDS)('know sign-in from portals in %s', (cloud) => {
    const list = createHostList(hostsOfCloud(cloud));
    const hostsFor = (use: string) =>
      list.entries().flatMap((entry) => (entry.use === use ? entry.host.replace('*.', 'x.') : []));

    expect(hostsFor('sign-in').filter((host) => !list.isSignInHost(host))).toEqual([]);
    expect(hostsFor('navigation').filter((host) => !list.isPortalHost(host))).toEqual([]);
    expect(hostsFor('sign-in').filter((host) => list.isPortalHost(host))).toEqual([]);
    expect(hostsFor('api').filter((host) => list.isPortalHost(host))).toEqual([]);
  });

  it('keeps clouds apart', () => {
    const china = createHostList(hostsOfCloud('china'));
    expect(china.allowsNavigation('https://portal.azure.com/').allowed).toBe(false);
    expect(hosts.allowsNavigation('https://portal.azure.us/').allowed).toBe(false);
  });
});

describe('describeRefusal', () => {
  it('has words for every reason', () => {
    for (const [, reason] of HOSTILE) {
      expect(describeRefusal(reason as Parameters<typeof describeRefusal>[0])).toMatch(/^[a-z]/);
    }
  });
});

describe('describeTarget', () => {
  it.each([
    ['https://attacker.example/?secret', 'attacker.example'],
    ['mailto:secret@x.example', 'a “mailto:” address'],
    ['DATA:text/html,secret', 'a “data:” address'],
    ['secret', 'an unreadable address'],
  ])('says what %s is without repeating it', (url, words) => {
    expect(describeTarget(hosts.allowsNavigation(url), url)).toBe(words);
  });
});
