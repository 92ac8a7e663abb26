import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

type Payload = Record<string, unknown> & { uid?: string; grantId?: string; consumed?: number };
type Entry = { model: string; id: string; payload: Payload; expiresAt: number | null };

/** What `oidc-provider` calls for each of its models. */
type Adapter = {
  upsert: (id: string, payload: Payload, expiresInSeconds?: number) => Promise<void>;
  find: (id: string) => Promise<Payload | undefined>;
  findByUid: (uid: string) => Promise<Payload | undefined>;
  findByUserCode: (userCode: string) => Promise<Payload | undefined>;
  consume: (id: string) => Promise<void>;
  destroy: (id: string) => Promise<void>;
  revokeByGrantId: (grantId: string) => Promise<void>;
};

export type StateStore = {
  adapter: (model: string) => Adapter;
  find: (model: string, id: string) => Payload | undefined;
  /** The stored session a browser's cookie names. */
  sessionByUid: (uid: string) => Payload | undefined;
  destroy: (model: string, id: string) => void;
  /** Ends every session and token, as after an incident. */
  clear: () => void;
  /** Writes what must survive a restart, when anything changed since the last time. */
  flush: () => void;
};

/** Sign-ins outlive a restart of the simulation, so that a demo is not signed in again each time. */
const KEPT = new Set(['Session', 'Grant', 'RefreshToken']);
const SWEEP_EVERY = 500;

function load(file: string): Map<string, Entry> {
  try {
    const entries = JSON.parse(readFileSync(file, 'utf8')) as Entry[];
    return new Map(entries.map((entry) => [`${entry.model}:${entry.id}`, entry]));
  } catch {
    // First start, or a file cut off by a kill: everyone signs in again.
    return new Map();
  }
}

/**
 * The store behind all providers of one sign-in instance. That they share it is the point: one
 * browser session, and one refresh token, is good for every tenant of the instance.
 */
export function createStateStore(file: string): StateStore {
  const entries = load(file);
  let writes = 0;
  let flushedWrites = 0;

  const sweep = (): void => {
    const now = Date.now();
    for (const [key, entry] of entries) {
      if (entry.expiresAt !== null && entry.expiresAt < now) entries.delete(key);
    }
  };
  const find = (model: string, id: string): Payload | undefined => {
    const entry = entries.get(`${model}:${id}`);
    if (!entry || (entry.expiresAt !== null && entry.expiresAt < Date.now())) return undefined;
    return entry.payload;
  };
  const sessionByUid = (uid: string): Payload | undefined => {
    for (const entry of entries.values()) {
      if (entry.model === 'Session' && entry.payload.uid === uid) return entry.payload;
    }
    return undefined;
  };

  return {
    adapter: (model) => ({
      upsert: async (id, payload, expiresInSeconds) => {
        writes += 1;
        if (writes % SWEEP_EVERY === 0) sweep();
        const expiresAt =
          expiresInSeconds === undefined ? null : Date.now() + expiresInSeconds * 1000;
        entries.set(`${model}:${id}`, { model, id, payload, expiresAt });
      },
      find: async (id) => find(model, id),
      findByUid: async (uid) => sessionByUid(uid),
      findByUserCode: async () => undefined,
      consume: async (id) => {
        writes += 1;
        const payload = find(model, id);
        if (payload) payload.consumed = Math.floor(Date.now() / 1000);
      },
      destroy: async (id) => {
        writes += 1;
        entries.delete(`${model}:${id}`);
      },
      revokeByGrantId: async (grantId) => {
        for (const [key, entry] of entries) {
          if (entry.model !== 'Grant' && entry.payload.grantId === grantId) entries.delete(key);
        }
      },
    }),
    find,
    sessionByUid,
    destroy: (model, id) => {
      writes += 1;
      entries.delete(`${model}:${id}`);
    },
    clear: () => {
      writes += 1;
      entries.clear();
    },
    flush: () => {
      if (writes === flushedWrites) return;
      flushedWrites = writes;
      sweep();
      const kept = [...entries.values()].filter((entry) => KEPT.has(entry.model));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(`${file}.new`, JSON.stringify(kept), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}
