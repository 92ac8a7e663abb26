import { describe, expect, it } from 'vitest';
import { runTool } from '../../../../main/policy/run-tool.ts';
import { MAX_POLICY_BYTES } from '../../../../main/policy/raw-policy.ts';

describe('runTool', () => {
  it('gives a tool its input and nothing of our environment', async () => {
    process.env['BULKHEAD_SEEN_BY_TOOLS'] = 'yes';
    try {
      const result = await runTool('/bin/sh', ['-c', 'cat; env'], Buffer.from('input '));

      expect(result).toMatchObject({ kind: 'ended', code: 0 });
      const text = result.kind === 'ended' ? result.output.toString() : '';
      expect(text).toMatch(/^input /);
      expect(text).not.toContain('BULKHEAD_SEEN_BY_TOOLS');
    } finally {
      delete process.env['BULKHEAD_SEEN_BY_TOOLS'];
    }
  });

  it('tells how it ended, also when it did not start', async () => {
    expect(await runTool('/bin/sh', ['-c', 'exit 3'])).toMatchObject({ kind: 'ended', code: 3 });
    expect(await runTool('/nowhere/tool', [])).toEqual({ kind: 'failed' });
  });

  it('ends a tool that says too much', async () => {
    const lines = String(MAX_POLICY_BYTES);
    expect(await runTool('/usr/bin/yes', [lines])).toEqual({ kind: 'failed' });
  });
});
