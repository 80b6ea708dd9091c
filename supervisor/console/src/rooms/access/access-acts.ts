import {
  type AccessSubject,
  type AccessTerms,
  accessApprovalMessage,
  accessMessage,
  envelopeAsked,
  envelopeOfEpoch,
  provedEnvelope,
  provedIdentity,
  readCeremony,
  type SealedSecret,
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
  readonly subject: AccessSubject;
  readonly basis: number;
  readonly notice: string;
  /** Days after which no share may be used under it. */
  readonly days: number;
}

/** Until when an order that is given now has to be approved, and until when it is in force. */
export function timesOf(days: number, now: number) {
  return { deadline: now + DAY_MS, expiresAt: now + (days + 1) * DAY_MS };
}

/** Whom an order names to receive answers, and for the keys of which epoch. */
export interface HeldCeremony {
  readonly epoch: number;
  readonly readers: AccessTerms['readers'];
}

/** Gives an open order about a private record or an identity, to the officers of a ceremony. */
export async function give(
  key: OfficerKey,
  { basis, days, notice, subject }: OrderWords,
  { epoch, readers }: HeldCeremony,
  purpose: Purpose,
): Promise<Posted> {
  const { envelope } = await envelopeToOrder(subject, epoch, purpose);
  const terms = { basis, notice, readers, ...timesOf(days, Date.now()) };
  return sayOnChain(key, accessMessage(subject, terms, envelope));
}

/** What the record of a ceremony says of its officers; throws what is none. */
export async function ceremonyIn(file: File | undefined): Promise<HeldCeremony> {
  const isSmall = file !== undefined && file.size <= CEREMONY_BYTES_MAX;
  const bytes = isSmall ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array(0);
  const held = readCeremony(bytes, verifyPortable);
  const shares = held.ok ? held.value.officers?.shares : undefined;
  if (!held.ok || shares === undefined) throw new AccessFault('bad-ceremony');
  const readers = shares
    .slice(0, ACCESS_READERS_MAX)
    .map(({ holder, recipientKey }) => ({ officer: holder, sealingKey: recipientKey }));
  return { epoch: held.value.epoch, readers };
}

/** An envelope with the chain that shows it. */
export interface ShownEnvelope {
  readonly chainId: string;
  readonly envelope: RecordEnvelope;
}

/**
 * The envelope of what an order is to be about, checked here from the genesis of this node, so that
 * an officer orders and answers about the subject that he means. Of an identity it is the latest
 * one that is sealed to the keys of `epoch`.
 */
async function envelopeToOrder(
  { recordId, userId }: AccessSubject,
  epoch: number,
  purpose: Purpose,
): Promise<ShownEnvelope> {
  if (userId === '') return envelopeOf(recordId, purpose);
  const proved = await identityOf(userId, purpose);
  return shown(proved.chainId, envelopeOfEpoch(proved, epoch));
}

/** The envelope that an order of the chain asks about, checked in the same way. */
export async function envelopeToAnswer(
  text: { readonly point: string },
  secret: SealedSecret,
  purpose: Purpose,
): Promise<ShownEnvelope> {
  const { recordId, userId } = secret;
  if (userId === '') return envelopeOf(recordId, purpose);
  const proved = await identityOf(userId, purpose);
  return shown(proved.chainId, envelopeAsked(proved, text, secret));
}

async function envelopeOf(record: Uint8Array, purpose: Purpose): Promise<ShownEnvelope> {
  const receipt = await read(purpose, { path: `/v1/records/${bytesToHex(record)}/receipt` });
  const proved = provedEnvelope(receipt, record, await trust());
  if (proved === undefined) throw new AccessFault('not-private');
  return proved;
}

async function identityOf(user: string, purpose: Purpose) {
  const path = `/v1/look-through/identities/${encodeURIComponent(user)}/proof`;
  const proved = provedIdentity(await read(purpose, { path }), user, await trust());
  if (proved === undefined) throw new AccessFault('not-sealed');
  return proved;
}

function shown(chainId: string, envelope: RecordEnvelope | undefined): ShownEnvelope {
  if (envelope === undefined) throw new AccessFault('not-sealed');
  return { chainId, envelope };
}

async function trust() {
  const { chain } = await ask<{ chain: { genesis_hash: string } }>({ path: '/v1/chain' });
  const trustedGenesisHash = hexToBytes(chain.genesis_hash) ?? new Uint8Array(0);
  return { trustedGenesisHash, verify: verifyPortable };
}
