import { z } from 'zod';
import { CloudError } from '../../cloud/cloud-error.ts';
import { collector, read } from './collector.ts';
import { knownMember, maybe, name, word, wordOrNull } from './shapes.ts';

const USER_READ = { permissions: ['User.Read'] } as const;

const Organization = z.object({ id: word, displayName: name });

export const organizationCollector = collector({
  name: 'organization',
  source: 'GET /v1.0/organization',
  asked: USER_READ,
  roles: null,
  async collect(api) {
    const [first] = read(
      z.array(Organization),
      await api.first('/v1.0/organization?$select=id,displayName', USER_READ),
    );
    // Another tenant's answer must not be kept as this one's, whoever mixed them up.
    if (first?.id.toLowerCase() !== api.tenantId) {
      throw new CloudError('malformed', 'The service answered for another tenant.');
    }
    return { id: api.tenantId, displayName: first.displayName };
  },
});

const Me = z.object({
  id: word,
  userPrincipalName: name,
  userType: knownMember(['Member', 'Guest']),
  externalUserState: wordOrNull,
  creationType: wordOrNull,
  accountEnabled: maybe,
});

export const meCollector = collector({
  name: 'me',
  source: 'GET /v1.0/me',
  asked: USER_READ,
  roles: null,
  async collect(api) {
    const path =
      '/v1.0/me?$select=id,userPrincipalName,userType,externalUserState,creationType,accountEnabled';
    return read(Me, await ofMe(api.get(path, USER_READ)));
  },
});

/** A delegated partner acts in the tenant without being an object in it. */
async function ofMe<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof CloudError) || error.kind !== 'not-found') throw error;
    throw new CloudError('not-available', 'Your account is not an object in this tenant.');
  }
}

const WithId = z.object({ id: word });

export const groupsCollector = collector({
  name: 'groups',
  source: 'GET /v1.0/me/transitiveMemberOf/microsoft.graph.group',
  asked: USER_READ,
  roles: null,
  async collect(api) {
    const path = '/v1.0/me/transitiveMemberOf/microsoft.graph.group?$select=id&$top=999';
    return read(z.array(WithId), await ofMe(api.list(path, USER_READ))).map(({ id }) => id);
  },
});

const Role = z.object({ roleTemplateId: word, displayName: name });

export const activeRolesCollector = collector({
  name: 'activeRoles',
  source: 'GET /v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole',
  asked: USER_READ,
  roles: null,
  async collect(api) {
    const path =
      '/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=displayName,roleTemplateId';
    return read(z.array(Role), await ofMe(api.list(path, USER_READ)));
  },
});
