import { describe, expect, it } from 'vitest';
import { signInBlockIn } from '../../../../main/tenants/sign-in-block.ts';

describe('signInBlockIn', () => {
  it('explains a refusal for a device and offers the hand-off', () => {
    const block = signInBlockIn(
      'You cannot access this right now\nError Code: 53000\nCorrelation ID: 0A1B2C3D-0000-4000-8000-0123456789AB',
    );
    expect(block).toMatchObject({
      code: '53000',
      title: 'A compliant device is required',
      correlationId: '0a1b2c3d-0000-4000-8000-0123456789ab',
      mayHandOff: true,
    });
  });

  it('reads details that stand in a list', () => {
    const text = 'Error code\n53003\nCorrelation Id\n0a1b2c3d-0000-4000-8000-0123456789ab';
    expect(signInBlockIn(text)).toMatchObject({
      code: '53003',
      correlationId: '0a1b2c3d-0000-4000-8000-0123456789ab',
    });
  });

  it('passes a code on that it does not know, without guessing', () => {
    expect(signInBlockIn('AADSTS99999999: new')).toMatchObject({
      code: '99999999',
      title: 'Sign-in was refused',
      mayHandOff: false,
      correlationId: null,
    });
  });

  it.each(['', 'Enter password', 'AADSTS50076: use MFA', 'AADSTS12', '53000'])(
    'sees no refusal in %j',
    (text) => {
      expect(signInBlockIn(text)).toBeNull();
    },
  );
});
