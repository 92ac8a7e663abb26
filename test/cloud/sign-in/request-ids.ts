import { randomUUID } from 'node:crypto';

export type RequestIds = { traceId: string; correlationId: string; timestamp: string };

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The ids of an answer; the correlation id is the client's own when it sent one. */
export function newRequestIds(clientRequestId?: string): RequestIds {
  return {
    traceId: randomUUID(),
    correlationId: clientRequestId && GUID.test(clientRequestId) ? clientRequestId : randomUUID(),
    timestamp: `${new Date().toISOString().slice(0, 19)}Z`,
  };
}
