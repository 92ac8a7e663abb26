import { z } from 'zod';
import { command, event, query } from './define.ts';
import { line, TenantId, ViewId } from './ids.ts';

export const PORTAL_IDS = [
  'defender',
  'entra',
  'azure',
  'intune',
  'my-account',
  'my-access',
  'defender-mto',
  'm365-admin',
] as const;
export const PortalId = z.enum(PORTAL_IDS);
export type PortalId = z.infer<typeof PortalId>;

/** A portal's own id of a device: a GUID in Entra and Intune, 40 hexadecimal digits in Defender. */
export const PortalDeviceId = z
  .string()
  .max(40)
  .regex(/^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{40})$/)
  .brand<'PortalDeviceId'>();
export type PortalDeviceId = z.infer<typeof PortalDeviceId>;

/** A portal of one tenant in its cloud. `reason` says why there is no address. */
export const Portal = z.strictObject({
  id: PortalId,
  name: line(60),
  description: line(160),
  host: line(253).nullable(),
  reason: line(200).nullable(),
});
export type Portal = z.infer<typeof Portal>;

/**
 * What is known of the tenant in a page. `proven` names its evidence; `unproven` is not a guess
 * either way; `mismatch` covers the page until the operator decides.
 */
export const TenantProof = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('unproven') }),
  z.strictObject({
    state: z.literal('proven'),
    evidence: z.enum(['portal-url', 'sign-in-response']),
    provenAt: z.iso.datetime(),
  }),
  z.strictObject({
    state: z.literal('mismatch'),
    evidence: z.enum(['portal-url', 'sign-in-response']),
    /** The tenant the page belongs to, and its name when it is one of the estate. */
    pageTenantId: TenantId,
    pageTenantName: line(120).nullable(),
    seenAt: z.iso.datetime(),
  }),
]);
export type TenantProof = z.infer<typeof TenantProof>;

/** A page that Microsoft's sign-in ended with, when it is one that Bulkhead knows. */
export const SignInBlock = z.strictObject({
  /** `AADSTS` number as text. */
  code: z.string().regex(/^[0-9]{4,8}$/),
  title: line(120),
  explanation: line(500),
  correlationId: line(64).nullable(),
  /** Whether a managed browser on this device may get further. */
  mayHandOff: z.boolean(),
});
export type SignInBlock = z.infer<typeof SignInBlock>;

export const ViewState = z.enum(['loading', 'ready', 'failed', 'crashed', 'hung', 'hibernated']);
export type ViewState = z.infer<typeof ViewState>;

export const View = z.strictObject({
  id: ViewId,
  /** Null for a pop-up. */
  portalId: PortalId.nullable(),
  title: line(200),
  /** Host and path for showing; the query and fragment may hold secrets and stay in main. */
  shownUrl: line(400),
  state: ViewState,
  /** Plain words for `failed`, `crashed` and `hung`. */
  problem: line(300).nullable(),
  canGoBack: z.boolean(),
  canGoForward: z.boolean(),
  zoomPercent: z.number().int().min(25).max(500),
  proof: TenantProof,
  signInBlock: SignInBlock.nullable(),
});
export type View = z.infer<typeof View>;

export const Compartment = z.strictObject({
  tenantId: TenantId,
  views: z.array(View).max(40),
  activeViewId: ViewId.nullable(),
});
export type Compartment = z.infer<typeof Compartment>;

/** All compartments that have views, and which tenant is in front. */
export const Workspace = z.strictObject({
  revision: z.number().int().nonnegative(),
  selectedTenantId: TenantId.nullable(),
  compartments: z.array(Compartment).max(2000),
  liveViews: z.number().int().nonnegative(),
  liveViewLimit: z.number().int().positive(),
});
export type Workspace = z.infer<typeof Workspace>;

export const Rect = z.strictObject({
  x: z.number().int().min(0).max(20000),
  y: z.number().int().min(0).max(20000),
  width: z.number().int().min(0).max(20000),
  height: z.number().int().min(0).max(20000),
});
export type Rect = z.infer<typeof Rect>;

/** What a page looked like, as a data URL, and whose picture it is. */
export const Still = z.strictObject({ viewId: ViewId, picture: z.string().max(30_000_000) });
export type Still = z.infer<typeof Still>;

export const FindResult = z.strictObject({
  viewId: ViewId,
  activeMatch: z.number().int().nonnegative(),
  matches: z.number().int().nonnegative(),
});
export type FindResult = z.infer<typeof FindResult>;

const nothing = z.strictObject({});
const byTenant = z.strictObject({ tenantId: TenantId });
const byView = z.strictObject({ tenantId: TenantId, viewId: ViewId });

export const compartments = {
  get: query({ input: nothing, output: Workspace }),
  portals: query({
    input: byTenant,
    output: z.strictObject({ portals: z.array(Portal).max(20) }),
    errors: ['not-found'],
  }),
  /** Brings a tenant to the front; its pages are as they were left. Null shows the estate. */
  select: command({
    input: z.strictObject({ tenantId: TenantId.nullable() }),
    output: nothing,
    errors: ['not-found'],
  }),
  /**
   * Opens a portal in the tenant's compartment, or brings the open one to the front. A tenant whose
   * portals always go to the managed browser gets no page: the answer then names the browser.
   */
  openPortal: command({
    input: z.strictObject({
      tenantId: TenantId,
      portalId: PortalId,
      /** The page of this device there, instead of the start page. */
      deviceId: PortalDeviceId.optional(),
    }),
    output: z.strictObject({ viewId: ViewId.nullable(), browser: line(60).nullable() }),
    errors: ['not-found', 'not-available'],
  }),
  showView: command({ input: byView, output: nothing, errors: ['not-found'] }),
  closeView: command({ input: byView, output: nothing, errors: ['not-found'] }),
  goBack: command({ input: byView, output: nothing, errors: ['not-found'] }),
  goForward: command({ input: byView, output: nothing, errors: ['not-found'] }),
  /** Loads the page again; also the way back from a crash. */
  reload: command({ input: byView, output: nothing, errors: ['not-found'] }),
  stop: command({ input: byView, output: nothing, errors: ['not-found'] }),
  /** Puts the page's address, without sign-in secrets, on the clipboard. */
  copyLink: command({ input: byView, output: nothing, errors: ['not-found'] }),
  /** Opens the same page in the managed browser, in a profile of this tenant alone. */
  openInManagedBrowser: command({
    input: byView,
    output: z.strictObject({ browser: line(60) }),
    errors: ['not-found', 'not-available'],
  }),
  /** Opens a portal there and no page here, for tenants that refuse pages in Bulkhead. */
  handOffPortal: command({
    input: z.strictObject({ tenantId: TenantId, portalId: PortalId }),
    output: z.strictObject({ browser: line(60) }),
    errors: ['not-found', 'not-available'],
  }),
  find: command({
    input: z.strictObject({
      tenantId: TenantId,
      viewId: ViewId,
      text: z.string().min(1).max(200),
      forward: z.boolean(),
      isNext: z.boolean(),
    }),
    output: nothing,
    errors: ['not-found'],
  }),
  stopFind: command({ input: byView, output: nothing, errors: ['not-found'] }),
  setZoom: command({
    input: z.strictObject({
      tenantId: TenantId,
      viewId: ViewId,
      zoomPercent: z.number().int().min(25).max(500),
    }),
    output: nothing,
    errors: ['not-found'],
  }),
  /** Where in the window the portal goes, in CSS pixels. Zero width hides it. */
  setPortalArea: command({ input: Rect, output: nothing }),
  /**
   * What the page in front looks like now, as a data URL; null when there is none. It says whose
   * picture it is, because another page may be in front when the answer arrives.
   */
  takeStill: query({
    input: nothing,
    output: z.strictObject({
      still: Still.nullable(),
    }),
  }),
  /**
   * Takes the portal off the screen while a menu or dialog of the shell lies over it. Called when
   * its still is painted in its place, so that nothing flickers.
   */
  cover: command({ input: nothing, output: nothing }),
  uncover: command({ input: nothing, output: nothing }),
  /** The ways out of a mismatch: back to the last page of this tenant, or on in the right one. */
  resolveMismatch: command({
    input: z.strictObject({
      tenantId: TenantId,
      viewId: ViewId,
      decision: z.enum(['go-back', 'open-in-right-compartment']),
    }),
    output: nothing,
    errors: ['not-found', 'not-available'],
  }),
  changed: event(Workspace),
  found: event(FindResult),
};
