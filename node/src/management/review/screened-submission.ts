import { bytesToHex, concatBytes } from '@mingjing/crypto';
import { randomBytes } from '@mingjing/crypto/node';
import type { Host } from '@mingjing/host';
import { bytesKey } from '@mingjing/protocol';
import type { OwnRefusal, PoolEntry } from '@mingjing/replica';
import type { Document, DocumentChange, Shelf } from '@mingjing/storage';
import { newId } from '../new-id.ts';
import { type Judgement, judgementOf, ownReasons } from '../screening/judgement.ts';
import type { Screening } from '../screening/screening.ts';
import {
  contentAmong,
  contentDigest,
  recordsIn,
  type SubmittedTexts,
  submittedTexts,
} from '../screening/submitted-texts.ts';
import { CHANGES_TOGETHER_MAX } from './limits.ts';
import { hasRemains, type Review, type ReviewKind } from './review.ts';
import type { ReviewDesk } from './review-desk.ts';

const HOUR_MS = 60 * 60 * 1000;

/** What the service's own rules make of one submitted transaction. */
export interface Screened {
  readonly entry: PoolEntry;
  readonly author: string;
  readonly judgement: Judgement;
  readonly refusal: OwnRefusal | undefined;
  /** The review that it waits for, was refused by, or was let in by. */
  readonly review: string | undefined;
}

interface Prepared {
  readonly entry: PoolEntry;
  readonly author: string;
  readonly judgement: Judgement;
  readonly digest: string;
  readonly refusedBy: string | undefined;
  /** Whether an approval of the content may be used: not by one that may yet be in a block. */
  readonly isApprovalFree: boolean;
  /** The transaction that had used it when this was judged. */
  readonly usedBy: string | undefined;
}

export interface SubmissionParts {
  readonly host: Host;
  readonly shelf: Shelf;
  readonly screening: Screening;
  readonly desk: ReviewDesk;
  now(): number;
}

/** One call that submits transactions: judged, then kept, and after that answered. */
export class ScreenedSubmission {
  readonly #parts: SubmissionParts;
  readonly #screened = new Map<string, Screened>();
  readonly #entered: { id: string; changes: DocumentChange[]; before: Review | undefined }[] = [];
  readonly #counted: Judgement[] = [];

  constructor(parts: SubmissionParts) {
    this.#parts = parts;
  }

  /** Judges what the chain would take; one refusal or nothing for each. */
  async judge(entries: readonly PoolEntry[]): Promise<readonly (OwnRefusal | undefined)[]> {
    const prepared = await this.#prepared(entries);
    // From here on nothing is waited for: two calls cannot use one approval, or hold one twice.
    return prepared.map((one) => {
      const screened = one === undefined ? undefined : this.#settled(one);
      if (screened !== undefined) this.#screened.set(screened.entry.transaction.hashKey, screened);
      return screened?.refusal;
    });
  }

  of(hashKey: string): Screened | undefined {
    return this.#screened.get(hashKey);
  }

  all(): readonly Screened[] {
    return [...this.#screened.values()];
  }

  /** Makes durable what was judged; nothing that is answered may be lost. */
  keep(): Promise<void> {
    const { screening, shelf, now } = this.#parts;
    if (this.#entered.length === 0 && this.#counted.length === 0) return Promise.resolve();
    return shelf.inTurn(async () => {
      let together = await screening.days.count(this.#counted, now());
      for (const { changes } of this.#entered) {
        if (together.length + changes.length > CHANGES_TOGETHER_MAX) {
          await shelf.change(together);
          together = [];
        }
        together.push(...changes);
      }
      await shelf.change(together);
    });
  }

  /** Forgets what was judged: it could not be kept, and was not answered. */
  drop(): void {
    const { desk, now } = this.#parts;
    for (const { id, before } of this.#entered.splice(0)) desk.takeBack(id, before, now());
  }

  async #prepared(entries: readonly PoolEntry[]): Promise<(Prepared | undefined)[]> {
    const { screening } = this.#parts;
    const read = entries.map(({ attachments, transaction }) =>
      submittedTexts(recordsIn(transaction.message), contentAmong(attachments)),
    );
    const judged = await screening.judge(
      read.map(({ isTooLong, texts }) => (isTooLong ? [] : texts)),
    );
    const prepared: (Prepared | undefined)[] = [];
    for (const [index, entry] of entries.entries()) {
      const texts = read[index] as SubmittedTexts;
      const records = recordsIn(entry.transaction.message);
      if (records.length === 0) {
        prepared.push(undefined);
        continue;
      }
      const wants = { reviewedCategories: screening.settings.current.reviewed_categories };
      const categories = records.map(({ category }) => category);
      const own = ownReasons(categories, texts.isTooLong, wants);
      prepared.push(await this.#known(entry, judgementOf(judged[index] ?? [], own)));
    }
    return prepared;
  }

  async #known(entry: PoolEntry, judgement: Judgement): Promise<Prepared> {
    const { host, desk, now } = this.#parts;
    const { chain } = host.replica;
    const { transaction, attachments } = entry;
    const author = chain.state.registry.get('key', transaction.signerKey)?.holder ?? '';
    const named = { author, chainId: chain.chainId };
    if (judgement.action !== 'hold') {
      const none = { refusedBy: undefined, isApprovalFree: false, usedBy: undefined };
      return { entry, author, judgement, digest: '', ...none };
    }
    const digest = contentDigest(named, transaction.message, contentAmong(attachments));
    const use = desk.binding(digest, now())?.value.use ?? null;
    const isOver = use !== null && chain.state.time > use.validUntil;
    const isSpent = use !== null && (await desk.isCommitted(use.transactionId));
    const isApprovalFree = use === null || (isOver && !isSpent);
    const refusedBy = await desk.refusalOf(digest);
    const usedBy = use?.transactionId;
    return { entry, author, judgement, digest, refusedBy, isApprovalFree, usedBy };
  }

  #settled(prepared: Prepared): Screened {
    const { action } = prepared.judgement;
    if (action === 'refuse') return this.#count(prepared, 'content-refused', undefined);
    if (action === 'hold') return this.#held(prepared);
    const isDrawn = action === 'pass' && this.#isDrawn();
    const kind = action === 'flag' ? 'flagged' : isDrawn ? 'sample' : undefined;
    const { desk } = this.#parts;
    const id = kind && desk.hasRoomForSample ? this.#enter(prepared, kind, [], []) : undefined;
    return this.#count(prepared, undefined, id);
  }

  #held(prepared: Prepared): Screened {
    const { desk, now } = this.#parts;
    const { author, digest, entry, isApprovalFree, refusedBy, usedBy } = prepared;
    const known = desk.binding(digest, now());
    // While it has its files, the node is passing an approved one on, or says what became of it.
    const isSettled = known?.value.state === 'approved' && !hasRemains(known.value);
    if (known !== undefined && !isSettled) return screenedOf(prepared, 'content-held', known.id);
    // Another one, of this call or of one beside it, may have used it since it was judged.
    const isFree = isApprovalFree && known?.value.use?.transactionId === usedBy;
    if (known !== undefined && isFree) return this.#use(prepared, known);
    if (refusedBy !== undefined) return screenedOf(prepared, 'content-refused', refusedBy);
    const contents = [entry.transaction.bytes, ...saltedContents(entry)];
    const bytes = contents.reduce((sum, { length }) => sum + length, 0);
    if (!desk.hasRoomFor(author, bytes)) return this.#count(prepared, 'review-full', undefined);
    const names = contents.map((_, index) => String(index));
    return this.#count(prepared, 'content-held', this.#enter(prepared, 'held', names, contents));
  }

  /** An approval lets one transaction in. */
  #use(prepared: Prepared, { id, value: before }: Document<Review>): Screened {
    const { desk, now } = this.#parts;
    const { transaction } = prepared.entry;
    const transactionId = bytesToHex(transaction.id);
    const use = { transactionId, validUntil: transaction.body.validUntil };
    const changes = [desk.update(id, { ...before, use }, now())];
    this.#entered.push({ id, changes, before });
    return screenedOf(prepared, undefined, id);
  }

  #enter(
    { author, digest, entry, judgement }: Prepared,
    kind: ReviewKind,
    names: readonly string[],
    contents: readonly Uint8Array[],
  ): string {
    const { desk, now, screening } = this.#parts;
    const { body, id: transactionId, message } = entry.transaction;
    const at = now();
    const id = newId(at);
    const records = recordsIn(message);
    const review: Review = {
      ...{ kind, state: 'waiting', digest, transactionId: bytesToHex(transactionId), author },
      categories: records.map(({ category }) => category),
      validUntil: body.validUntil,
      attachments: records.flatMap(({ attachments }, record) =>
        attachments.map(({ commitment, role, sizeBytes }) => {
          return { record, commitment: bytesToHex(commitment), role, sizeBytes };
        }),
      ),
      findings: [...judgement.findings],
      ...{ enteredAt: at, dueAt: at + screening.settings.current.review_hours * HOUR_MS },
      files: names.map((name, index) => ({ name, sizeBytes: contents[index]?.length ?? 0 })),
      ...{ looks: [], use: null, approvedUntil: null },
    };
    const changes = desk.enter(id, review, contents, at);
    this.#entered.push({ id, changes, before: undefined });
    return id;
  }

  #count(prepared: Prepared, refusal: OwnRefusal | undefined, review: string | undefined) {
    if (prepared.judgement.action !== 'pass') this.#counted.push(prepared.judgement);
    return screenedOf(prepared, refusal, review);
  }

  #isDrawn(): boolean {
    const { sample_every: every } = this.#parts.screening.settings.current;
    return every > 0 && Buffer.from(randomBytes(4)).readUInt32BE() % every === 0;
  }
}

/** Each content after its salt, in the order in which the transaction names them. */
function saltedContents({ attachments, transaction }: PoolEntry): Uint8Array[] {
  const known = new Map(attachments.map((item) => [bytesKey(item.commitment), item]));
  return transaction.attachments.flatMap(({ commitment }) => {
    const item = known.get(bytesKey(commitment));
    return item === undefined ? [] : [concatBytes(item.salt, item.content)];
  });
}

function screenedOf(
  { author, entry, judgement }: Prepared,
  refusal: OwnRefusal | undefined,
  review: string | undefined,
): Screened {
  return { author, entry, judgement, refusal, review };
}
