import {
  type AccessTerms,
  accessApprovalMessage,
  accessMessage,
  provedEnvelope,
  readCeremony,
} from '@mingjing/client';
import type { OfficerKey } from '@mingjing/console-kit';
import { bytesToHex, hexToBytes, verifyPortable } from '@mingjing/crypto';
import { ACCESS_READERS_MAX, type Message, type RecordEnvelope } from '@mingjing/protocol';
import { ask } from '../../api.ts';
import { type Purpose, read } from '../../desk/reading.ts';
import { signedMessage } from '../../desk/signed-message.ts';
import { AccessFault } from './access-fault.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** The node waits for the block. */
const BLOCK_MS = 10_000;
/** A record of a ceremony with the most holders there can be is far below. */
const CEREMONY_BYTES_MAX = 64 * 1024;

/** What became of an act; a height of null: it is in no block yet. */
export interface Posted {
  readonly id: string;
  readonly height: number | null;
}

/** Signs an act about an access order here, and has it carried to nodes of the chain. */
async function sayOnChain(key: OfficerKey, message: Message): Promise<Posted> {
  const json = { transaction: await signedMessage(key, message) };
  return ask<Posted>({ path: '/v1/look-through/acts', json, extraMs: BLOCK_MS });
}

/** The second signature under an order. */
export function approve(key: OfficerKey, order: string): Promise<Posted> {
  return sayOnChain(key, accessApprovalMessage(hexToBytes(order) ?? new Uint8Array(0)));
}

export interface OrderWords {
  /** Of a record, in hexadecimal. */
  readonly record: string;
  readonly basis: number;
  readonly notice: string;
  /** Days after which no share may be used under it. */
  readonly days: number;
}

/** Until when an order that is given now has to be approved, and until when it is in force. */
export function timesOf(days: number, now: number) {
  return { deadline: now + DAY_MS, expiresAt: now + (days + 1) * DAY_MS };
}

/** Gives an open order about a private record, to the officers of a ceremony. */
export async function give(
  key: OfficerKey,
  { basis, days, notice, record }: OrderWords,
  readers: AccessTerms['readers'],
  purpose: Purpose,
): Promise<Posted> {
  const recordId = hexToBytes(record) ?? new Uint8Array(0);
  const { envelope } = await envelopeOf(recordId, purpose);
  const terms = { basis, notice, readers, ...timesOf(days, Date.now()) };
  return sayOnChain(key, accessMessage({ recordId, userId: '' }, terms, envelope));
}

/** Officers who receive answers, from the record of the ceremony; throws what is none. */
export async function readersIn(file: File | undefined): Promise<AccessTerms['readers']> {
  const isSmall = file !== undefined && file.size <= CEREMONY_BYTES_MAX;
  const bytes = isSmall ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array(0);
  const held = readCeremony(bytes, verifyPortable);
  const shares = held.ok ? held.value.officers?.shares : undefined;
  if (shares === undefined) throw new AccessFault('bad-ceremony');
  return shares
    .slice(0, ACCESS_READERS_MAX)
    .map(({ holder, recipientKey }) => ({ officer: holder, sealingKey: recipientKey }));
}

/**
 * The envelope of a record, by its receipt: checked here from the genesis of this node, so that an
 * officer answers about the record that he means.
 */
export async function envelopeOf(
  record: Uint8Array,
  purpose: Purpose,
): Promise<{ readonly chainId: string; readonly envelope: RecordEnvelope }> {
  const { chain } = await ask<{ chain: { genesis_hash: string } }>({ path: '/v1/chain' });
  const trustedGenesisHash = hexToBytes(chain.genesis_hash) ?? new Uint8Array(0);
  const receipt = await read(purpose, { path: `/v1/records/${bytesToHex(record)}/receipt` });
  const proved = provedEnvelope(receipt, record, { trustedGenesisHash, verify: verifyPortable });
  if (proved === undefined) throw new AccessFault('not-private');
  return proved;
}
