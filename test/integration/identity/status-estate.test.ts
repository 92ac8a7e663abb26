import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCloud, type RunningCloud } from '../cloud/running-cloud.ts';
import { type IdentityRun, profileFolder, runIdentity } from './identity-run.ts';

const OPERATOR = 'operator@home.example';
const SECOND = 'second@throttled.example';

describe('an estate in which signing in ends differently in every tenant', () => {
  let run: RunningCloud;
  let folder: Awaited<ReturnType<typeof profileFolder>>;
  let identity: IdentityRun;
  let name = OPERATOR;

  beforeAll(async () => {
    run = await runCloud('status');
    folder = await profileFolder();
    identity = await runIdentity(run, {
      dir: folder.dir,
      // Passwords are typed; what a tenant asks beyond that is left, as by an operator in a hurry.
      operator: (page, browser) =>
        page.text('mfa-number') === null
          ? browser.signIn(page, name, run.account(name).password)
          : Promise.resolve(page),
    });
    await identity.signIn('home.example');
    for (const domain of ['wants-mfa', 'wants-device', 'no-consent', 'disabled']) {
      await identity.signIn(`${domain}.example`, { accountId: identity.accountId(OPERATOR) });
    }
    name = SECOND;
    await identity.signIn('throttled.example', { isFresh: true });
    await identity.signIn('unreachable.example', { accountId: identity.accountId(SECOND) });
  });
  afterAll(async () => {
    await run.stop();
    await folder.remove();
  });

  it.each([
    ['home', 'signed-in', null, OPERATOR],
    ['wants-mfa', 'needs-mfa', '50076', OPERATOR],
    ['wants-device', 'blocked', '53000', OPERATOR],
    ['no-consent', 'needs-consent', '65001', OPERATOR],
    ['disabled', 'disabled', '50057', OPERATOR],
    ['throttled', 'signed-in', null, SECOND],
    ['unreachable', 'unreachable', null, SECOND],
  ])('says of %s: %s', (key, state, code, account) => {
    expect(identity.shown(`${key}.example`)).toMatchObject({
      state,
      code,
      accountId: run.account(account).id,
      checkedAt: expect.stringMatching(/^20/),
    });
  });

  it('says the same after a restart', async () => {
    const before = identity.service.get().signIns;

    const again = await identity.restart();

    expect(again.service.get().signIns).toEqual(before);
    expect(again.pages.opened).toEqual([]);
  });
});
