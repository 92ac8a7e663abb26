import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { watchShell } from '../../../../main/app/shell-watch.ts';

function aShell({ hungForMs = 3_600_000 } = {}) {
  const told: string[] = [];
  let ticks = 0;
  const page = Object.assign(new EventEmitter(), {
    isDestroyed: () => false,
    forcefullyCrashRenderer: () => end('killed'),
  });
  const end = (reason: string) => void page.emit('render-process-gone', {}, { reason });
  const watch = watchShell({
    page: page as never,
    onPresence: (isThere) => told.push(isThere ? 'there' : 'gone'),
    onEnded: (reason) => told.push(reason),
    load: () => {
      told.push('load');
      return Promise.reject(new Error('it ended on the way'));
    },
    giveUp: () => told.push('give up'),
    ticks: () => ticks,
    hungForMs,
  });
  return { page, told, watch, end, pass: (ms: number) => void (ticks += ms) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('watchShell', () => {
  it('shows no portal from the end of the page until it has drawn itself again', async () => {
    const { told, watch, end } = aShell();
    end('crashed');
    await turn();
    expect(told).toEqual(['gone', 'crashed', 'load']);

    watch.painted();
    watch.painted();

    expect(told).toEqual(['gone', 'crashed', 'load', 'there']);
  });

  it('gives up a page that ends again and again, and says so once', async () => {
    const { told, end } = aShell();
    for (let time = 0; time < 5; time += 1) {
      end('oom');
      await turn();
    }

    expect(told.filter((what) => what === 'load')).toHaveLength(3);
    expect(told.filter((what) => what === 'give up')).toHaveLength(1);
    expect(told).not.toContain('there');
  });

  it('loads it again when it ends once in a while', async () => {
    const { told, end, pass } = aShell();
    for (let time = 0; time < 9; time += 1) {
      end('crashed');
      await turn();
      pass(300_000);
    }

    expect(told.filter((what) => what === 'load')).toHaveLength(9);
    expect(told).not.toContain('give up');
  });

  it('shows no portal while the page hangs', () => {
    const { page, told, watch } = aShell();
    page.emit('unresponsive');
    page.emit('unresponsive');
    expect(told).toEqual(['gone']);

    page.emit('responsive');

    expect(told).toEqual(['gone', 'there']);
    watch.stop();
  });

  it('ends a page that does not come back, and loads it again', async () => {
    const { page, told } = aShell({ hungForMs: 1 });
    page.emit('unresponsive');

    await expect.poll(() => told).toEqual(['gone', 'gone', 'killed', 'load']);
  });

  it('leaves alone a page that ends with Bulkhead', async () => {
    const { told, watch, end } = aShell();
    watch.stop();
    end('clean-exit');
    await turn();

    expect(told).toEqual([]);
  });
});
