import { EventEmitter } from 'node:events';
import type { App, Session } from 'electron';
import { describe, expect, it } from 'vitest';
import { guardEveryWebContents } from '../../../../main/security/contents-registry.ts';
import type { Refusal } from '../../../../main/security/refusal.ts';
import { endOfTurn, FakeGuardedContents } from '../../../support/fake-guarded-contents.ts';

const SHELL = 'the shell’s' as unknown as Session;

function guarded() {
  const app = new EventEmitter();
  const reported: Refusal[] = [];
  const registry = guardEveryWebContents(app as unknown as Pick<App, 'on'>, {
    report: (refusal) => reported.push(refusal),
    allowsDevToolsIn: (session) => session === SHELL,
  });
  const create = () => {
    const contents = new FakeGuardedContents();
    app.emit('web-contents-created', {}, contents);
    return contents;
  };
  return { registry, create, reported };
}

describe('guardEveryWebContents', () => {
  it('starts every page with windows and guests denied', () => {
    const contents = guarded().create();

    expect(contents.open('https://portal.azure.com/')).toEqual({ action: 'deny' });
    expect(contents.isPrevented('will-attach-webview')).toBe(true);
  });

  it('closes a page that nobody admitted in its turn', async () => {
    const { create, reported } = guarded();
    const contents = create();

    await endOfTurn();

    expect(contents.done).toEqual(['close']);
    expect(reported).toHaveLength(1);
  });

  it('leaves an admitted page open', async () => {
    const { create, registry, reported } = guarded();
    const contents = create();
    registry.admit(contents.asContents());

    await endOfTurn();

    expect(contents.done).toEqual([]);
    expect(registry.isAdmitted(contents.asContents())).toBe(true);
    expect(reported).toEqual([]);
  });

  it.each([
    ['the shell', SHELL, []],
    ['a compartment', 'a tenant’s' as unknown as Session, ['close']],
  ])('developer tools of %s', async (_whose, session, done) => {
    const contents = guarded().create();
    contents.type = 'remote';
    contents.session = session;

    await endOfTurn();

    expect(contents.done).toEqual(done);
  });
});
