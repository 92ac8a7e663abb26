/**
 * Switches that Bulkhead itself gives Chromium, before Electron is ready.
 *
 * Threat: in Electron before 33.4 and 34 any page reads the clipboard with `execCommand('paste')`,
 * without a click and without a permission (electron/electron#45237): what an operator copied in one
 * tenant is read by another tenant's page. No preference of a page turns it off.
 * The setting behind it does, for every page; pasting with the keyboard or a menu is not touched.
 * And names that a page wants looked up ahead (`dns-prefetch`) go to the resolver without passing
 * any filter: what a page knows leaves as part of a name. The setting behind that goes as well.
 */
export const CHROMIUM_SWITCHES: readonly (readonly [name: string, value: string])[] = [
  // SECURITY(clipboard-read): scripts cannot paste.
  // SECURITY(dns-prefetch): pages cannot have names looked up.
  ['blink-settings', 'DOMPasteAllowed=false,dnsPrefetchingEnabled=false'],
];
