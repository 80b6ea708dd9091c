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
import { normalise, type SearchDocument, searchedPart } from '@mingjing/search';
import type { NodeStore } from '@mingjing/storage';
import type { Found, IndexedLog } from '../indexed-log.ts';
import { BlockRecords, type ChainRecord } from './block-records.ts';
import { contentText, descriptionIn, TEXT_BYTES_MAX } from './content-text.ts';
import { KeptReads } from './kept-reads.ts';
import type { BlockOfRecord, RecordPlaces } from './record-places.ts';

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
  readonly #blocks = new KeptReads(BLOCKS_KEPT, (height) => this.#readBlock(height));
  /** Of the record tree, by the height of their block. */
  readonly #leaves = new KeptReads(BLOCKS_KEPT, (height) => this.#readLeaves(height));

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
    const { places } = this.#parts;
    const end = Math.min(to, places.size);
    const found: FoundRecord[] = [];
    for (let at = from; at < end; at = from + found.length) {
      const place = places.find(at);
      const inBlock = place === undefined ? [] : await this.#readIn(place, at, end);
      if (inBlock.length === 0) throw this.#misplaced(at);
      // One after the other: so many may have no room on the stack as arguments.
      for (const each of inBlock) found.push(each);
    }
    return found;
  }

  /** Records [from, to) of a block, by their positions in the tree; their contents together. */
  async #readIn(
    { first, height }: BlockOfRecord,
    from: number,
    to: number,
  ): Promise<FoundRecord[]> {
    const [block, leaves] = await Promise.all([this.blockAt(height), this.#leaves.of(height)]);
    const placed = (block?.records(from - first, to - first) ?? []).map((record, i) => {
      const [leaf, stated] = [recordLeaf(record.id, record.item), leaves?.[from + i - first]];
      if (stated === undefined || !equalBytes(leaf, stated)) throw this.#misplaced(from + i);
      return [record, leaf] as const;
    });
    return Promise.all(placed.map(([record, leaf], i) => this.#found(record, from + i, leaf)));
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
    return this.#blocks.of(height);
  }

  #misplaced(at: number): RecordLogError {
    this.#parts.places.clear();
    this.#leaves.clear();
    return new RecordLogError(`record ${at} is not where it was counted`);
  }

  async #readBlock(height: number): Promise<BlockRecords | undefined> {
    const { chainId, store } = this.#parts;
    const stored = await store.block(height);
    return stored && new BlockRecords(chainId, stored);
  }

  async #readLeaves(height: number): Promise<readonly Uint8Array[] | undefined> {
    const { places, store } = this.#parts;
    const [first, end] = [places.firstOf(height), places.endOf(height)];
    return first === undefined || end === undefined ? undefined : store.recordLeaves(first, end);
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
    // A private content is for whom it is sealed to: nobody here reads it.
    const readable = standing.filter(
      ({ role, sizeBytes }) => role !== AttachmentRole.ciphertext && sizeBytes <= TEXT_BYTES_MAX,
    );
    const held = await Promise.all(
      readable.map(async ({ commitment, role }) => {
        const stored = await contents.store.attachment(commitment);
        const opens =
          stored && equalBytes(commitmentOf(chainId, stored.salt, stored.content), commitment);
        return stored && opens ? [{ role, content: stored.content }] : [];
      }),
    ).then((each) => each.flat());
    if (held.length < readable.length) return { isWhole: false, hasFallen, texts: [], hashes: [] };
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
    if (text !== undefined) texts.push(searchedPart(text));
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
