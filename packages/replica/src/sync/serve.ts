import {
  type AttachmentContent,
  BULK_BYTES_MAX,
  blockCodec,
  encodeResults,
  type ParsedTransaction,
  type PoolItem,
  parseTransaction,
  RefusalCode,
  type Request,
  type Response,
  SMALL_ATTACHMENT_BYTES_MAX,
  type SyncBlock,
  widestParameters,
} from '@mingjing/protocol';
import type { Chain } from '../chain/chain.ts';
import { bytesKey } from '../chain/limits.ts';
import { buildReceipt } from '../chain/receipts.ts';
import type { Candidates } from '../consensus/candidates.ts';
import type { Contents } from '../contents/contents.ts';
import type { Pool } from '../mempool/pool.ts';
import type { SnapshotShelf, Store } from '../ports.ts';
import type { RecentBlocks } from './recent-blocks.ts';

/** Blocks in one answer at most; the answer's bytes usually end it sooner. */
const BLOCKS_MAX = 64;
/** Bytes after which an answer takes no further block. */
const ANSWER_BYTES = 4 * 1024 * 1024;
/**
 * Bytes after which it takes no further attachment or body, so that no block is too large to be
 * answered; what is left out is fetched one by one, or asked for again.
 */
const CONTENT_BYTES = 12 * 1024 * 1024;

type Answer = Omit<Response, 'id'>;

export interface Served {
  readonly chain: Chain;
  readonly pool: Pool;
  readonly recent: RecentBlocks;
  readonly store: Store;
  readonly contents: Pick<Contents, 'find' | 'gate'>;
  readonly candidates: () => Candidates | undefined;
  readonly snapshots: SnapshotShelf | undefined;
}

const notHeld: Answer = { refusal: { code: RefusalCode.notHeld } };
const busy: Answer = { refusal: { code: RefusalCode.busy } };
const badRequest: Answer = { refusal: { code: RefusalCode.badRequest } };

/** Answers a peer's question from what this node holds. */
export async function serve(served: Served, request: Request): Promise<Answer> {
  if (request.blocks) return { blocks: { blocks: await blocks(served, request.blocks) } };
  if (request.bodies) {
    const { hashes } = request.bodies;
    // Of one block, as a correct peer asks: each is looked for in every candidate.
    if (hashes.length > served.chain.state.parameters.transactionsMax) return badRequest;
    return { bodies: { items: await bodies(served, hashes) } };
  }
  if (request.attachment) return attachment(served, request.attachment.commitment);
  if (request.snapshots) return { snapshots: { offers: [...(served.snapshots?.list() ?? [])] } };
  if (request.snapshot) return snapshot(served, request.snapshot.manifestHash);
  if (request.snapshotChunk) return snapshotChunk(served, request.snapshotChunk);
  if (request.receipt) return receipt(served, request.receipt.transactionId);
  return badRequest;
}

async function snapshot({ snapshots }: Served, manifestHash: Uint8Array): Promise<Answer> {
  const parts = await snapshots?.parts(manifestHash);
  return parts === undefined ? notHeld : { snapshot: parts };
}

async function snapshotChunk(
  { snapshots }: Served,
  { manifestHash, index }: { manifestHash: Uint8Array; index: number },
): Promise<Answer> {
  const chunk = await snapshots?.chunk(manifestHash, index);
  return chunk === undefined ? notHeld : { snapshotChunk: { chunk } };
}

async function receipt({ chain, store }: Served, id: Uint8Array): Promise<Answer> {
  const bytes = id.length === 32 ? await buildReceipt(chain, store, id) : undefined;
  return bytes === undefined || bytes.length > BULK_BYTES_MAX / 2
    ? notHeld
    : { receipt: { receipt: bytes } };
}

async function blocks(
  { chain, store, recent, contents }: Served,
  request: { from: number; count: number; attachments: boolean; results?: boolean },
): Promise<SyncBlock[]> {
  const { from, count, results = false } = request;
  const asked = { from, count, results, attachments: request.attachments && contents.gate.isOpen };
  const answer: SyncBlock[] = [];
  let bytes = 0;
  const last = Math.min(asked.from + Math.min(asked.count, BLOCKS_MAX) - 1, chain.height);
  for (let height = Math.max(asked.from, 1); height <= last; height += 1) {
    const known = asked.attachments && !asked.results ? recent.get(height) : undefined;
    const found = known ?? (await storedBlock(chain, store, height, asked));
    if (found === undefined) break;
    answer.push(found);
    bytes += found.block.length + contentBytes(found.attachments);
    if (bytes > ANSWER_BYTES) break;
  }
  return answer;
}

async function storedBlock(
  chain: Chain,
  store: Store,
  height: number,
  asked: { attachments: boolean; results?: boolean },
): Promise<SyncBlock | undefined> {
  const stored = await store.block(height);
  if (stored === undefined) return undefined;
  const { block, certificate } = stored;
  const attachments = asked.attachments ? await attachmentsOf(chain, store, block) : [];
  const results = asked.results ? encodeResults(stored.results) : new Uint8Array(0);
  return { block, certificate, attachments, results };
}

async function attachmentsOf(chain: Chain, store: Store, block: Uint8Array) {
  const found: AttachmentContent[] = [];
  let bytes = 0;
  for (const body of blockCodec.decode(block).transactions) {
    const parsed = parseTransaction(body, chain.chainId, widestParameters);
    if (!parsed.ok) continue;
    const held = await smallAttachments(store, parsed.value);
    bytes += contentBytes(held);
    if (bytes > CONTENT_BYTES) break;
    found.push(...held);
  }
  return found;
}

async function smallAttachments(
  store: Store,
  { attachments }: ParsedTransaction,
): Promise<AttachmentContent[]> {
  const found: AttachmentContent[] = [];
  for (const { commitment, sizeBytes } of attachments) {
    if (sizeBytes > SMALL_ATTACHMENT_BYTES_MAX) continue;
    const held = await store.attachment(commitment);
    if (held !== undefined) found.push({ salt: held.salt, content: held.content });
  }
  return found;
}

async function bodies(served: Served, hashes: readonly Uint8Array[]): Promise<PoolItem[]> {
  const items: PoolItem[] = [];
  let bytes = 0;
  for (const hash of hashes) {
    const item = await body(served, hash);
    if (item === undefined) continue;
    bytes += item.transaction.length + contentBytes(item.attachments);
    if (bytes > CONTENT_BYTES && items.length > 0) break;
    items.push(item);
  }
  return items;
}

async function body(
  { pool, candidates, store }: Served,
  hash: Uint8Array,
): Promise<PoolItem | undefined> {
  const entry = pool.get(hash);
  if (entry !== undefined) {
    const attachments = entry.attachments
      .filter(({ content }) => content.length <= SMALL_ATTACHMENT_BYTES_MAX)
      .map(({ salt, content }) => ({ salt, content }));
    return { transaction: entry.transaction.bytes, attachments };
  }
  for (const candidate of candidates()?.all() ?? []) {
    const found = candidate.bodies.get(bytesKey(hash));
    if (found === undefined) continue;
    return { transaction: found.bytes, attachments: await smallAttachments(store, found) };
  }
  return undefined;
}

function contentBytes(attachments: readonly AttachmentContent[]): number {
  return attachments.reduce((sum, { content }) => sum + content.length, 0);
}

async function attachment({ contents }: Served, commitment: Uint8Array): Promise<Answer> {
  if (commitment.length !== 32) return badRequest;
  const found = await contents.find(commitment);
  if (found.type === 'closed') return busy;
  if (found.type !== 'held') return notHeld;
  return { attachment: { salt: found.salt, content: found.content } };
}
