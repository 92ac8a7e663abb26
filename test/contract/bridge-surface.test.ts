import { describe, expect, it } from 'vitest';
import { contract, surfaceOf } from '../../preload/contract/index.ts';

describe('the bridge', () => {
  // The whole reach of the shell's page. A change here is what a security reviewer reads first.
  it('offers exactly these methods and events', () => {
    const { methods, events } = surfaceOf(contract);
    expect({
      methods: methods.map((parts) => parts.join('.')),
      events: events.map((parts) => parts.join('.')),
    }).toMatchSnapshot();
  });

  it('takes no path, address, query or method name anywhere', () => {
    const keys = Object.values(contract).flatMap((area) =>
      Object.values(area).flatMap((member) =>
        member.kind === 'event'
          ? []
          : Object.keys((member.input as { shape?: object }).shape ?? {}),
      ),
    );
    expect(
      keys.filter((key) => /(?<!^access)path|url|sql|method|command|file$/i.test(key)),
    ).toEqual([]);
  });
});
