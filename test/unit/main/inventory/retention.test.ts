import { describe, expect, it, vi } from 'vitest';
import { startRetention } from '../../../../main/inventory/retention.ts';

describe('startRetention', () => {
  it('looks when it is told to and then again and again, whatever comes of it', async () => {
    const apply = vi.fn(() => Promise.reject(new Error('locked')));
    const retention = startRetention(apply, 1);

    retention.look();

    await expect.poll(() => apply.mock.calls.length).toBeGreaterThan(3);
    retention.stop();
  });
});
