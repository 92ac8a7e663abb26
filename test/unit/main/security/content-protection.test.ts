import { describe, expect, it, vi } from 'vitest';
import { protectContent } from '../../../../main/security/content-protection.ts';

describe('protectContent', () => {
  it('keeps the window out of recordings where the policy says so, and only there', () => {
    const window = { setContentProtection: vi.fn() };

    protectContent(window, false);
    expect(window.setContentProtection).not.toHaveBeenCalled();
    protectContent(window, true);
    expect(window.setContentProtection).toHaveBeenCalledExactlyOnceWith(true);
  });
});
