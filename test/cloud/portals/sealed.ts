import { createHmac, timingSafeEqual } from 'node:crypto';

/** Values that travel through the browser and must come back as they were. */
export type Sealer = {
  seal: (value: unknown) => string;
  /** What was sealed, or null when it was changed or is no such value. */
  open: (sealed: string) => unknown;
};

export function createSealer(secret: Buffer): Sealer {
  const mac = (payload: string): Buffer => createHmac('sha256', secret).update(payload).digest();
  return {
    seal: (value) => {
      const payload = Buffer.from(JSON.stringify(value)).toString('base64url');
      return `${payload}.${mac(payload).toString('base64url')}`;
    },
    open: (sealed) => {
      const [payload = '', given = ''] = sealed.split('.');
      const expected = mac(payload);
      const actual = Buffer.from(given, 'base64url');
      if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return null;
      return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    },
  };
}
