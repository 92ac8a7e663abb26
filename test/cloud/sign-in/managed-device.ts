import type { IncomingMessage } from 'node:http';
import { parseCookies } from '../server/exchange.ts';

/** The header (or cookie) in which Windows hands a browser's sign-in the device's token. */
export const DEVICE_HEADER = 'x-ms-refreshtokencredential';

/**
 * Whether a request looks like one of a managed browser on a compliant device. A browser with the
 * operating system's sign-on sends `x-ms-RefreshTokenCredential`; an embedded one never does. Here
 * any value counts.
 */
export function showsManagedDevice(req: IncomingMessage): boolean {
  const cookies = parseCookies(req.headers.cookie);
  return (
    req.headers[DEVICE_HEADER] !== undefined ||
    [...cookies.keys()].some((name) => name.toLowerCase() === DEVICE_HEADER)
  );
}
