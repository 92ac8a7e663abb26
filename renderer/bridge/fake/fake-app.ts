import type {
  About,
  Bridge,
  DeepLink,
  ManagedSetting,
  Notice,
  PolicySummary,
  RefusedHost,
  Settings,
  Shortcut,
  StartProblem,
} from '../../../preload/contract/index.ts';
import { fails, ok } from './answers.ts';
import { emitter } from './emitter.ts';

export interface FakeAppState {
  readonly about: About;
  readonly settings: Settings;
  readonly managed: readonly ManagedSetting[];
  readonly policy: PolicySummary;
  readonly problems: readonly StartProblem[];
  readonly isOnline: boolean;
  readonly refusedHosts: readonly RefusedHost[];
  readonly failsAtStart: boolean;
}

/** What a test may do from main's side, and what it may look at. */
export interface FakeAppControls {
  readonly notice: (notice: Omit<Notice, 'id' | 'raisedAt'>) => void;
  readonly goOnline: (isOnline: boolean) => void;
  readonly press: (shortcut: Shortcut) => void;
  readonly openLink: (link: DeepLink) => void;
  readonly clipboard: () => string;
  readonly painted: () => number;
  readonly portalFocused: () => number;
}

export interface FakeApp {
  readonly app: Bridge['app'];
  readonly controls: FakeAppControls;
  readonly isOnline: () => boolean;
}

export function fakeApp(initial: FakeAppState, now: () => string): FakeApp {
  let { settings, problems, refusedHosts, isOnline } = initial;
  let clipboard = '';
  let painted = 0;
  let portalFocused = 0;
  let dumps = 2;
  let noticeId = 0;
  const settingsChanged = emitter<Settings>();
  const noticeRaised = emitter<Notice>();
  const onlineChanged = emitter<{ isOnline: boolean }>();
  const shortcutPressed = emitter<{ shortcut: Shortcut }>();
  const linkOpened = emitter<{ link: DeepLink }>();

  const notice: FakeAppControls['notice'] = (said) => {
    noticeId += 1;
    noticeRaised.emit({ ...said, id: noticeId, raisedAt: now() });
  };

  return {
    isOnline: () => isOnline,
    app: {
      getStart: () =>
        initial.failsAtStart
          ? fails('internal')
          : ok({
              about: initial.about,
              settings,
              managed: [...initial.managed],
              policy: initial.policy,
              problems: [...problems],
              isOnline,
            }),
      changeSettings: (change) => {
        const locked = initial.managed.some(({ key }) => key in change);
        if (locked) return fails('conflict', 'Your organisation decides this setting.');
        const said = Object.entries(change).filter(([, value]) => value !== undefined);
        settings = { ...settings, ...Object.fromEntries(said) };
        settingsChanged.emit(settings);
        return ok(settings);
      },
      dismissProblem: ({ what }) => {
        problems = problems.filter((problem) => problem.what !== what);
        return ok({});
      },
      listRefusedHosts: () => ok({ hosts: [...refusedHosts] }),
      copyRefusedHosts: () => {
        clipboard = refusedHosts
          .map(({ host, kind, count }) => `${host}\t${kind}\t${String(count)}`)
          .join('\n');
        return ok({ count: refusedHosts.length });
      },
      clearRefusedHosts: () => {
        refusedHosts = [];
        return ok({});
      },
      countCrashDumps: () => ok({ count: dumps, bytes: dumps * 4_200_000 }),
      eraseCrashDumps: () => {
        dumps = 0;
        return ok({});
      },
      copyText: ({ text }) => {
        clipboard = text;
        return ok({});
      },
      reportPainted: () => {
        painted += 1;
        return ok({});
      },
      focusPortal: () => {
        portalFocused += 1;
        return ok({});
      },
      onSettingsChanged: settingsChanged.on,
      onNoticeRaised: noticeRaised.on,
      onOnlineChanged: onlineChanged.on,
      onShortcutPressed: shortcutPressed.on,
      onLinkOpened: linkOpened.on,
    },
    controls: {
      notice,
      goOnline: (next) => {
        isOnline = next;
        onlineChanged.emit({ isOnline });
      },
      press: (shortcut) => shortcutPressed.emit({ shortcut }),
      openLink: (link) => linkOpened.emit({ link }),
      clipboard: () => clipboard,
      painted: () => painted,
      portalFocused: () => portalFocused,
    },
  };
}
