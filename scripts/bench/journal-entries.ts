// Entries as a node writes them, and the same fields as a line of JSON.
import type { EntryInput } from '@mingjing/journal';

export const USERS = 5000;
const CALLER = '203.0.113.77';
const OWN = { address: '198.51.100.1', port: 8442 };

/** In a hundred entries: 70 submissions, 20 reads, 5 refusals of strangers, 5 of the program. */
export function benchEntry(number: number, random: Uint8Array): EntryInput {
  const kind = (number * 37) % 100;
  if (kind < 70) return submission(number, random);
  if (kind < 90) return read(number, random);
  return kind < 95 ? refusal(number) : ownEntry(number);
}

function caller(number: number) {
  return { sourceAddress: CALLER, sourcePort: 1024 + (number % 60_000) };
}

function submission(number: number, transactionId: Uint8Array): EntryInput {
  return {
    ...{ source: 'publish', event: 'transaction-submitted', result: 'done' },
    actor: { type: 'user', id: `user-${number % USERS}` },
    ...{ method: 'POST', resource: '/v1/transactions', object: 'recordsPublish', transactionId },
    ...{ blockHeight: number >> 8, destination: OWN, personal: caller(number) },
  };
}

function read(number: number, id: Uint8Array): EntryInput {
  return {
    ...{ source: 'access', event: 'record-read', result: 'done' },
    actor: { type: 'user', id: `user-${number % USERS}` },
    ...{ method: 'GET', resource: '/v1/records/:id' },
    object: `${Buffer.from(id).toString('hex')}00000000`,
    ...{ blockHeight: number >> 8, destination: OWN, personal: caller(number) },
  };
}

function refusal(number: number): EntryInput {
  return {
    ...{ source: 'security', event: 'request-unmatched', result: 'refused', reason: 'not-found' },
    actor: { type: 'stranger', id: '' },
    ...{ method: 'GET', resource: '(no route)', blockHeight: number >> 8 },
    ...{ destination: OWN, personal: caller(number) },
  };
}

function ownEntry(number: number): EntryInput {
  return {
    ...{ source: 'consensus', event: 'block-committed', result: 'done' },
    ...{ actor: { type: 'node', id: 'node-1' }, blockHeight: number >> 8, counts: [number % 500] },
  };
}

/** The fields of an entry that say something, as a line of JSON with the names of the schema. */
export function jsonLine(
  { source, event, result, ...entry }: EntryInput,
  place: { readonly index: number; readonly time: number; readonly monotonicUs: number },
): string {
  const { actor, transactionId, destination, personal, ...rest } = entry;
  return `${JSON.stringify({
    ...{ program: 'node-1', source, ...place, event, result, ...rest },
    ...(actor === undefined ? {} : { actorType: actor.type, actor: actor.id }),
    ...(transactionId && { transactionId: Buffer.from(transactionId).toString('hex') }),
    ...(destination && {
      destinationAddress: destination.address,
      destinationPort: destination.port,
    }),
    ...personal,
  })}\n`;
}
