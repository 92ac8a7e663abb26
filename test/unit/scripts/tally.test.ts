import { describe, expect, it } from 'vitest';
import {
  conclude,
  requireTests,
  tallyBroken,
  tallyCheck,
  tallyPlaywright,
  tallyVitest,
} from '../../../scripts/test/tally.mjs';

const passedFile = (...statuses: string[]) => ({
  name: 'a.test.ts',
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status) => ({ status })),
});

describe('the tally of a vitest report', () => {
  it('counts each test once', () => {
    const report = { testResults: [passedFile('passed', 'failed'), passedFile('passed')] };

    expect(tallyVitest(report, 1)).toMatchObject({
      passed: 2,
      failed: 1,
      skipped: 0,
      problems: [],
    });
  });

  it.each(['pending', 'skipped', 'todo', 'disabled'])(
    'counts a test that is %s as skipped',
    (status) => {
      expect(tallyVitest({ testResults: [passedFile(status)] }, 0).skipped).toBe(1);
    },
  );

  it('counts a file that could not be loaded as one failed test', () => {
    const broken = {
      name: 'b.test.ts',
      status: 'failed',
      message: 'no such module',
      assertionResults: [],
    };

    expect(tallyVitest({ testResults: [broken, passedFile('passed')] }, 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
      problems: ['b.test.ts: no such module'],
      failures: [],
    });
  });

  it('names each failed test, with why and without colours', () => {
    const failed = {
      name: 'a.test.ts',
      status: 'failed',
      assertionResults: [
        { status: 'passed', fullName: 'one', failureMessages: [] },
        { status: 'failed', fullName: 'two', failureMessages: ['\u001b[31mexpected 1\u001b[39m'] },
      ],
    };

    expect(tallyVitest({ testResults: [failed] }, 1).failures).toEqual([
      'a.test.ts › two\nexpected 1',
    ]);
  });

  it('counts a runner that failed without a failed test, as after an unhandled rejection', () => {
    const tally = tallyVitest({ testResults: [passedFile('passed')] }, 1);

    expect(tally).toMatchObject({ passed: 1, failed: 1 });
    expect(tally.problems).toEqual(['the runner ended with exit code 1']);
  });
});

describe('the tally of a Playwright report', () => {
  it('counts a test that passed only at the second try as failed', () => {
    const report = { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 } };

    expect(tallyPlaywright(report, 1)).toMatchObject({
      passed: 3,
      failed: 2,
      skipped: 2,
      problems: [],
    });
  });

  it('names each failed test by its path, however deep, and says why', () => {
    const results = [{ errors: [{ message: `not seen${'.'.repeat(9000)}` }] }];
    const spec = { title: 'opens', ok: false, tests: [{ results }] };
    const report = {
      stats: { expected: 1, unexpected: 1, flaky: 0, skipped: 0 },
      suites: [
        {
          title: 'a.spec.ts',
          specs: [{ title: 'closes', ok: true, tests: [] }],
          suites: [{ title: 'a page', specs: [spec] }],
        },
      ],
    };

    const { failures } = tallyPlaywright(report, 1);

    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatch(/^a\.spec\.ts › a page › opens\nnot seen\.+$/);
    expect(failures[0]?.length).toBeLessThan(2000);
  });

  it('counts an error outside of tests as failed', () => {
    const report = {
      stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 },
      errors: [{ message: 'the set-up failed' }],
    };

    expect(tallyPlaywright(report, 1)).toMatchObject({
      failed: 1,
      problems: ['the set-up failed'],
    });
  });
});

describe('a suite', () => {
  it('fails when it ran no test', () => {
    const nothing = tallyVitest({ testResults: [] }, 0);

    expect(requireTests(nothing)).toMatchObject({ failed: 1, problems: ['it ran no test'] });
  });
});

describe('the conclusion', () => {
  const passed = tallyCheck(0);

  it('adds all suites up in one line', () => {
    const tallies = [
      passed,
      { passed: 10, failed: 2, skipped: 1, problems: [], failures: [] },
      tallyCheck(2),
    ];

    expect(conclude(tallies)).toEqual({ line: '11 passed, 3 failed, 1 skipped', exitCode: 1 });
  });

  it('is good when every test ran and passed', () => {
    expect(conclude([passed, passed])).toEqual({
      line: '2 passed, 0 failed, 0 skipped',
      exitCode: 0,
    });
  });

  it.each([
    ['a test failed', [passed, tallyCheck(1)]],
    ['a suite broke', [passed, tallyBroken('no report')]],
    ['a test was skipped', [{ passed: 1, failed: 0, skipped: 1, problems: [], failures: [] }]],
    ['nothing ran', []],
  ])('is not good when %s', (_what, tallies) => {
    expect(conclude(tallies).exitCode).toBe(1);
  });
});
