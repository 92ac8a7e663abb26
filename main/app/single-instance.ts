import type { App } from 'electron';
import { handedLink, linkAmong } from '../deep-links/link-words.ts';

/**
 * One Bulkhead per profile: two would write the same stores and sessions.
 *
 * Threat: the second instance's command line is whatever another program says, and it arrives in
 * this process; Chromium adds switches to it and changes its order. The system hands a link over in
 * the same way.
 * So of all that one text is taken, the link, which each instance finds in its own command line; the
 * first window comes to the front, that is all. What the text is, main/deep-links says.
 */
export interface SingleInstance {
  /** Another start was tried. */
  onSecondStart(listener: () => void): void;
  /**
   * A link came: with this start, another one, or from the system. The listener hears of what came
   * before it, too: the last one.
   */
  onLink(listener: (text: string) => void): void;
}

/**
 * Answers null when another instance has the profile; then this one must end.
 * @param words the command line of this start
 */
export function holdSingleInstance(
  app: Pick<App, 'requestSingleInstanceLock' | 'on'>,
  words: readonly string[],
): SingleInstance | null {
  const own = linkAmong(words);
  if (!app.requestSingleInstanceLock({ link: own })) return null;
  const listeners: (() => void)[] = [];
  let last = own;
  let takeLink = (text: string): void => void (last = text);
  // SECURITY(second-instance): arguments and folder of the other start are not looked at.
  app.on('second-instance', (_event, _words, _folder, data) => {
    for (const listener of listeners) listener();
    const link = handedLink(data);
    if (link !== null) takeLink(link);
  });
  // macOS hands links over so, also the one that starts Bulkhead.
  app.on('open-url', (event, text) => {
    event.preventDefault();
    takeLink(text);
  });
  return {
    onSecondStart: (listener) => void listeners.push(listener),
    onLink(listener) {
      takeLink = listener;
      if (last !== null) listener(last);
    },
  };
}
