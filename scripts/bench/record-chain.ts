// A chain of records with texts, written to a real store: certified blocks, real signatures.
import {
  advance,
  BlockDraft,
  type ChainState,
  genesisState,
  headerOf,
  loadChainState,
} from '@mingjing/execution';
import { nativeVerifier } from '@mingjing/host/ports';
import {
  AttachmentRole,
  blockCodec,
  blockId,
  commitCertificateCodec,
  commitmentOf,
  type Genesis,
  genesisCodec,
  genesisHash,
  headerCodec,
  type Message,
  type ParsedTransaction,
  parseTransaction,
  SALT_BYTES,
  VoteType,
  voteSignable,
} from '@mingjing/protocol';
import {
  AUTHOR,
  SECOND_AUTHOR,
  SeededRandom,
  signed,
  simulatedGenesis,
  VALIDATORS,
  worldKey,
} from '@mingjing/simulator';
import type { NodeStore } from '@mingjing/storage';

/** Records of one transaction, each with two attachments, and transactions of one block. */
export const RECORDS = 8;
const TRANSACTIONS = 50;
export const RECORDS_PER_BLOCK = RECORDS * TRANSACTIONS;
/** A block a minute: what a range of times means. */
export const BLOCK_MS = 60_000;
const VALID_MS = 60_000;
const CATEGORIES = 5;

/** What one record says. */
export interface RecordText {
  readonly title: string;
  readonly text: string;
}

export interface RecordChain {
  readonly genesis: Genesis;
  readonly state: ChainState;
}

/**
 * Publishes texts as documents of two authors until there are so many; nothing else is in the
 * blocks. Goes on where the store ends.
 */
export async function writeRecords(
  store: NodeStore,
  count: number,
  textOf: (number: number) => RecordText,
): Promise<RecordChain> {
  const genesis = simulatedGenesis();
  const { parentCertificate: last, state } = await chainIn(store, genesis);
  if (state.records.size > count) throw new Error(`there are ${state.records.size} records`);
  let parentCertificate = last;
  for (let at = state.records.size; at < count; at += RECORDS_PER_BLOCK) {
    const random = new SeededRandom(1 + at);
    const draft = new BlockDraft(state, state.time + BLOCK_MS, verifyNatively);
    const transactions: ParsedTransaction[] = [];
    const raw: Uint8Array[] = [];
    const contents: { commitment: Uint8Array; salt: Uint8Array; content: Uint8Array }[] = [];
    for (let from = at; from < Math.min(count, at + RECORDS_PER_BLOCK); from += RECORDS) {
      const written = publication(state, random, from, textOf);
      const parsed = parseTransaction(written.bytes, state.chainId, state.parameters);
      if (!parsed.ok) throw new Error(`a transaction is refused: ${parsed.reason}`);
      draft.apply(parsed.value);
      transactions.push(parsed.value);
      raw.push(written.bytes);
      contents.push(...written.contents);
    }
    await store.putAttachments(contents);
    parentCertificate = await commit(store, state, { draft, raw, parentCertificate, transactions });
  }
  return { genesis, state };
}

/** The chain as the store has it, or at its genesis. */
async function chainIn(store: NodeStore, genesis: Genesis) {
  const stored = await store.loadState();
  if (stored === undefined) {
    const fresh = genesisState(genesis, verifyNatively);
    if (!fresh.ok) throw new Error(`the genesis is refused: ${fresh.reason}`);
    return { state: fresh.value, parentCertificate: new Uint8Array(0) };
  }
  const { header } = blockCodec.decode(stored.block);
  const { chainId } = headerCodec.decode(header);
  const hash = genesisHash(genesisCodec.encode(genesis));
  const state = loadChainState(chainId, hash, { ...stored, header });
  if (state === undefined) throw new Error('the stored state is not what its header says');
  return { state, parentCertificate: stored.certificate };
}

interface Drafted {
  readonly draft: BlockDraft;
  readonly raw: readonly Uint8Array[];
  readonly transactions: readonly ParsedTransaction[];
  readonly parentCertificate: Uint8Array;
}

async function commit(
  store: NodeStore,
  state: ChainState,
  { draft, parentCertificate, raw, transactions }: Drafted,
): Promise<Uint8Array> {
  const outcome = draft.finish();
  const header = headerCodec.encode(headerOf(state, outcome, VALIDATORS[0], parentCertificate));
  const id = blockId(state.chainId, header);
  const { height } = outcome;
  const certificate = certificateBytes(state.chainId, height, id);
  await store.commit({
    ...{ height, certificate, results: outcome.results },
    block: blockCodec.encode({ header, parentCertificate, transactions: [...raw] }),
    transactionIds: transactions.map((each) => each.id),
    registry: height === 1 ? state.registry.stored() : outcome.registry,
    recordLeaves: outcome.recordLeaves,
    recordsBefore: state.records.size,
    stateSummary: outcome.stateSummary,
    replay: outcome.replay,
    replayFloor: state.replay.floor(height),
    nextValidators: undefined,
  });
  advance(state, outcome, id);
  return certificate;
}

function publication(
  { chainId, time }: ChainState,
  random: SeededRandom,
  from: number,
  textOf: (number: number) => RecordText,
) {
  const contents: { commitment: Uint8Array; salt: Uint8Array; content: Uint8Array }[] = [];
  const attach = (content: Uint8Array, role: number) => {
    const salt = random.bytes(SALT_BYTES);
    const commitment = commitmentOf(chainId, salt, content);
    contents.push({ commitment, salt, content });
    return { commitment, sizeBytes: content.length, role };
  };
  const records = Array.from({ length: RECORDS }, (_, i) => {
    const { text, title } = textOf(from + i);
    const named = { file_name: `${from + i}.txt`, media_type: 'text/plain', title };
    return {
      category: (from + i) % CATEGORIES,
      subject: `doc-${from + i}`,
      attachments: [
        attach(Buffer.from(text), AttachmentRole.content),
        attach(Buffer.from(JSON.stringify(named)), AttachmentRole.description),
      ],
    };
  });
  const message: Message = { type: 'recordsPublish', value: { records } };
  const writing = {
    chainId,
    random,
    kind: 'ed25519',
    validUntil: time + BLOCK_MS + VALID_MS,
  } as const;
  const author = (from / RECORDS) % 2 === 0 ? AUTHOR : SECOND_AUTHOR;
  const bytes = signed(writing, worldKey(author, 'user', 'ed25519'), message).transaction;
  return { bytes, contents };
}

function verifyNatively(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) {
  return nativeVerifier.verify({ publicKey, message, signature });
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
