import {
  type AccessSubject,
  envelopeAsked,
  envelopeOfEpoch,
  type ProvedIdentity,
  provedEnvelope,
  provedIdentity,
  type SealedSecret,
} from '@mingjing/client';
import { bytesToHex } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { readGenesis } from '@mingjing/host';
import { homePaths } from '@mingjing/host/home';
import {
  genesisCodec,
  genesisHash,
  RECORD_ID_BYTES,
  type RecordEnvelope,
} from '@mingjing/protocol';
import { SupervisorError } from '../../errors.ts';
import type { HomeConsole } from './home-console.ts';

/**
 * The envelope of what an order is to be about, proved from the genesis of the home: an officer
 * orders and answers about a point of the subject that he means, and takes nobody's word for which
 * one that is. Of an identity it is the latest one that is sealed to the keys of `epoch`.
 */
export async function envelopeToOrder(
  console: HomeConsole,
  home: string,
  { recordId, userId }: AccessSubject,
  epoch: number,
): Promise<RecordEnvelope> {
  if (userId === '') return verifiedEnvelope(console, home, recordId);
  const proved = await verifiedIdentity(console, home, userId);
  const envelope = envelopeOfEpoch(proved, epoch);
  if (envelope === undefined) throw new SupervisorError('NOT_SEALED', { user: userId });
  return envelope;
}

/** The envelope that an order of the chain asks about, proved in the same way. */
export async function envelopeToAnswer(
  console: HomeConsole,
  home: string,
  text: { readonly point: string },
  secret: SealedSecret,
): Promise<RecordEnvelope> {
  const { recordId, userId } = secret;
  if (userId === '') return verifiedEnvelope(console, home, recordId);
  const envelope = envelopeAsked(await verifiedIdentity(console, home, userId), text, secret);
  if (envelope === undefined) throw new SupervisorError('NOT_SEALED', { user: userId });
  return envelope;
}

async function verifiedEnvelope(
  console: HomeConsole,
  home: string,
  record: Uint8Array,
): Promise<RecordEnvelope> {
  if (record.length !== RECORD_ID_BYTES) throw new SupervisorError('BAD_RECORD_ID');
  const hex = bytesToHex(record);
  const receipt = await console.bytes(`/v1/records/${hex}/receipt`);
  const proved = provedEnvelope(receipt, record, trustOf(home));
  if (proved !== undefined) return proved.envelope;
  throw new SupervisorError('NOT_PRIVATE', { record: hex });
}

async function verifiedIdentity(
  console: HomeConsole,
  home: string,
  user: string,
): Promise<ProvedIdentity> {
  const path = `/v1/look-through/identities/${encodeURIComponent(user)}/proof`;
  const proved = provedIdentity(await console.bytes(path), user, trustOf(home));
  if (proved !== undefined) return proved;
  throw new SupervisorError('NOT_SEALED', { user });
}

function trustOf(home: string) {
  const genesis = readGenesis(homePaths(home).genesis);
  return { trustedGenesisHash: genesisHash(genesisCodec.encode(genesis)), verify };
}
