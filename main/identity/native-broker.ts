import type { INativeBrokerPlugin } from '@azure/msal-node';

/**
 * The account broker of Windows (WAM): tokens stay bound to the device, and the device's claim
 * reaches Conditional Access. Null elsewhere, or when its native part does not load; sign-in then
 * goes through the tenant's compartment. Not run by the automated tests, which are on Linux.
 */
export async function loadNativeBroker(
  platform: NodeJS.Platform,
): Promise<INativeBrokerPlugin | null> {
  if (platform !== 'win32') return null;
  try {
    const { NativeBrokerPlugin } = await import('@azure/msal-node-extensions');
    const broker = new NativeBrokerPlugin();
    return broker.isBrokerAvailable ? broker : null;
  } catch {
    return null;
  }
}
