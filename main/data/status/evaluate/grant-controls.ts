import type { CaPolicy } from '../facts.ts';
import {
  asksForMfa,
  countsOnlyFromHome,
  isPhishingResistant,
  isShownBy,
  takesAnyMfa,
} from './authentication-strength.ts';
import type { Certainty } from './certainty.ts';
import { boundedText, listed } from './bounded-text.ts';
import type { Device } from './device-filter.ts';
import { isExternal, type Operator } from './operator-kind.ts';
import type { Client } from './sign-in-attempt.ts';

/** What stands between the operator and a control, and so what helps. */
export type Obstacle = 'none' | 'block' | 'mfa' | 'device' | 'impossible' | 'unknown';

/** What this tenant accepts from the operator's home tenant. Null: not known. */
export interface HomeTrust {
  readonly mfa: boolean | null;
  readonly compliantDevice: boolean | null;
  readonly hybridJoin: boolean | null;
}

export interface GrantSituation {
  readonly operator: Operator;
  readonly client: Client;
  readonly device: Device;
  readonly trust: HomeTrust;
  /** Whether this sign-in was made with MFA, and the methods that a token told. */
  readonly mfa: { readonly done: Certainty; readonly methods: readonly string[] };
}

export interface GrantResult {
  readonly obstacle: Obstacle;
  readonly demands: string;
  readonly because: string;
}

interface Control {
  readonly demand: string;
  readonly obstacle: Obstacle;
  readonly because: string;
}

/**
 * Whether the controls of a policy would let this sign-in through (Microsoft Learn, "Conditional
 * Access: Grant"). A block beats everything. All controls have to be satisfied unless the policy
 * says that one is enough.
 */
export function judgeGrant(policy: CaPolicy, situation: GrantSituation): GrantResult {
  const session = sessionDemands(policy);
  const controls = policy.grantControls === null ? [] : controlsOf(policy, situation);
  const isEither = policy.grantControls?.operator === 'OR';
  const words = listDemands(controls, isEither ? 'or' : 'and');
  const demands = boundedText([words, ...session].filter((one) => one !== '').join('; '), 300);
  const decided = isEither ? anyControl(controls) : everyControl(controls);
  if (decided.obstacle === 'none' && policy.sessionControls.tokenProtection) {
    return {
      obstacle: 'unknown',
      demands,
      because: 'It asks for tokens that are bound to the device. Bulkhead cannot tell.',
    };
  }
  return { ...decided, demands: demands === '' ? 'Nothing' : demands };
}

function listDemands(controls: readonly Control[], word: 'and' | 'or'): string {
  const demands = [...new Set(controls.map((control) => control.demand))];
  const all = listed(demands, demands.length);
  return word === 'or' ? all.replace(/ and (?=[^,]*$)/, ' or ') : all;
}

const WORST_FIRST: readonly Obstacle[] = ['block', 'impossible', 'device', 'mfa', 'unknown'];
const NEAREST_FIRST: readonly Obstacle[] = ['none', 'unknown', 'mfa', 'device', 'impossible'];

function everyControl(controls: readonly Control[]): Omit<GrantResult, 'demands'> {
  return (
    firstBy(controls, WORST_FIRST) ?? {
      obstacle: 'none',
      because: controls.length === 0 ? 'It demands nothing.' : 'You satisfy what it demands.',
    }
  );
}

function anyControl(controls: readonly Control[]): Omit<GrantResult, 'demands'> {
  const block = controls.find((control) => control.obstacle === 'block');
  return block ?? firstBy(controls, NEAREST_FIRST) ?? everyControl(controls);
}

function firstBy(controls: readonly Control[], order: readonly Obstacle[]): Control | undefined {
  for (const obstacle of order) {
    const found = controls.find((control) => control.obstacle === obstacle);
    if (found !== undefined) return found;
  }
  return undefined;
}

function controlsOf(policy: CaPolicy, situation: GrantSituation): readonly Control[] {
  const grant = policy.grantControls;
  if (grant === null) return [];
  const strength = grant.authenticationStrength;
  return [
    ...grant.builtInControls.map((name) => builtIn(name, situation)),
    ...(strength === null ? [] : [strengthControl(strength, situation)]),
    ...(grant.termsOfUse.length === 0
      ? []
      : [unsure('terms of use', 'Whether you accepted its terms of use is not known.')]),
    ...(grant.customAuthenticationFactors.length === 0 ? [] : [customControl(situation)]),
  ];
}

function builtIn(name: string, situation: GrantSituation): Control {
  switch (name) {
    case 'block':
      return { demand: 'Block', obstacle: 'block', because: 'It blocks.' };
    case 'mfa':
      return mfaControl(situation);
    case 'compliantDevice':
      return deviceControl('compliant device', 'compliantDevice', situation);
    case 'domainJoinedDevice':
      return deviceControl('hybrid joined device', 'hybridJoin', situation);
    case 'approvedApplication':
      return never('approved app', 'Bulkhead is not one of the approved apps.');
    case 'compliantApplication':
      return never('app protection', 'Bulkhead cannot have an app protection policy.');
    case 'passwordChange':
    case 'riskRemediation':
      return riskControl(name, situation);
    default:
      return unsure(
        boundedText(name, 60) || 'unnamed control',
        'It asks for something that Bulkhead does not know.',
      );
  }
}

function mfaControl({ operator, trust, mfa }: GrantSituation): Control {
  const demand = 'MFA';
  if (mfa.done === 'yes') return met(demand);
  const isExternalUser = isExternal(operator);
  const isDirect = operator.possibleKinds.every((kind) => kind === 'b2bDirectConnectUser');
  if (isDirect && trust.mfa === false) {
    return never(demand, 'Users of direct connect need MFA from home, which it does not accept.');
  }
  if (mfa.done === 'maybe') return unsure(demand, 'Whether you did MFA is not known.');
  const where =
    isExternalUser === 'yes' && trust.mfa !== null
      ? trust.mfa
        ? ' in your home tenant, which it trusts'
        : ' in this tenant, because it does not trust your home tenant’s'
      : '';
  return { demand, obstacle: 'mfa', because: `You have to do MFA${where}.` };
}

type Strength = NonNullable<NonNullable<CaPolicy['grantControls']>['authenticationStrength']>;

function strengthControl(strength: Strength, situation: GrantSituation): Control {
  const name = boundedText(strength.displayName, 80);
  const demand = isPhishingResistant(strength)
    ? 'phishing-resistant MFA'
    : `strength “${name || 'without a name'}”`;
  const { trust, mfa } = situation;
  const isExternalUser = isExternal(situation.operator);
  if (isExternalUser !== 'no' && countsOnlyFromHome(strength) && trust.mfa !== true) {
    if (trust.mfa === false && isExternalUser === 'yes') {
      return never(
        demand,
        'Its methods count only from your home tenant, whose MFA this tenant does not trust.',
      );
    }
    return unsure(demand, 'Its methods count only from a home tenant that is trusted.');
  }
  if (isShownBy(strength, mfa.methods) && mfa.done === 'yes') return met(demand);
  if (takesAnyMfa(strength)) return { ...mfaControl(situation), demand };
  if (asksForMfa(strength) && mfa.done === 'no') {
    return {
      demand,
      obstacle: 'mfa',
      because: 'You have to do MFA with a method that it accepts.',
    };
  }
  return unsure(demand, 'Which method you signed in with is not known.');
}

/** A device's state comes from the home tenant alone, and only where that is trusted. */
function deviceControl(
  demand: string,
  kind: 'compliantDevice' | 'hybridJoin',
  { operator, client, device, trust }: GrantSituation,
): Control {
  const isExternalUser = isExternal(operator);
  if (isExternalUser === 'yes' && trust[kind] === false) {
    return never(
      demand,
      `Guests must use a ${demand}, but this tenant does not accept what your home tenant says of devices.`,
    );
  }
  const who = isExternalUser === 'yes' ? 'Guests' : 'You';
  if (client !== 'api-by-broker' && client !== 'managed-browser') {
    const untold =
      isExternalUser !== 'no' && trust[kind] === null
        ? ' Whether this tenant trusts your home tenant’s devices is not known.'
        : '';
    return {
      demand,
      obstacle: 'device',
      because: `${who} must use a ${demand}. Bulkhead’s embedded pages cannot show one.${untold}`,
    };
  }
  if (isExternalUser !== 'no' && trust[kind] === null) {
    return unsure(demand, 'Whether this tenant trusts your home tenant’s devices is not known.');
  }
  if (device.state === 'unknown') return unsure(demand, 'The state of this device is not known.');
  const isSo = device.state === 'registered' && hasState(device, kind);
  return isSo ? met(demand) : never(demand, `${who} must use a ${demand}. This one is not.`);
}

function hasState(
  device: Extract<Device, { state: 'registered' }>,
  kind: 'compliantDevice' | 'hybridJoin',
): boolean {
  const value = device.properties.get(kind === 'compliantDevice' ? 'iscompliant' : 'trusttype');
  const wanted = kind === 'compliantDevice' ? 'true' : 'serverad';
  return typeof value === 'string' && value.toLowerCase() === wanted;
}

/** Guests have no password here that they could change. */
function riskControl(name: string, { operator }: GrantSituation): Control {
  const demand = name === 'passwordChange' ? 'password change' : 'clearing of risk';
  return isExternal(operator) === 'yes'
    ? never(demand, 'It asks for a new password, which guests cannot set here. Clear it at home.')
    : unsure(demand, 'Whether your account is at risk is not known.');
}

function customControl({ operator }: GrantSituation): Control {
  return unsure(
    'custom control',
    isExternal(operator) === 'yes'
      ? 'Its custom control does not work with trust between tenants.'
      : 'Whether you passed its custom control is not known.',
  );
}

function sessionDemands(policy: CaPolicy): readonly string[] {
  const { signInFrequency, persistentBrowser, tokenProtection } = policy.sessionControls;
  return [
    ...(signInFrequency === null ? [] : [`sign in again: ${boundedText(signInFrequency, 40)}`]),
    ...(persistentBrowser === null
      ? []
      : [`stay signed in: ${boundedText(persistentBrowser, 20)}`]),
    ...(tokenProtection ? ['bound tokens'] : []),
  ];
}

const met = (demand: string): Control => ({
  demand,
  obstacle: 'none',
  because: 'You satisfy what it demands.',
});
const never = (demand: string, because: string): Control => ({
  demand,
  obstacle: 'impossible',
  because,
});
const unsure = (demand: string, because: string): Control => ({
  demand,
  obstacle: 'unknown',
  because,
});
