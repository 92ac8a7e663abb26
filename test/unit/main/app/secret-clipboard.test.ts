import { describe, expect, it } from 'vitest';
import { createSecretClipboard } from '../../../../main/app/secret-clipboard.ts';

function aClipboard(clearedAfterMs: number, isLater = false) {
  let text = '';
  const secrets = createSecretClipboard(
    {
      writeText: (next) => (text = next),
      readText: () => (isLater ? Promise.resolve(text) : text),
      clear: () => (text = ''),
    },
    clearedAfterMs,
  );
  return { secrets, text: () => text, copyElse: (next: string) => (text = next) };
}

const HOUR = 3_600_000;

describe('createSecretClipboard', () => {
  it.each([false, true])('takes a secret away after a while; promise: %s', async (isLater) => {
    const { secrets, text } = aClipboard(1, isLater);

    secrets.copySecret('ABCD-EFGH');

    await expect.poll(text).toBe('');
  });

  it('takes it away at once when it locks', async () => {
    const { secrets, text } = aClipboard(HOUR);
    secrets.copySecret('ABCD-EFGH');
    expect(text()).toBe('ABCD-EFGH');

    secrets.clear();

    await expect.poll(text).toBe('');
  });

  it('leaves what was copied since, and what never was a secret', async () => {
    const { secrets, text, copyElse } = aClipboard(HOUR);
    copyElse('a tenant ID');
    secrets.clear();
    secrets.copySecret('ABCD-EFGH');
    copyElse('another tenant ID');

    secrets.clear();
    await Promise.resolve();

    expect(text()).toBe('another tenant ID');
  });
});
