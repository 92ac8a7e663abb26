import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bundledChecklists,
  bundledQuery,
  parseChecklist,
} from '../../../../../main/data/onboarding/checklists.ts';
import { isHostOfAnyCloud } from '../../../../../main/data/onboarding/known-hosts.ts';
import { Checklist, ChecklistProblem } from '../../../../../preload/contract/index.ts';
import { aFile, documentedExamples, type Loose } from './a-checklist.ts';

const options = { isKnownHost: isHostOfAnyCloud, reservedIds: new Set(['ours']) };
const parse = (text: string) => parseChecklist(text, options);

/** Problems of a text; none when it was read. */
const problems = (text: string) => {
  const parsed = parse(text);
  if (!('problems' in parsed)) return [];
  for (const problem of parsed.problems) ChecklistProblem.parse(problem);
  return parsed.problems;
};
type File = ReturnType<typeof aFile>;
const step = (file: File, s = 0): Loose => file.phases[0]?.steps[s] ?? {};
/** Problems of the documented checklist with a change made to it. */
const changed = (change: (file: File) => void) => {
  const file = aFile();
  change(file);
  return problems(JSON.stringify(file, null, 2));
};
const written = (text: string, by: string) => documentedExamples().checklist.replace(text, by);

describe('a checklist file', () => {
  it('that is documented is read', () => {
    const parsed = parse(documentedExamples().checklist);

    expect(parsed).toMatchObject({ checklist: { id: 'contoso-guests', phases: [{}] } });
    if (!('checklist' in parsed)) throw new Error('not read');
    expect(Checklist.parse(parsed.checklist)).toEqual(parsed.checklist);
    // What may be left out is there afterwards.
    expect(parsed.checklist.phases[0]?.steps[1]).toMatchObject({ checks: [], irreversible: null });
  });

  it('may begin with a byte order mark and have the line ends of Windows', () => {
    expect(problems(`\ufeff${documentedExamples().checklist.replaceAll('\n', '\r\n')}`)).toEqual(
      [],
    );
  });

  it.each([
    ['is empty', '', 'line 1, column 1', /ends too early/],
    ['ends in the middle', '{\n  "id": [1,', 'line 2, column 12', /ends too early/],
    ['has a comma too many', '{\n  "id": "a",\n}', 'line 3, column 1', /name of a field/],
    ['has no quotes', '{\n  id: 1 }', 'line 2, column 3', /double quotes/],
    ['has a comment', '{\n  // why\n}', 'line 2, column 3', /double quotes/],
    ['has a number of its own', '{"id": 01}', 'line 1, column 9', /comma or }/],
    ['goes on after its end', '{}\n{}', 'line 2, column 1', /nothing may follow/],
    ['breaks a text', '{"id": "a\nb"}', 'line 1, column 8', /does not end on its line/],
    ['has a raw NUL in a text', '{"id": "a\u0000b"}', 'line 1, column 8', /does not end/],
    ['has a field twice', '{"id": 1,\n "id": 2}', 'line 2, column 2', /there twice/],
    ['has __proto__', '{"a": {"__proto__": {"b": 1}}}', 'line 1, column 8', /__proto__/],
    ['has it in escapes', '{"\\u005f_proto__": {}}', 'line 1, column 2', /__proto__/],
    ['is nested too deeply', '['.repeat(100_000), 'line 1, column 34', /nested too deeply/],
    ['has an endless text', `{"id": "${'a'.repeat(900_000)}`, 'line 1, column 8', /does not end/],
  ])('that %s is refused with its place', (_what, text, place, words) => {
    expect(problems(text)).toEqual([{ place, text: expect.stringMatching(words) as string }]);
  });

  it('changes nothing that objects inherit', () => {
    parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}');

    expect(({} as Loose)['polluted']).toBeUndefined();
  });

  it.each([
    ['5 MB of text', JSON.stringify('x'.repeat(5 * 1024 * 1024)), /larger than 1 MB \(5\.0 MB\)/],
    ['1 MB in bytes, not in characters', JSON.stringify('€'.repeat(400_000)), /larger than 1 MB/],
  ])('of %s is refused unread', (_what, text, words) => {
    expect(problems(text)).toEqual([
      { place: 'the file', text: expect.stringMatching(words) as string },
    ]);
  });

  it('of a newer schema says that alone', () => {
    const found = problems('{\n "schemaVersion": 2,\n "steps": {"new": true}}');

    expect(found).toEqual([
      {
        place: 'line 2, column 19: schemaVersion',
        text: expect.stringContaining('schema 2; this one reads 1') as string,
      },
    ]);
  });

  it.each([
    ['null', 'null', /group of fields/],
    ['a list', '[]', /group of fields/],
    ['a number', '7', /group of fields/],
  ])('that is %s is refused', (_what, text, words) => {
    expect(problems(text)).toEqual([
      { place: 'line 1, column 1:', text: expect.stringMatching(words) as string },
    ]);
  });

  it('says line, path and title', () => {
    const [found, ...more] = problems(written('"scope": "target"', '"scope": "both"'));

    expect(more).toEqual([]);
    expect(found?.place).toBe(
      'line 45, column 20: phases[0].steps[1].scope (step “Let the operators in”)',
    );
    expect(found?.text).toMatch(
      /^“both” is not known here\. Known: pair, source, target and operator\./,
    );
  });

  it.each<[string, RegExp, RegExp, (file: File) => void]>([
    ['an unknown field', /steps\[0\]\.run /, /“run” is not known/, (f) => (step(f)['run'] = 'x')],
    ['an unknown field at the top', /: script$/, /“script” is not/, (f) => (f['script'] = 1)],
    ['no sides', /line 1, /, /“sides” is missing/, (f) => delete f['sides']],
    ['no side', /steps\[0\]\.side/, /“side” is missing/, (f) => delete step(f)['side']],
    ['no target', /sides\.target/, /is missing/, (f) => (f['sides'] = { source: 'Home' })],
    ['another kind', /\.why/, /has to be text/, (f) => (step(f)['why'] = 7)],
    ['no actions', /\.actions/, /at least 1 entries/, (f) => (step(f)['actions'] = [])],
    ['an empty text', /\.why/, /is empty/, (f) => (step(f)['why'] = '')],
    ['a blank text', /\.why/, /nothing but spaces/, (f) => (step(f)['why'] = '   ')],
    ['a long text', /\.title/, /at most 160 char/, (f) => (step(f)['title'] = 'x'.repeat(161))],
    ['a wrong id', /\.id/, /small letters/, (f) => (step(f)['id'] = 'Add Home')],
    ['a wrong language', /language/, /written like “en”/, (f) => (f['language'] = 'english')],
    ['no version', /: version$/, /at least 1/, (f) => (f['version'] = 0)],
    ['a version that is no whole number', /version/, /whole number/, (f) => (f['version'] = 1.5)],
    [
      'an unknown check',
      /checks\[0\]\.id/,
      /“delete-users” is not known/,
      (f) => (step(f)['checks'] = [{ id: 'delete-users', on: 'target' }]),
    ],
    [
      'an unknown portal',
      /\.link/,
      /either \{"portalId"/,
      (f) => (step(f)['link'] = { portalId: 'exchange', page: null }),
    ],
    [
      'a link that is both',
      /\.link/,
      /either/,
      (f) => (step(f)['link'] = { portalId: 'entra', page: null, url: 'https://x' }),
    ],
    [
      'a list as value of a check',
      /checks\[0\]\.with\.group/,
      /text, a number, true or false/,
      (f) => (step(f)['checks'] = [{ id: 'groups-exist', on: 'target', with: { group: [] } }]),
    ],
    ['an unknown step', /dependsOn\[0\]/, /no step “x”/, (f) => (step(f)['dependsOn'] = ['x'])],
    ['an unknown parameter', /enters\[0\]/, /no param/, (f) => (step(f)['enters'] = ['x'])],
    ['an unknown query', /queries\[0\]/, /no query “x”/, (f) => (step(f)['queries'] = ['x'])],
    [
      'the same step twice',
      /steps\[1\]\.id/,
      /another step with the id “add-home”/,
      (f) => {
        step(f, 1)['id'] = 'add-home';
        step(f, 1)['dependsOn'] = [];
      },
    ],
    [
      'the same phase twice',
      /phases\[1\]\.id/,
      /another phase/,
      (f) => f.phases.push({ ...structuredClone(f.phases[0]), steps: [{ ...step(f), id: 'z' }] }),
    ],
    [
      'the same parameter twice',
      /parameters\[1\]\.id/,
      /another parameter/,
      (f) => f.parameters.push(structuredClone(f.parameters[0] ?? {})),
    ],
    [
      'a parameter that differs from itself',
      /differsFrom\[0\]/,
      /from itself/,
      (f) => ((f.parameters[0] ?? {})['differsFrom'] = ['operators-group']),
    ],
    [
      'a parameter that differs from nothing known',
      /differsFrom\[0\]/,
      /no parameter “sourceName”/,
      (f) => ((f.parameters[0] ?? {})['differsFrom'] = ['sourceName']),
    ],
    [
      'a scope of the other side',
      /steps\[1\]\.scope/,
      /done in the target/,
      (f) => (step(f, 1)['scope'] = 'source'),
    ],
    [
      'a warning before the step',
      /renewal\.warnDays/,
      /“warnDays” is more/,
      (f) => ((step(f, 1)['renewal'] as Loose)['warnDays'] = 181),
    ],
    [
      'an unknown placeholder in a value',
      /copy\[0\]\.value/,
      /for \{tenantId\}\. Known: \{sourceId\}/,
      (f) => (step(f)['copy'] = [{ label: 'x', value: 'a {tenantId}' }]),
    ],
    [
      'an unknown placeholder in an action',
      /actions\[0\]/,
      /for \{password\}/,
      (f) => (step(f)['actions'] = ['Type {password}.']),
    ],
    [
      'an unknown placeholder of a check',
      /with\.group/,
      /for \{nobody\}/,
      (f) =>
        (step(f)['checks'] = [{ id: 'role-group', on: 'target', with: { group: '{nobody}' } }]),
    ],
    ['an id of Bulkhead’s', /: id$/, /comes with Bulkhead/, (f) => (f['id'] = 'ours')],
  ])('with %s is refused', (_what, place, words, change) => {
    const found = changed(change);

    expect(found).toHaveLength(1);
    expect(found[0]?.place).toMatch(place);
    expect(found[0]?.text).toMatch(words);
  });

  it.each([
    ['itself', ['add-home']],
    ['one that waits for it', ['let-in']],
  ])('in which a step waits for %s is refused', (_what, dependsOn) => {
    const found = changed((file) => (step(file)['dependsOn'] = dependsOn));

    expect(found).toHaveLength(1);
    expect(found[0]?.text).toMatch(/^These steps wait for each other: .*add-home/);
  });

  it.each<[string, Loose]>([
    ['of the entry for the other tenant', { id: 'partner-entry', on: 'target' }],
    ['of the other tenant', { id: 'devices-visible', on: 'source' }],
    [
      'with the other tenant’s name',
      { id: 'groups-exist', on: 'target', with: { names: '{sourceName}' } },
    ],
    [
      'of a package for the other tenant',
      { id: 'access-package', on: 'target', with: { name: 'A', onlyOrganization: true } },
    ],
  ])('with a check %s in a step that pairs share is refused', (_what, check) => {
    const found = (scope: string) =>
      changed((file) => Object.assign(step(file), { side: 'target', scope, checks: [check] }));

    expect(found('pair')).toEqual([]);
    expect(found('target')).toEqual([
      { place: expect.stringMatching(/checks/), text: expect.stringMatching(/both tenants.*pair/) },
    ]);
  });

  it('may have a long chain of steps, and no circle at its end', () => {
    const chain = (last: string[]) =>
      changed((file) => {
        const plain = { ...step(file), actions: ['Look.'], copy: [], checks: [] };
        const aStep = (n: number) =>
          Object.assign(structuredClone(plain), {
            id: `s${String(n)}`,
            dependsOn: n === 0 ? last : [`s${String(n - 1)}`],
          });
        file.phases = Array.from({ length: 20 }, (_, p) => ({
          id: `p${String(p)}`,
          title: 'Phase',
          steps: Array.from({ length: 60 }, (_step, s) => aStep(p * 60 + s)),
        }));
      });

    expect(chain([])).toEqual([]);
    expect(chain(['s1199'])).toHaveLength(1);
  });

  it('of one tenant has nothing of a source', () => {
    const found = changed((file) => {
      file['sides'] = { source: null, target: 'Tenant' };
      step(file)['side'] = 'source';
      step(file)['scope'] = 'source';
      step(file)['checks'] = [{ id: 'p2-licence', on: 'source' }];
      step(file)['actions'] = ['Look.'];
    });

    expect(found.map(({ place }) => place.replace(/^.*?: (\S+).*$/, '$1'))).toEqual([
      'parameters[0].differsFrom[0]',
      'phases[0].steps[0].side',
      'phases[0].steps[0].scope',
      'phases[0].steps[0].copy[0].value',
      'phases[0].steps[0].checks[0].on',
    ]);
  });

  it.each([
    ['a host that nobody lists', 'https://attacker.example/x', /attacker\.example is on no cloud/],
    ['a host that only looks listed', 'https://entra.microsoft.com.evil.example/', /on no cloud/],
    ['no https', 'http://entra.microsoft.com/', /only https/],
    ['a script', 'javascript:alert(1)', /only https|markup or a script/],
    ['a file', 'file:///etc/passwd', /only https/],
    ['a user name', 'https://entra.microsoft.com@evil.example/', /user name or password/],
    ['a port', 'https://entra.microsoft.com:8443/', /names a port/],
    ['a number', 'https://127.0.0.1/', /is a number/],
    ['a backslash', 'https:\\\\entra.microsoft.com\\x', /looks like another/],
    ['a placeholder for its host', 'https://{targetDomain}/', /looks like another/],
    ['a placeholder in its host', 'https://{targetId}.microsoft.com/', /looks like another/],
    ['a placeholder of nothing', 'https://entra.microsoft.com/{tenant}', /for \{tenant\}/],
    ['a brace too many', 'https://entra.microsoft.com/{targetId}}', /brace/],
    ['no host', '/relative', /is not an address/],
    ['nothing', '', /is not an address/],
  ])('with a link that has %s is refused', (_what, url, words) => {
    const found = changed((file) => (step(file)['link'] = { url }));

    expect(found.length).toBeGreaterThan(0);
    expect(found.map(({ text }) => text).join()).toMatch(words);
    expect(found[0]?.place).toMatch(/steps\[0\]\.link\.url \(step “Add the home tenant”\)$/);
  });

  it.each([
    ['a script', '<script>alert(1)</script>', /markup or a script/],
    ['a picture', 'Look <img src=x onerror=alert(1)>', /markup or a script/],
    ['an unfinished script', 'x <script src=//evil.example', /markup or a script/],
    ['a script’s address', 'Open javascript:alert(1)', /markup or a script/],
    ['a comment', '<!-- x -->', /markup or a script/],
    ['a NUL', 'a\u0000b', /control character/],
    ['a line break', 'a\nb', /control character/],
    ['an escape', '\u001b[31m', /control character/],
    ['a line separator', 'a\u2028b', /control character/],
    ['a direction mark', 'abc\u202ecba', /turn the reading direction/],
    ['an isolate', 'a\u2066b\u2069', /turn the reading direction/],
    ['something invisible', 'a\u200bb', /invisible/],
    ['half a character', 'a\ud800b', /invisible/],
  ])('with %s in a text is refused', (_what, text, words) => {
    const found = changed((file) => (step(file)['why'] = text));

    expect(found).toHaveLength(1);
    expect(found[0]?.place).toMatch(/steps\[0\]\.why \(step “Add the home tenant”\)$/);
    expect(found[0]?.text).toMatch(words);
  });

  it('with a hidden character in the name of a value is refused', () => {
    const found = changed(
      (file) =>
        (step(file)['checks'] = [{ id: 'groups-exist', on: 'target', with: { 'a\u202eb': 'x' } }]),
    );

    expect(found).toHaveLength(1);
    expect(found[0]?.text).toMatch(/^In the field’s name: .*direction/);
    expect(found[0]?.place).not.toContain('\u202e');
  });

  it('may compare numbers and quote what looks harmless', () => {
    expect(
      changed((file) => (step(file)['why'] = 'P1 < P2, a > b, 5 <7, “quoted” & more; =1+1')),
    ).toEqual([]);
  });

  it('lists a hundred problems and how many more there are', () => {
    const found = changed((file) => {
      for (let n = 0; n < 150; n += 1) file[`x${String(n)}`] = n;
    });

    expect(found).toHaveLength(100);
    expect(found.at(-1)).toEqual({ place: 'the file', text: '51 more problems are not listed.' });
  });

  it('of any kind is read whole or not at all, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), (text) => {
        const parsed = parse(text);
        expect('problems' in parsed && parsed.problems.length > 0 && !('checklist' in parsed)).toBe(
          true,
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe('what comes with Bulkhead', () => {
  it('is read without a problem', () => {
    const checklists = bundledChecklists();

    expect(new Set(checklists.map(({ id }) => id)).size).toBe(checklists.length);
    expect(bundledChecklists('de').map(({ id }) => id)).toEqual(checklists.map(({ id }) => id));
    const queries = checklists.flatMap(({ phases }) =>
      phases.flatMap(({ steps }) => steps.flatMap((one) => one.queries)),
    );
    expect(queries.filter((name) => bundledQuery(name) === null)).toEqual([]);
  });

  it('has no query of another name', () => {
    expect(bundledQuery('../portals')).toBeNull();
    expect(bundledQuery('constructor')).toBeNull();
  });
});
