import { describe, expect, it } from 'vitest';
import { RequestError } from '../../../../main/identity/bounded-request.ts';
import { Failure } from '../../../../main/ipc/failure.ts';
import { receivePackage } from '../../../../main/updates/receive-package.ts';
import {
  type Answer,
  aPackage,
  anUpdateHost,
  PACKAGE,
  UPDATE_HOST,
} from '../../../support/signed-update.ts';

const { fileName, size, sha256 } = aPackage('bulkhead-1.4.0.tar.gz');
const receive = (
  answer: Answer,
  said: { host?: string; signal?: AbortSignal; size?: number } = {},
) => {
  const received: number[] = [];
  const work = receivePackage(
    { fileName, size: said.size ?? size, sha256 },
    {
      fetch: anUpdateHost({ [fileName]: answer }).fetch,
      url: `https://${UPDATE_HOST}/bulkhead/${fileName}`,
      host: said.host ?? UPDATE_HOST,
      signal: said.signal ?? new AbortController().signal,
      onReceived: (bytes) => received.push(bytes),
    },
  );
  return { work, received };
};
const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) =>
      error instanceof RequestError ? error.fault : error instanceof Failure ? error.code : error,
  );
const inParts = (...parts: readonly Uint8Array[]) =>
  new Response(
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (const part of parts) controller.enqueue(part);
        controller.close();
      },
    }),
  );

describe('a package', () => {
  it('is what was signed, part for part, and nothing is read again', async () => {
    const parts = [PACKAGE.subarray(0, 5), PACKAGE.subarray(5)];
    const { work, received } = receive(() => inParts(...parts));

    expect(Buffer.concat(await work)).toEqual(PACKAGE);
    expect(received).toEqual([5, PACKAGE.length]);
  });

  const changed = Buffer.from(PACKAGE);
  changed[3] = 0;
  const lying = (bytes: Uint8Array, length: number) => () =>
    new Response(bytes as BodyInit, { headers: { 'content-length': String(length) } });
  it.each<readonly [string, Answer, string]>([
    ['one byte is another', () => inParts(changed), 'not-available'],
    ['it is cut off', () => inParts(PACKAGE.subarray(0, -1)), 'not-available'],
    ['nothing comes', () => new Response(null), 'not-available'],
    ['more comes', () => inParts(PACKAGE, Buffer.from('x')), 'too-large'],
    ['more is announced', lying(PACKAGE, size + 1), 'too-large'],
    ['less comes than is announced', lying(PACKAGE.subarray(1), size), 'not-available'],
    [
      'the parts are in another order',
      () => inParts(PACKAGE.subarray(5), PACKAGE.subarray(0, 5)),
      'not-available',
    ],
    ['it is not there', () => new Response(PACKAGE, { status: 404 }), 'not-available'],
    ['half of it is offered', () => new Response(PACKAGE, { status: 206 }), 'not-available'],
    [
      'it is elsewhere',
      () => new Response(null, { status: 302, headers: { location: 'https://attacker.example/' } }),
      'redirected',
    ],
  ])('is refused when %s', async (_, answer, fault) => {
    expect(await faultOf(receive(answer).work)).toBe(fault);
  });

  it('counts by what came, not by what was announced', async () => {
    expect(Buffer.concat(await receive(lying(PACKAGE, 1)).work)).toEqual(PACKAGE);
  });

  it('is refused when size and digest do not belong together', async () => {
    const { work } = receive(() => inParts(PACKAGE), { size: size + 1 });
    expect(await faultOf(work)).toBe('not-available');
  });

  it('comes from the host of the policy only', async () => {
    const { work } = receive(() => inParts(PACKAGE), { host: 'attacker.example' });
    expect(await faultOf(work)).toBe('refused-address');
  });

  it('ends when the operator ends it', async () => {
    const abort = new AbortController();
    const endless: Answer = () =>
      new Response(
        new ReadableStream<Uint8Array>({
          start: (controller) =>
            abort.signal.addEventListener('abort', () => controller.error(new Error('aborted'))),
        }),
      );
    const { work } = receive(endless, { signal: abort.signal });
    abort.abort();

    expect(await faultOf(work)).toBe('timed-out');
  });
});
