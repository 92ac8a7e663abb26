import type { Cloud } from '../../../preload/contract/index.ts';
import { type Api, API_PURPOSE, apiHostIn } from '../../security/api-hosts.ts';
import { readPlainUrl } from '../../security/plain-url.ts';
import { CloudError } from './cloud-error.ts';

/**
 * Where an access token may be sent.
 *
 * Threat: whoever can write into an answer (a hostile tenant, a proxy, a bug of the service) hands
 * out the address of the next page, and the client sends its token there. `startsWith` and
 * `includes` are fooled by `https://graph.microsoft.com@evil.example` and by a longer host; fetch
 * goes wherever it is told.
 * So an address is taken apart by the WHATWG parser, must be written plainly, and must have exactly
 * the origin that the shipped host list names for this service in this cloud.
 * Tested in test/unit/main/data/cloud/api-address.test.ts and hostile-answers.test.ts.
 */

/**
 * The one origin of a service in a cloud. Throws a CloudError `not-available` where the cloud has no
 * such service.
 */
export function originOfApi(cloud: Cloud, api: Api): string {
  const host = apiHostIn(cloud, api);
  if (host === null) {
    throw new CloudError('not-available', `${API_PURPOSE[api]} does not exist in this cloud.`);
  }
  return `https://${host}`;
}

/** The address of a path of ours, or of a link that the service handed out. */
export function addressWithin(origin: string, link: string): URL {
  const read = readPlainUrl(link, ['https:']);
  // SECURITY(token-origin): compared after parsing, and a plainly written origin only.
  if (!read.ok || read.url.origin !== origin) {
    throw new CloudError(
      'refused-address',
      'The service answered with a link that leads elsewhere. It was not followed.',
    );
  }
  read.url.hash = '';
  return read.url;
}
