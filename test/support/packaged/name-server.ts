import { createSocket } from 'node:dgram';

/** A name server of which it is known which names it was asked for. */
export interface NameServer {
  readonly names: () => readonly string[];
  readonly close: () => Promise<void>;
}

const HEADER_BYTES = 12;
const A = 1;
const IN = 1;

/**
 * Listens on port 53 of an address of loopback, for which the caller needs the right, and says of
 * every name that it is at that address, but for those that are listed with another one.
 */
export async function startNameServer(
  address: string,
  others: Readonly<Record<string, string>> = {},
): Promise<NameServer> {
  const asked = new Set<string>();
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const question = questionOf(query);
    if (question === null) return;
    asked.add(question.name);
    socket.send(
      answerTo(query, question, others[question.name] ?? address),
      from.port,
      from.address,
    );
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(53, address, resolve);
  });
  return {
    names: () => [...asked],
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

interface Question {
  readonly name: string;
  readonly type: number;
  /** Where the question ends. */
  readonly end: number;
}

/** The question of a query with one (RFC 1035, 4.1); null when it is not one. */
function questionOf(query: Buffer): Question | null {
  if (query.length < HEADER_BYTES || query.readUInt16BE(4) !== 1) return null;
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = query[at]; length !== undefined && length > 0; length = query[at]) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  if (at + 5 > query.length) return null;
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/** An address for A, and for every other type that there is none. */
function answerTo(query: Buffer, { type, end }: Question, address: string): Buffer {
  const hasAnswer = type === A;
  const header = Buffer.alloc(HEADER_BYTES);
  query.copy(header, 0, 0, 2);
  // A response, recursion asked for and available, no error.
  header.writeUInt16BE(0x8180, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(hasAnswer ? 1 : 0, 6);
  const record = Buffer.alloc(16);
  // The name is the question's.
  record.writeUInt16BE(0xc000 | HEADER_BYTES, 0);
  record.writeUInt16BE(A, 2);
  record.writeUInt16BE(IN, 4);
  record.writeUInt32BE(60, 6);
  record.writeUInt16BE(4, 10);
  Buffer.from(address.split('.').map(Number)).copy(record, 12);
  return Buffer.concat([header, query.subarray(HEADER_BYTES, end), ...(hasAnswer ? [record] : [])]);
}
