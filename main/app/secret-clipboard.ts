/** What is copied and is a secret stays on the clipboard for so long. */
const CLEARED_AFTER_MS = 60_000;

/** Electron answers with the text, or from 44 on with a promise of it. */
interface SystemClipboard {
  writeText(text: string): unknown;
  readText(): string | Promise<string>;
  clear(): unknown;
}

export interface SecretClipboard {
  /** Copies a secret, which is taken away again unless something else was copied meanwhile. */
  copySecret(text: string): void;
  /** Takes it away now: for locking and quitting. */
  clear(): void;
}

/**
 * Threat: a code that signs somebody in stays on the clipboard all day, where every program and every
 * page that is pasted into gets it. Nothing takes it away by itself.
 * Tested in test/unit/main/app/secret-clipboard.test.ts.
 */
export function createSecretClipboard(
  clipboard: SystemClipboard,
  clearedAfterMs = CLEARED_AFTER_MS,
): SecretClipboard {
  let secret: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  const clear = () => {
    clearTimeout(timer);
    const own = secret;
    secret = null;
    if (own === null) return;
    // SECURITY(secret-clipboard): a secret goes; what the operator copied since stays.
    void Promise.resolve(clipboard.readText()).then(
      (text) => text === own && clipboard.clear(),
      () => clipboard.clear(),
    );
  };
  return {
    copySecret(text) {
      clearTimeout(timer);
      secret = text;
      clipboard.writeText(text);
      timer = setTimeout(clear, clearedAfterMs);
      timer.unref();
    },
    clear,
  };
}
