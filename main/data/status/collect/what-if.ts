import { z } from 'zod';
import { collector, idOf, read } from './collector.ts';
import { word } from './shapes.ts';

const asked = { permissions: ['Policy.Read.ConditionalAccess'] } as const;
const SOURCE = '/v1.0/identity/conditionalAccess/evaluate';
/** Microsoft Graph itself, the one app that all of this is about. */
const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';

const PLATFORMS: Partial<Record<NodeJS.Platform, string>> = {
  win32: 'windows',
  darwin: 'macOS',
  linux: 'linux',
};

const Result = z.object({ id: word, policyApplies: z.boolean() });

/**
 * Microsoft's own evaluation for the operator, as ids of the policies that would apply. The device
 * is left open: an embedded browser presents none, and a guess would be somebody else's answer.
 */
export const whatIfCollector = collector({
  name: 'whatIf',
  source: `POST ${SOURCE}`,
  asked,
  roles: 'Security Reader',
  async collect(api, context) {
    const answer = await api.post(
      SOURCE,
      {
        signInIdentity: { '@odata.type': '#microsoft.graph.userSignIn', userId: idOf(context) },
        signInContext: {
          '@odata.type': '#microsoft.graph.applicationContext',
          includeApplications: [GRAPH_APP_ID],
        },
        signInConditions: {
          devicePlatform: PLATFORMS[context.platform] ?? 'windows',
          clientAppType: 'browser',
        },
        appliedPoliciesOnly: true,
      },
      asked,
    );
    const { value } = read(z.object({ value: z.array(Result).max(5_000) }), answer);
    return value.flatMap(({ id, policyApplies }) => (policyApplies ? [id] : []));
  },
});
