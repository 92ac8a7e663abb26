import type { Finding, WayOut } from '../../../../preload/contract/status.ts';
import { boundedText } from './bounded-text.ts';
import { demandsMfa } from './demands-mfa.ts';
import { finding, gapFinding, type Draft, type Origin } from './finding.ts';
import { instantOf, shownInstant } from './instants.ts';
import { gotMfa, holdsToken, newestOwnSuccess, newestSuccess } from './mfa-evidence.ts';
import type { Picture } from './picture.ts';

const DO_MFA: readonly WayOut[] = [{ kind: 'do-mfa' }];

/** Whether this sign-in was made with MFA, where and when. */
export function mfaDone(picture: Picture): Finding {
  const { facts, mfa, now } = picture;
  const { signIn, token, signIns } = facts;
  if (signIn.kind !== 'known') return gapFinding('mfa-done', signIn, 'Your sign-ins');
  if (mfa.by === 'demand') {
    return conclude(picture, [signIn], {
      state: 'attention',
      word: 'MFA needed',
      reason: 'This tenant asks for MFA before it gives a token. Sign in and do MFA.',
      waysOut: DO_MFA,
    });
  }
  if (!holdsToken(facts)) {
    return conclude(picture, [signIn], {
      state: 'unknown',
      word: 'Not signed in',
      reason: 'You are not signed in to this tenant, so there is no sign-in to look at.',
      waysOut: [{ kind: 'sign-in' }],
    });
  }
  if (mfa.by === 'policy') {
    const demanding = [...picture.proven].find(demandsMfa)?.displayName ?? '';
    return conclude(picture, [token, facts.caPolicies], {
      state: 'fact',
      word: 'MFA by policy',
      reason: `“${boundedText(demanding, 80)}” demands MFA for the token that you were given, so you did MFA${WHERE[mfa.where]}. Nothing tells when.`,
    });
  }
  if (mfa.done === 'yes' && hasEnded(picture)) {
    return conclude(picture, mfa.by === 'token' ? [token] : [signIns], {
      state: 'fact',
      word: 'MFA was done',
      reason: `You did MFA${WHERE[mfa.where]}${mfa.at === null ? '' : `, ${shownInstant(mfa.at)}`}. The token has ended since, so the next sign-in may ask again.`,
    });
  }
  if (mfa.done === 'yes') {
    return conclude(picture, mfa.by === 'token' ? [token] : [signIns], {
      state: 'pass',
      word: 'MFA done',
      reason: `You did MFA${WHERE[mfa.where]}${mfa.at === null ? '' : `, ${shownInstant(mfa.at)}`}.`,
    });
  }
  if (mfa.done === 'no') {
    return conclude(picture, [token], {
      state: 'attention',
      word: 'One factor',
      reason: 'You signed in with one factor. Sign in again and do MFA.',
      waysOut: DO_MFA,
    });
  }
  if (signIns.kind !== 'known') {
    const more = mfa.doubt ?? 'Tokens seldom tell whether MFA was done; the sign-in log does.';
    return gapFinding('mfa-done', signIns, 'Sign-in logs', more);
  }
  const record = newestOwnSuccess(facts, now);
  if (record?.authenticationRequirement === 'singleFactorAuthentication' && mfa.doubt === null) {
    return conclude(picture, [signIns], {
      state: 'attention',
      word: 'MFA not asked',
      reason: 'Your last sign-in here was let through with one factor. MFA was not asked for.',
      waysOut: DO_MFA,
    });
  }
  const elsewhere = record === null ? newestSuccess(signIns.value, now) : null;
  if (elsewhere !== null && gotMfa(elsewhere) && mfa.doubt === null) {
    const at = instantOf(elsewhere.createdDateTime);
    return conclude(picture, [signIns], {
      state: 'fact',
      word: 'MFA elsewhere',
      reason: `You did MFA for ${boundedText(elsewhere.appDisplayName, 80) || 'another app'}${at === null ? '' : `, ${shownInstant(at)}`}. The log has no sign-in to Bulkhead, so whether this one was made with MFA is not told.`,
      waysOut: DO_MFA,
    });
  }
  return conclude(picture, [signIns], {
    state: 'unknown',
    word: 'Not told',
    reason: `${mfa.doubt ?? 'Neither the token nor the sign-in log tells.'} Sign in again with MFA to be sure.`,
    waysOut: DO_MFA,
  });
}

/** Green is said of a sign-in that still holds, as far as a token shows it. */
function hasEnded({ facts, now }: Picture): boolean {
  if (facts.token.kind !== 'known') return true;
  const until = instantOf(facts.token.value.tokenUntil);
  return until === null || until <= now;
}

const WHERE: Readonly<Record<Picture['mfa']['where'], string>> = {
  home: ' in your home tenant, which this tenant trusts',
  here: ' in this tenant',
  unknown: '',
};

function conclude(
  { mfa }: Picture,
  from: readonly Origin[],
  draft: Omit<Draft, 'from' | 'evidence'>,
): Finding {
  const evidence =
    mfa.methods.length === 0 ? [] : [['Methods (amr)', mfa.methods.join(', ')] as const];
  return finding('mfa-done', { ...draft, from, evidence });
}
