import { z } from 'zod';
import { read } from '../../status/collect/collector.ts';
import { maybe, name, time, word, wordOrNull } from '../../status/collect/shapes.ts';
import { GUID, NeedsValue } from './check-values.ts';
import type { CheckRun, Draft, OnboardingCheck } from './check.ts';
import { failed, filter, information, passed, quoted, yesNo } from './drafts.ts';
import { ownAccount } from './own-account.ts';

/** What the sign-in log proves: a second factor, and the device that was used. */

const DAY_MS = 86_400_000;
/** A tenant without premium keeps a week; asking for more would be refused there. */
const LOG_DAYS = 7;
/** Only the beta says which authentication a sign-in demanded. */
const SOURCE = 'GET /beta/auditLogs/signIns';
const AUDIT = { permissions: ['AuditLog.Read.All'] } as const;
const COMMON = {
  kind: 'auto',
  permissions: ['User.Read', ...AUDIT.permissions],
  role: 'Security Reader or Reports Reader',
  licence: 'Microsoft Entra ID P1',
} as const;

const SignIn = z.object({
  createdDateTime: time,
  appDisplayName: name,
  conditionalAccessStatus: word,
  status: z.object({ errorCode: z.number().int() }),
  authenticationRequirement: wordOrNull,
  deviceDetail: z
    .object({ deviceId: wordOrNull, displayName: name, isCompliant: maybe, isManaged: maybe })
    .nullish(),
});

/** Own sign-ins that worked, newest first. */
async function signInsOf(run: CheckRun, days: number): Promise<readonly z.infer<typeof SignIn>[]> {
  const { id } = await ownAccount(run);
  const since = new Date(run.now().getTime() - days * DAY_MS).toISOString().slice(0, 19);
  const expression = `userId eq ${quoted(id)} and createdDateTime ge ${since}Z`;
  const rows = await run.here.first(`/beta/auditLogs/signIns?${filter(expression)}&$top=50`, AUDIT);
  return read(z.array(SignIn), rows)
    .filter(({ status }) => status.errorCode === 0)
    .toSorted((a, b) => Date.parse(b.createdDateTime) - Date.parse(a.createdDateTime));
}

async function mfaDone(run: CheckRun): Promise<Draft> {
  const days = Math.min(Math.max(run.take.number('maxAgeDays', LOG_DAYS), 1), 30);
  const rows = await signInsOf(run, days);
  const [newest] = rows;
  if (newest === undefined) {
    return information(
      `The log has no sign-in of the operator in ${String(days)} days; it runs some minutes behind.`,
    );
  }
  const withFactor = rows.filter(
    (one) => one.authenticationRequirement === 'multiFactorAuthentication',
  );
  const proof = withFactor.find((one) => one.conditionalAccessStatus === 'success');
  const shown = proof ?? withFactor[0] ?? newest;
  const facts = [
    ['Sign-in', shown.createdDateTime],
    ['To', shown.appDisplayName],
    ['Demanded', shown.authenticationRequirement ?? 'not said'],
    ['Conditional Access', shown.conditionalAccessStatus],
  ] as const;
  if (proof !== undefined) {
    return passed(`A sign-in with multifactor authentication worked at ${at(proof)}.`, { facts });
  }
  if (withFactor.length > 0) {
    return information(
      `Multifactor authentication was done at ${at(shown)}, and no Conditional Access policy demanded it.`,
      { facts },
    );
  }
  return failed(
    `The newest sign-in, at ${at(newest)}, did not demand multifactor authentication.`,
    { facts },
  );
}

const at = ({ createdDateTime }: { readonly createdDateTime: string }) =>
  `${createdDateTime.slice(0, 16).replace('T', ' ')} UTC`;

const Device = z.object({
  deviceId: word,
  displayName: name,
  isCompliant: maybe,
  isManaged: maybe,
});

async function workstationCompliant(run: CheckRun): Promise<Draft> {
  const given = run.take.text('deviceId')?.toLowerCase() ?? null;
  if (given !== null && !GUID.test(given)) throw new NeedsValue('That is no device id.');
  const signIns = given === null ? await signInsOf(run, LOG_DAYS) : [];
  const seen = signIns.find(({ deviceDetail }) => GUID.test(idOf(deviceDetail)))?.deviceDetail;
  const deviceId = given ?? idOf(seen);
  if (deviceId === '') {
    return failed('The sign-in log shows no device for the operator’s sign-ins.');
  }
  const path = `/v1.0/devices?${filter(`deviceId eq ${quoted(deviceId)}`)}&$select=deviceId,displayName,isCompliant,isManaged`;
  const rows = read(
    z.array(Device),
    await run.here.first(path, { permissions: ['Device.Read.All'] }),
  );
  const device = rows.find((one) => one.deviceId.toLowerCase() === deviceId);
  if (device === undefined) return failed(`The device ${deviceId} is not in ${run.tenant.name}.`);
  const facts = [
    ['Device', device.displayName],
    ['Device id', deviceId],
    ['Compliant', yesNo(device.isCompliant)],
    ['Managed', yesNo(device.isManaged)],
  ] as const;
  return device.isCompliant === true
    ? passed(`${device.displayName} is in ${run.tenant.name} and compliant.`, { facts })
    : failed(`${device.displayName} is in ${run.tenant.name} and not compliant.`, { facts });
}

const idOf = (detail: z.infer<typeof SignIn>['deviceDetail']) =>
  detail?.deviceId?.toLowerCase() ?? '';

export const SIGN_IN_PROOF_CHECKS = {
  'mfa-done': {
    ...COMMON,
    title: 'Multifactor authentication was done',
    wanted: 'A recent sign-in of the operator satisfied a demand for multifactor authentication.',
    source: SOURCE,
    run: mfaDone,
  },
  'workstation-compliant': {
    ...COMMON,
    title: 'The workstation is compliant',
    wanted: 'The device that the operator signs in from is in the tenant and compliant.',
    permissions: [...COMMON.permissions, 'Device.Read.All'],
    source: `${SOURCE}, GET /v1.0/devices`,
    run: workstationCompliant,
  },
} as const satisfies Record<string, OnboardingCheck>;
