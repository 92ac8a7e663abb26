import { describe, expect, it, vi } from 'vitest';
import {
  electronUser,
  environmentOf,
  HANDED_OVER,
  helperEnvironment,
  setprivArguments,
} from '../../../scripts/launch/electron-user.mjs';
import type { runCommand } from '../../../scripts/process/run-command.mjs';

/** A machine with these accounts; `useradd` makes one more. */
function aMachine(accounts: Record<string, string>, madeByUseradd?: string) {
  const known = { ...accounts };
  return vi.fn<typeof runCommand>((command, args) => {
    const name = args.at(-1) ?? '';
    if (command === 'useradd' && madeByUseradd !== undefined) known[name] = madeByUseradd;
    const line = command === 'getent' ? known[name] : undefined;
    return Promise.resolve({
      code: command === 'getent' && line === undefined ? 2 : 0,
      signal: null,
      stdout: line ?? '',
      stderr: 'no room for another account',
    });
  });
}

const ROOT = 'root:x:0:0:root:/root:/bin/bash\n';
const ADA = 'ada:x:1000:1000:Ada:/home/ada:/bin/bash\n';
const BULKHEAD = 'bulkhead:x:999:995::/var/lib/bulkhead:/usr/sbin/nologin\n';

describe('the account that Electron runs as', () => {
  it('is the caller when the caller is not root', async () => {
    const run = aMachine({});

    const user = await electronUser({ uid: 1000, env: { SUDO_USER: 'ada' }, run });

    expect(user.drop).toBe(false);
    expect(run).not.toHaveBeenCalled();
  });

  it('is the person who called sudo', async () => {
    const run = aMachine({ ada: ADA });

    const user = await electronUser({ uid: 0, env: { SUDO_USER: 'ada' }, run });

    expect(user).toEqual({ name: 'ada', uid: 1000, gid: 1000, home: '/home/ada', drop: true });
  });

  it.each([
    ['root called sudo', { SUDO_USER: 'root' }],
    ['nobody called sudo', {}],
    ['sudo’s caller is not known here', { SUDO_USER: 'eve' }],
  ])('is the system account when %s', async (_what, env) => {
    const run = aMachine({ root: ROOT, bulkhead: BULKHEAD });

    const user = await electronUser({ uid: 0, env, run });

    expect(user).toMatchObject({ name: 'bulkhead', uid: 999, drop: true });
  });

  it('is made when the system account is not there yet', async () => {
    const run = aMachine({}, BULKHEAD);

    const user = await electronUser({ uid: 0, env: {}, run });

    expect(user.uid).toBe(999);
    const useradd = run.mock.calls.find(([command]) => command === 'useradd');
    expect(useradd?.[1]).toContain('/usr/sbin/nologin');
  });

  it('is never root, whatever the account database says', async () => {
    const run = aMachine({ bulkhead: 'bulkhead:x:0:0::/root:/bin/bash\n' });

    await expect(electronUser({ uid: 0, env: {}, run })).rejects.toThrow('Electron must not be');
  });

  it('is not guessed when it cannot be made', async () => {
    const run = aMachine({});

    await expect(electronUser({ uid: 0, env: {}, run })).rejects.toThrow(
      'no room for another account',
    );
  });
});

describe('dropping to the account', () => {
  const user = { name: 'ada', uid: 1000, gid: 1001, home: '/home/ada', drop: true };

  it('takes the groups and capabilities of root away for good', () => {
    expect(setprivArguments(user)).toEqual([
      '--reuid=1000',
      '--regid=1001',
      '--init-groups',
      '--inh-caps=-all',
      '--no-new-privs',
      '--pdeathsig=KILL',
      '--',
    ]);
  });

  it('takes along neither root’s home nor root’s session bus', () => {
    const env = {
      HOME: '/root',
      PATH: '/bin',
      DBUS_SESSION_BUS_ADDRESS: 'unix:x',
      TOKEN: 'secret',
    };

    const environment = helperEnvironment(user, env);

    expect(environment).toEqual({ PATH: '/bin', ...environmentOf(user) });
    expect(environment.HOME).toBe('/home/ada');
    expect(HANDED_OVER.filter((name) => /HOME|DBUS|RUNTIME|TMP|SSH|TOKEN/.test(name))).toEqual([]);
  });

  it('changes nothing for a caller who is not root', () => {
    const env = { HOME: '/home/ada', TOKEN: 'own' };

    expect(environmentOf({ ...user, drop: false })).toEqual({});
    expect(helperEnvironment({ ...user, drop: false }, env)).toEqual(env);
  });
});
