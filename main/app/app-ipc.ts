import type { Clipboard } from 'electron';
import type {
  About,
  Handlers,
  ManagedSetting,
  PolicySummary,
  RefusedHost,
  Settings,
  SettingsChange,
  StartProblem,
} from '../../preload/contract/index.ts';

export interface AppIpcDeps {
  readonly about: About;
  readonly settings: { get(): Settings; change(change: SettingsChange): Settings };
  readonly managed: readonly ManagedSetting[];
  readonly policy: PolicySummary;
  readonly problems: { list(): readonly StartProblem[]; dismiss(what: StartProblem['what']): void };
  readonly isOnline: () => boolean;
  readonly refusedHosts: {
    list(): readonly RefusedHost[];
    asText(): string;
    clear(): void;
  };
  readonly crashDumps: {
    count(): Promise<{ readonly count: number; readonly bytes: number }>;
    erase(): Promise<void>;
  };
  readonly clipboard: Pick<Clipboard, 'writeText'>;
  readonly onPainted: () => void;
  readonly focusPortal: () => void;
}

/** Handlers of the `app` area: no logic of their own. */
export function appHandlers<C>(deps: AppIpcDeps): Handlers<C>['app'] {
  return {
    getStart: () => ({
      about: deps.about,
      settings: deps.settings.get(),
      managed: [...deps.managed],
      policy: deps.policy,
      problems: [...deps.problems.list()],
      isOnline: deps.isOnline(),
    }),
    changeSettings: (change) => deps.settings.change(change),
    dismissProblem: ({ what }) => {
      deps.problems.dismiss(what);
      return {};
    },
    listRefusedHosts: () => ({ hosts: [...deps.refusedHosts.list()] }),
    copyRefusedHosts: () => {
      const { length: count } = deps.refusedHosts.list();
      deps.clipboard.writeText(deps.refusedHosts.asText());
      return { count };
    },
    clearRefusedHosts: () => {
      deps.refusedHosts.clear();
      return {};
    },
    countCrashDumps: () => deps.crashDumps.count(),
    eraseCrashDumps: async () => {
      await deps.crashDumps.erase();
      return {};
    },
    copyText: ({ text }) => {
      deps.clipboard.writeText(text);
      return {};
    },
    reportPainted: () => {
      deps.onPainted();
      return {};
    },
    focusPortal: () => {
      deps.focusPortal();
      return {};
    },
  };
}
