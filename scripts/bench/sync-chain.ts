// A chain made for measuring: valid blocks with real signatures, written to one file.
import { closeSync, openSync, writeSync } from 'node:fs';
import { advance, BlockDraft, genesisState, headerOf } from '@mingjing/execution';
import { nativeVerifier } from '@mingjing/host/ports';
import {
  blockCodec,
  blockId,
  commitCertificateCodec,
  type Genesis,
  headerCodec,
  type Message,
  parseTransaction,
  VoteType,
  voteSignable,
} from '@mingjing/protocol';
import {
  AUTHOR,
  SeededRandom,
  signed,
  simulatedGenesis,
  VALIDATORS,
  worldKey,
} from '@mingjing/simulator';
import type { BlockFile } from './sync-source.ts';

/** A shape of chain: so many blocks, so many transactions in each. */
export interface ChainShape {
  readonly blocks: number;
  readonly transactionsPerBlock: number;
}

const BLOCK_MS = 100;
const VALID_MS = 60_000;
const SUBJECT_BYTES = 32;
const CATEGORY = 300;

/** Builds the chain block by block and writes it; answers where each block lies in the file. */
export function buildChain(path: string, { blocks, transactionsPerBlock }: ChainShape): BlockFile {
  const genesis = chainGenesis();
  const verify = verifyNatively;
  const fresh = genesisState(genesis, verify);
  if (!fresh.ok) throw new Error(`the genesis is refused: ${fresh.reason}`);
  const state = fresh.value;
  const random = new SeededRandom(1);
  const file = openSync(path, 'w');
  const ends: number[] = [];
  const certificateEnds: number[] = [];
  let at = 0;
  let parentCertificate: Uint8Array = new Uint8Array(0);
  for (let height = 1; height <= blocks; height += 1) {
    const time = state.time + BLOCK_MS;
    const draft = new BlockDraft(state, time, verify);
    const transactions: Uint8Array[] = [];
    for (let index = 0; index < transactionsPerBlock; index += 1) {
      const bytes = publicationBytes(state.chainId, random, time + VALID_MS);
      const parsed = parseTransaction(bytes, state.chainId, state.parameters);
      if (!parsed.ok) throw new Error(`a transaction is refused: ${parsed.reason}`);
      draft.apply(parsed.value);
      transactions.push(bytes);
    }
    const outcome = draft.finish();
    const header = headerCodec.encode(headerOf(state, outcome, VALIDATORS[0], parentCertificate));
    const id = blockId(state.chainId, header);
    const certificate = certificateBytes(state.chainId, height, id);
    const block = blockCodec.encode({ header, parentCertificate, transactions });
    writeSync(file, block, 0, block.length, at);
    writeSync(file, certificate, 0, certificate.length, at + block.length);
    ends.push(at + block.length);
    at += block.length + certificate.length;
    certificateEnds.push(at);
    advance(state, outcome, id);
    parentCertificate = certificate;
  }
  closeSync(file);
  return { path, ends, certificateEnds };
}

/** Four validators of four organisations, and one author. */
export function chainGenesis(): Genesis {
  return simulatedGenesis();
}

function verifyNatively(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) {
  return nativeVerifier.verify({ publicKey, message, signature });
}

function publicationBytes(chainId: string, random: SeededRandom, validUntil: number): Uint8Array {
  const subject = Buffer.from(random.bytes(SUBJECT_BYTES)).toString('hex');
  const records = [{ category: CATEGORY, subject, attachments: [] }];
  const message: Message = { type: 'recordsPublish', value: { records } };
  const writing = { chainId, random, kind: 'ed25519', validUntil } as const;
  return signed(writing, worldKey(AUTHOR, 'user', 'ed25519'), message).transaction;
}

// A quorum and no more: three of four signatures, as a node that commits at once has them.
function certificateBytes(chainId: string, height: number, id: Uint8Array): Uint8Array {
  const vote = { type: VoteType.precommit, height, round: 0, blockId: id };
  const { signing } = voteSignable(chainId, vote);
  const signatures = VALIDATORS.slice(0, 3).map((name, validator) => ({
    validator,
    signature: worldKey(name, 'vote', 'ed25519').sign(signing),
  }));
  return commitCertificateCodec.encode({ height, round: 0, blockId: id, signatures });
}
