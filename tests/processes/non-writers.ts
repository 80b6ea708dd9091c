// Users whom the chain lets write nothing, and what they sign all the same.
import { join } from 'node:path';
import { bytesToHex } from '@mingjing/crypto';
import { loadKeyFile, signerFromSeed } from '@mingjing/crypto/node';
import {
  type Message,
  parseTransaction,
  verificationAnswerCodec,
  verificationSignable,
} from '@mingjing/protocol';
import type { Signing, TestNetwork } from './network.ts';
import { bareRecord, transactionOf } from './submissions.ts';

/** Until a verification that is renewed to lapse has lapsed: some blocks. */
const LAPSES_MS = 2000;

/** What renews the verification of a synthetic user with an answer that is good for a moment. */
export function lapsingRenewal({ genesis, testnet }: TestNetwork, userId: string): Message {
  const user = genesis.users.find(({ id }) => id === userId);
  if (user === undefined) throw new Error(`no user ${userId} in the genesis`);
  const before = verificationAnswerCodec.decode(user.answer);
  const verifiedAt = Date.now();
  const { statement, signing } = verificationSignable({
    ...{ chainName: before.chainName, verifierKey: before.verifierKey, userKey: before.userKey },
    ...{ identityCommitment: before.identityCommitment, synthetic: before.synthetic },
    ...{ verifiedAt, expiresAt: verifiedAt + LAPSES_MS },
  });
  const file = join(testnet.genesisFile, '..', 'officers', 'synthetic-verifier.json');
  const answerSignature = signerFromSeed(loadKeyFile(file).seed).sign(signing);
  return { type: 'identityRenew', value: { userId, answer: statement, answerSignature } };
}

/** A record that somebody signed, as a transaction with its names. */
export interface Written {
  readonly bytes: Uint8Array;
  readonly id: string;
  readonly hash: string;
}

export function writtenBy(network: TestNetwork, signing: Signing): Written {
  const bytes = transactionOf(network, signing, bareRecord());
  const parsed = parseTransaction(bytes, network.chainId, network.genesis.parameters);
  if (!parsed.ok) throw new Error(parsed.reason);
  const { hash, id } = parsed.value;
  return { bytes, id: bytesToHex(id), hash: bytesToHex(hash) };
}
