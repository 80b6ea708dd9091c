import { bytesToHex, equalBytes, taggedHash } from '@mingjing/crypto';
import { type RegistryReader, recordLeaf } from '@mingjing/execution';
import {
  AttachmentRole,
  commitmentOf,
  type ParsedTransaction,
  type RecordItem,
  Tag,
} from '@mingjing/protocol';
import type { Contents } from '@mingjing/replica';
import { normalise, type SearchDocument } from '@mingjing/search';
import type { NodeStore } from '@mingjing/storage';
import type { Found, IndexedLog } from '../indexed-log.ts';
import { BlockRecords, type ChainRecord } from './block-records.ts';
import { contentText, descriptionIn, TEXT_BYTES_MAX } from './content-text.ts';
import type { RecordPlaces } from './record-places.ts';

/** Blocks whose records are kept at hand: pages and batches read neighbours. */
const BLOCKS_KEPT = 64;

/** A record with the document that is searched. */
export interface FoundRecord extends Found, ChainRecord {
  /** User who signed it, and his organisation; empty when no user did. */
  readonly author: string;
  readonly organisation: string;
  /** Whether all its contents that must exist are here, and whether any was taken down. */
  readonly isWhole: boolean;
  readonly hasFallen: boolean;
}

export interface RecordLogParts {
  readonly chainId: string;
  readonly store: Pick<NodeStore, 'block' | 'recordLeaves'>;
  readonly contents: Pick<Contents, 'store' | 'isTakenDown'>;
  readonly registry: () => RegistryReader;
  readonly places: RecordPlaces;
}

/** What was counted of the blocks is not what the record tree has. */
export class RecordLogError extends Error {
  override readonly name = 'RecordLogError';
}

/** Records of the chain as they stand in blocks held here, in the order of the record tree. */
export class RecordLog implements IndexedLog<FoundRecord> {
  readonly origin: string;
  readonly #parts: RecordLogParts;
  readonly #blocks = new Map<number, Promise<BlockRecords | undefined>>();

  constructor(parts: RecordLogParts) {
    this.#parts = parts;
    this.origin = `${parts.chainId}/records/suite1`;
  }

  size(): number {
    return this.#parts.places.size;
  }

  /**
   * Throws `RecordLogError` when a record is not the leaf at its place in the record tree: then the
   * blocks are to be counted anew.
   */
  async read(from: number, to: number): Promise<FoundRecord[]> {
    const { places, store } = this.#parts;
    const leaves = await store.recordLeaves(from, Math.min(to, places.size));
    const found: FoundRecord[] = [];
    for (let at = from; at < Math.min(to, places.size); ) {
      const place = places.find(at);
      const block = place && (await this.blockAt(place.height));
      const offset = at - (place?.first ?? 0);
      const records = block?.records(offset, offset + to - at) ?? [];
      if (records.length === 0) throw this.#misplaced(at);
      for (const record of records) {
        const leaf = recordLeaf(record.id, record.item);
        const stated = leaves[found.length];
        if (stated === undefined || !equalBytes(leaf, stated)) throw this.#misplaced(at);
        found.push(await this.#found(record, at, leaf));
        at += 1;
      }
    }
    return found;
  }

  hasLost({ hasFallen, isWhole }: FoundRecord): boolean {
    return hasFallen || !isWhole;
  }

  earlier({ document, item }: FoundRecord): readonly SearchDocument[] {
    return item.attachments.length === 0 ? [] : [withoutContents(document, item, 'missing')];
  }

  /** Position in the record tree of a record in a block that is held; undefined: there is none. */
  async positionOf(
    id: Uint8Array,
    { height, index }: { readonly height: number; readonly index: number },
  ): Promise<number | undefined> {
    const first = this.#parts.places.firstOf(height);
    const block = first === undefined ? undefined : await this.blockAt(height);
    const at = block?.placeOf(id, index);
    return first === undefined || at === undefined ? undefined : first + at;
  }

  /** Records of a block; undefined when the block is not here. */
  blockAt(height: number): Promise<BlockRecords | undefined> {
    const known = this.#blocks.get(height);
    if (known !== undefined) return known;
    const read = this.#readBlock(height);
    this.#blocks.set(height, read);
    const [oldest] = this.#blocks.keys();
    if (this.#blocks.size > BLOCKS_KEPT && oldest !== undefined) this.#blocks.delete(oldest);
    // What is not here, or could not be read, may be so later.
    const forget = () => this.#blocks.delete(height);
    read.then((block) => block ?? forget(), forget);
    return read;
  }

  #misplaced(at: number): RecordLogError {
    this.#parts.places.clear();
    return new RecordLogError(`record ${at} is not where it was counted`);
  }

  async #readBlock(height: number): Promise<BlockRecords | undefined> {
    const { chainId, store } = this.#parts;
    const stored = await store.block(height);
    return stored && new BlockRecords(chainId, stored);
  }

  async #found(record: ChainRecord, at: number, leafHash: Uint8Array): Promise<FoundRecord> {
    const { author, organisation } = authorOf(this.#parts.registry(), record.transaction);
    const contents = await this.#contentsOf(record.item);
    const { isWhole, hasFallen } = contents;
    const state = hasFallen ? 'taken-down' : isWhole ? 'whole' : 'missing';
    const { id, item, transaction } = record;
    const { message } = transaction;
    const isAmendment = message.type === 'recordsAmend';
    const first = message.type === 'recordsAmend' ? bytesToHex(message.value.recordId) : '';
    const bare: SearchDocument = {
      ...{ kind: 'record', origin: this.origin, position: at, leafHash, time: record.time },
      ...{ source: 'records', node: '', organisation, actor: author, actorTag: '' },
      event: isAmendment ? 'record-amended' : 'record-published',
      result: state,
      object: bytesToHex(id),
      subject: item.subject,
      category: String(item.category),
      height: String(record.height),
      contents: item.attachments.map(({ commitment }) => bytesToHex(commitment)),
      texts: [item.subject, bytesToHex(transaction.id), first],
      personal: { sourceAddress: '', texts: [] },
    };
    const document = {
      ...bare,
      contents: [...bare.contents, ...contents.hashes],
      texts: [...bare.texts, ...contents.texts],
    };
    return { ...record, author, organisation, isWhole, hasFallen, document };
  }

  /** Texts of all contents that must exist, or of none while one of them is not here. */
  async #contentsOf({ attachments }: RecordItem) {
    const { chainId, contents } = this.#parts;
    const standing = attachments.filter(({ commitment }) => !contents.isTakenDown(commitment));
    const hasFallen = standing.length < attachments.length;
    const held: { role: number; content: Uint8Array }[] = [];
    for (const { commitment, role, sizeBytes } of standing) {
      // A private content is for whom it is sealed to: nobody here reads it.
      if (role === AttachmentRole.ciphertext || sizeBytes > TEXT_BYTES_MAX) continue;
      const stored = await contents.store.attachment(commitment);
      const opens =
        stored && equalBytes(commitmentOf(chainId, stored.salt, stored.content), commitment);
      if (!stored || !opens) return { isWhole: false, hasFallen, texts: [], hashes: [] };
      held.push({ role, content: stored.content });
    }
    return { isWhole: true, hasFallen, ...textsOf(chainId, held) };
  }
}

/** Who signed, and where he belongs: neither ever changes for a key. */
function authorOf(registry: RegistryReader, { body }: ParsedTransaction) {
  const author = registry.get('key', body.signer)?.holder ?? '';
  return { author, organisation: registry.get('user', author)?.organisation ?? '' };
}

/**
 * Names a text whatever its salt, width, case and spacing: SHA-256 under the tag `record-text`, in
 * hexadecimal. Undefined for a text without letters or figures.
 */
export function textHash(chainId: string, text: string): string | undefined {
  const plain = normalise(text).replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '');
  if (plain === '') return undefined;
  return bytesToHex(taggedHash(Tag.recordText, chainId, new TextEncoder().encode(plain)));
}

function textsOf(chainId: string, held: readonly { role: number; content: Uint8Array }[]) {
  const described = held.map(({ content, role }) =>
    role === AttachmentRole.description ? descriptionIn(content) : undefined,
  );
  const mediaType = described.find((each) => each !== undefined)?.mediaType ?? '';
  const texts: string[] = [];
  const hashes: string[] = [];
  for (const [i, { content, role }] of held.entries()) {
    const description = described[i];
    if (description !== undefined) texts.push(description.fileName, description.title);
    if (role === AttachmentRole.description) continue;
    const text = contentText(content, mediaType);
    const hash = text === undefined ? undefined : textHash(chainId, text);
    if (text !== undefined) texts.push(text);
    if (hash !== undefined) hashes.push(hash);
  }
  return { texts, hashes };
}

/** What the index has of a record whose contents are not here. */
function withoutContents(
  document: SearchDocument,
  item: RecordItem,
  result: string,
): SearchDocument {
  const contents = document.contents.slice(0, item.attachments.length);
  return { ...document, result, contents, texts: document.texts.slice(0, PLAIN_TEXTS) };
}

/** Texts of a document that are on the chain itself: subject, transaction, first version. */
const PLAIN_TEXTS = 3;
