import { describe, expect, it, vi } from 'vitest';
import { holdSingleInstance } from '../../../../main/app/single-instance.ts';

const LINK = 'bulkhead://page/overview';

function anApp() {
  const listeners = new Map<string, (...args: unknown[]) => void>();
  const handed: unknown[] = [];
  const app = {
    requestSingleInstanceLock: (data: unknown) => {
      handed.push(data);
      return true;
    },
    on: (name: string, listener: (...args: unknown[]) => void) => listeners.set(name, listener),
  };
  const second = (data: unknown, words: readonly string[] = []) =>
    listeners.get('second-instance')?.({}, words, '/', data);
  const openUrl = (text: string) => {
    const preventDefault = vi.fn<() => void>();
    listeners.get('open-url')?.({ preventDefault }, text);
    return preventDefault;
  };
  return { app: app as never, handed, second, openUrl };
}

describe('holdSingleInstance', () => {
  it('is null where another instance has the profile, which gets the link', () => {
    const request = vi.fn<(data: unknown) => boolean>(() => false);
    const app = { requestSingleInstanceLock: request, on: vi.fn<() => void>() };
    const words = ['/opt/bulkhead', '--user-data-dir=/x', LINK];

    expect(holdSingleInstance(app as never, words)).toBeNull();
    expect(request).toHaveBeenCalledExactlyOnceWith({ link: LINK });
    expect(app.on).not.toHaveBeenCalled();
  });

  it('tells of a second start, and of its link alone', () => {
    const { app, second } = anApp();
    const instance = holdSingleInstance(app, ['/opt/bulkhead']);
    const listener = vi.fn<() => void>();
    const onLink = vi.fn<(text: string) => void>();
    instance?.onSecondStart(listener);
    instance?.onLink(onLink);
    second({ link: null }, ['--no-sandbox', LINK]);
    second({ link: LINK, more: '--no-sandbox' }, ['bulkhead://page/about']);

    expect(listener.mock.calls).toEqual([[], []]);
    expect(onLink.mock.calls).toEqual([[LINK]]);
  });

  it.each([undefined, null, LINK, 1, [LINK], {}, { link: 1 }, { link: [LINK] }, { link: {} }])(
    'takes no link out of %j',
    (data) => {
      const { app, second } = anApp();
      const onLink = vi.fn<(text: string) => void>();
      holdSingleInstance(app, [])?.onLink(onLink);
      second(data);

      expect(onLink).not.toHaveBeenCalled();
    },
  );

  it('hands over what is too long as nothing that could be a link', () => {
    const { app, second } = anApp();
    const onLink = vi.fn<(text: string) => void>();
    holdSingleInstance(app, [])?.onLink(onLink);
    second({ link: `${LINK}${'x'.repeat(40_000_000)}` });

    expect(onLink.mock.calls).toEqual([['']]);
  });

  it('keeps the last link until somebody listens, and takes those of the system', () => {
    const { app, handed, second, openUrl } = anApp();
    const instance = holdSingleInstance(app, ['/opt/bulkhead', LINK]);
    expect(handed).toEqual([{ link: LINK }]);
    second({ link: 'bulkhead://page/about' });
    const onLink = vi.fn<(text: string) => void>();
    instance?.onLink(onLink);
    expect(onLink.mock.calls).toEqual([['bulkhead://page/about']]);

    expect(openUrl('bulkhead://page/journal')).toHaveBeenCalledOnce();
    expect(onLink).toHaveBeenLastCalledWith('bulkhead://page/journal');
  });
});
