/**
 * The files of `resources/checklists` and `resources/queries`, put into the bundle when Bulkhead is
 * built: as text, because that costs a start nothing until somebody reads it.
 */

type Texts = Readonly<Record<string, string>>;

// Asked for when it is needed: without the bundler the app's code can be imported all the same.
const checklists = (): Texts =>
  import.meta.glob('../../../resources/checklists/*.json', {
    eager: true,
    query: '?raw',
    import: 'default',
  });
const queries = (): Texts =>
  import.meta.glob('../../../resources/queries/*.kql', {
    eager: true,
    query: '?raw',
    import: 'default',
  });

const byName = (texts: Texts, kind: RegExp): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(texts)
      .map(([path, text]) => [(path.split('/').at(-1) ?? '').replace(kind, ''), text] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

/** By name without the ending: `mto` for a checklist, `mto.de` for its texts in German. */
export const checklistTexts = (): ReadonlyMap<string, string> => byName(checklists(), /\.json$/);

/** By name without the ending. */
export const queryTexts = (): ReadonlyMap<string, string> => byName(queries(), /\.kql$/);
