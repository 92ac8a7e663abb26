import type { BrowserWindow } from 'electron';

/**
 * Keeps the window, with the portal pages in it, out of pictures and recordings of the screen.
 *
 * Threat: a meeting shares the whole screen, or a tool takes pictures of it all day, and with them
 * goes what only administrators are to see. Windows and macOS show any window to whoever records.
 * So a policy has the system leave this one out. Linux has no such thing; on macOS programs that use
 * ScreenCaptureKit see it all the same.
 * Tested in test/unit/main/security/content-protection.test.ts.
 */
export function protectContent(
  window: Pick<BrowserWindow, 'setContentProtection'>,
  isOn: boolean,
): void {
  // SECURITY(content-protection): an administrator decides, before anything is on the screen.
  if (isOn) window.setContentProtection(true);
}
