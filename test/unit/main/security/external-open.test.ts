import { describe, expect, it, vi } from 'vitest';
import { createExternalOpener, type Gesture } from '../../../../main/security/external-open.ts';
import type { Refusal } from '../../../../main/security/refusal.ts';

function opener() {
  const openExternal = vi.fn<(url: string) => Promise<void>>().mockResolvedValue(undefined);
  const refusals: Refusal[] = [];
  const clock = { now: 0 };
  const external = createExternalOpener({
    shell: { openExternal },
    hosts: ['learn.microsoft.com'],
    report: (refusal) => refusals.push(refusal),
    now: () => clock.now,
  });
  return { external, openExternal, refusals, clock };
}

describe('createExternalOpener', () => {
  it('hands over a listed https address after an action', async () => {
    const { external, openExternal } = opener();

    expect(await external.open('https://learn.microsoft.com/entra', external.gesture())).toBe(true);
    expect(openExternal).toHaveBeenCalledExactlyOnceWith('https://learn.microsoft.com/entra');
  });

  it.each([
    'http://learn.microsoft.com/',
    'https://attacker.example/',
    'https://learn.microsoft.com@attacker.example/',
    'https://learn.microsoft.com.attacker.example/',
    'https://x.learn.microsoft.com/',
    'https://learn.microsoft.com:8443/',
    'https://learn.microsoft.com/\0',
    'https://learn.microsoft.com/\nms-msdt:x',
    'ms-msdt:/id PCWDiagnostic',
    'search-ms:query=x',
    'file:///etc/passwd',
    'file://server/share/x.exe',
    '\\\\server\\share\\x.exe',
    'smb://server/share',
    'mailto:a@b.example',
    'javascript:1',
    '',
  ])('does not hand over %j', async (url) => {
    const { external, openExternal, refusals } = opener();

    expect(await external.open(url, external.gesture())).toBe(false);
    expect(openExternal).not.toHaveBeenCalled();
    expect(refusals).toMatchObject([{ kind: 'external' }]);
  });

  it('takes a token once, and not after five seconds', async () => {
    const { external, openExternal, clock } = opener();
    const url = 'https://learn.microsoft.com/';
    const used = external.gesture();
    await external.open(url, used);
    const old = external.gesture();

    expect(await external.open(url, used)).toBe(false);
    clock.now += 5_001;
    expect(await external.open(url, old)).toBe(false);
    expect(await external.open(url, {} as Gesture)).toBe(false);
    expect(openExternal).toHaveBeenCalledOnce();
  });
});
