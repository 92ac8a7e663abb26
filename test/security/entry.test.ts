import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, withoutComments } from './source-tree.ts';

const entry = withoutComments(readFileSync(join(ROOT, 'main/index.ts'), 'utf8'));
const at = (text: string) => {
  const index = entry.indexOf(text);
  if (index < 0) throw new Error(`main/index.ts does not have: ${text}`);
  return index;
};

describe('main/index.ts', () => {
  it('forces the sandbox before Electron is ready', () => {
    expect(at('app.enableSandbox()')).toBeLessThan(at('.whenReady()'));
  });

  it('looks at the switches before it adds its own, and before anything starts', () => {
    const looks = at('refuseDangerousStart({');

    expect(looks).toBeLessThan(at('appendSwitch('));
    expect(looks).toBeLessThan(at('.then(openShell)'));
    expect(at('app.exit(REFUSED_START_EXIT_CODE)')).toBeLessThan(at('.then(openShell)'));
    expect(at('.then(openShell)')).toBeLessThan(at('compose(instance'));
  });

  it('gives the shell’s scheme an origin and no more', () => {
    const privileges = /registerSchemesAsPrivileged\(\[([^]*?)\]\)/.exec(entry)?.[1] ?? '';

    expect(privileges).toContain('standard: true');
    expect(privileges).not.toMatch(
      /bypassCSP|corsEnabled|allowServiceWorkers|supportFetchAPI|stream\b|allowExtensions/,
    );
    expect(privileges.match(/scheme:/g)).toHaveLength(1);
  });

  it('sends crash dumps nowhere', () => {
    expect(entry).toMatch(/crashReporter\.start\(\{\s*uploadToServer: false\s*\}\)/);
  });
});

describe('main/app/compose.ts', () => {
  it('has the window left out of recordings before the page is let in', () => {
    const compose = withoutComments(readFileSync(join(ROOT, 'main/app/compose.ts'), 'utf8'));
    const protects = compose.indexOf('protectContent(window, policy.contentProtection.isOn)');

    expect(protects).toBeGreaterThan(0);
    expect(protects).toBeLessThan(compose.indexOf('shell.letIn()'));
  });
});
