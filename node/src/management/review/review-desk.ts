import { hexToBytes } from '@mingjing/crypto';
import type { Host } from '@mingjing/host';
import { type PoolItem, SALT_BYTES } from '@mingjing/protocol';
import { Collection, type Document, type DocumentChange, type Shelf } from '@mingjing/storage';
import { Files } from '../files.ts';
import { recordProgramAct } from '../own-act.ts';
import { HELD_BYTES_MAX, HELD_MAX, HELD_OF_AUTHOR_MAX, PASS_ON_MS, SAMPLES_MAX } from './limits.ts';
import {
  hasLapsed,
  hasRemains,
  isBinding,
  isOpen,
  type Review,
  reviewsOn,
  withoutContent,
  withoutFiles,
} from './review.ts';

const isReference = (value: unknown): value is { review: string } =>
  typeof value === 'object' && value !== null && 'review' in value;

/** What became of an approved transaction that the node passed on itself. */
export type PassedOn = 'passed-on' | 'sign-again';

/**
 * Reviews on the shelf, and in memory those that the next submission may meet: open ones, and
 * approvals that are good still. All changes are made in the shelf's turn.
 */
export class ReviewDesk {
  readonly reviews: Collection<Review>;
  readonly #files: Files;
  readonly #refused: Collection<{ review: string }>;
  readonly #host: Host;
  readonly #open = new Map<string, Review>();
  readonly #byDigest = new Map<string, string>();
  /** Decided reviews whose files are not off the disk: a stop or the disk came between. */
  readonly #unfinished = new Set<string>();

  private constructor(host: Host, shelf: Shelf) {
    this.#host = host;
    this.reviews = reviewsOn(shelf);
    this.#files = new Files(shelf, 'held-files');
    this.#refused = new Collection(shelf, { name: 'refused-contents', isValid: isReference });
  }

  /** Reads what is open, and finishes what was decided when the program ended. */
  static async open(host: Host, shelf: Shelf, now: number): Promise<ReviewDesk> {
    const desk = new ReviewDesk(host, shelf);
    for await (const { id, value } of desk.reviews.all()) desk.#know(id, value, now);
    await desk.#finish(now);
    return desk;
  }

  /** Those that wait for somebody, by id. */
  waiting(): [string, Review][] {
    return [...this.#open].filter(([, { state }]) => isOpen(state));
  }

  /** The held submission of a content that binds the next one. */
  binding(digest: string, now: number): Document<Review> | undefined {
    const id = this.#byDigest.get(digest);
    const value = id === undefined ? undefined : this.#open.get(id);
    if (id === undefined || value === undefined || !isBinding(value, now)) return undefined;
    return { id, value };
  }

  /** The review by which a reviewer refused a content. */
  async refusalOf(digest: string): Promise<string | undefined> {
    return (await this.#refused.get(digest))?.review;
  }

  /** Whether there is room for one more held submission of this author and size. */
  hasRoomFor(author: string, bytes: number): boolean {
    const held = this.waiting().filter(([, { kind }]) => kind === 'held');
    const own = held.filter(([, review]) => review.author === author);
    const kept = held.reduce((sum, [, { files }]) => sum + bytesOf(files), 0);
    const isFew = held.length < HELD_MAX && own.length < HELD_OF_AUTHOR_MAX;
    return isFew && kept + bytes <= HELD_BYTES_MAX;
  }

  get hasRoomForSample(): boolean {
    const samples = [...this.#open.values()].filter(({ kind }) => kind !== 'held');
    return samples.length < SAMPLES_MAX;
  }

  /** A review with its files as they are kept: known at once, durable by the changes. */
  enter(id: string, review: Review, contents: readonly Uint8Array[], now: number) {
    this.#know(id, review, now);
    const files = review.files.flatMap(({ name }, index) =>
      this.#files.put(`${id}.${name}`, contents[index] ?? new Uint8Array(0)),
    );
    return [this.reviews.put(id, review), ...files];
  }

  /** A change of a known review, known at once. */
  update(id: string, review: Review, now: number): DocumentChange {
    this.#know(id, review, now);
    return this.reviews.put(id, review);
  }

  /** Takes back what was entered or updated and could not be made durable. */
  takeBack(id: string, before: Review | undefined, now: number): void {
    const digest = this.#open.get(id)?.digest ?? '';
    this.#open.delete(id);
    this.#unfinished.delete(id);
    if (this.#byDigest.get(digest) === id) this.#byDigest.delete(digest);
    if (before !== undefined) this.#know(id, before, now);
  }

  /** The change that makes a refusal stand for the content. */
  refusalChange(id: string, { digest }: Review): DocumentChange {
    return this.#refused.put(digest, { review: id });
  }

  /** A file of a held submission. */
  async file(id: string, name: string): Promise<Uint8Array | undefined> {
    const review = await this.reviews.get(id);
    const found = review?.files.find((each) => each.name === name);
    if (found === undefined) return undefined;
    return this.#files.read(`${id}.${name}`, found.sizeBytes);
  }

  /**
   * Passes an approved transaction on while its signature is good, and deletes what was kept of
   * it; the author signs again when it no longer is.
   */
  async passOn(id: string, now: number): Promise<PassedOn> {
    const review = await this.reviews.get(id);
    if (review === undefined) return 'sign-again';
    const item = review.validUntil - now > PASS_ON_MS ? await this.#item(id, review) : undefined;
    const [answer] = item === undefined ? [] : await this.#host.replica.submit([item]);
    const { transactionId, validUntil } = review;
    // A stop after it was passed on, and before that was kept, comes here again.
    const isPassedOn = answer?.ok === true || (await this.isCommitted(transactionId));
    const use = isPassedOn ? { transactionId, validUntil } : review.use;
    await this.discard(id, { ...review, use }, now);
    return isPassedOn ? 'passed-on' : 'sign-again';
  }

  /**
   * Deletes the files of a review. What is to be said of it is kept first, with the files as
   * leaving, so that whatever comes between leaves them to be found and deleted.
   */
  async discard(id: string, review: Review, now: number): Promise<void> {
    const { leaving, ...left } = withoutFiles(review);
    if (leaving === undefined) return this.reviews.shelf.change([this.update(id, left, now)]);
    await this.reviews.shelf.change([this.update(id, { ...left, leaving }, now)]);
    await this.#purgeFiles(id, leaving);
    await this.reviews.shelf.change([this.update(id, left, now)]);
  }

  /** Ends what nobody decided, forgets approvals that are over, and deletes what could not go. */
  async sweep(now: number): Promise<void> {
    await this.#finish(now);
    for (const [id, review] of [...this.#open]) {
      if (hasLapsed(review, now)) await this.#lapse(id, review, now);
      else this.#know(id, review, now);
    }
  }

  async #lapse(id: string, review: Review, now: number): Promise<void> {
    const counts = [review.files.length];
    const act = { event: 'review-lapsed', object: id, reason: 'period-over', counts };
    await recordProgramAct(this.#host, act);
    await this.discard(id, { ...review, state: 'lapsed' }, now);
  }

  /** Reviews in memory with something of a content, and the order that took it down. */
  takenDown(orderOf: (commitment: string) => string | null): [id: string, orderId: string][] {
    return [...this.#open].flatMap(([id, { attachments }]) => {
      const [order] = attachments.flatMap(({ commitment }) => orderOf(commitment) ?? []);
      return order === undefined ? [] : [[id, order]];
    });
  }

  /**
   * Removes what a review has of a content that an order took down: files first, so that a stop
   * meanwhile leaves the review to be found again.
   */
  async forget(id: string, orderId: string, now: number): Promise<void> {
    const review = this.#open.get(id);
    if (review === undefined) return;
    await this.#purgeFiles(id, withoutFiles(review).leaving ?? []);
    const left = this.update(id, withoutContent(review, orderId), now);
    await this.reviews.shelf.changeForGood([left]);
  }

  async #finish(now: number): Promise<void> {
    for (const id of [...this.#unfinished]) {
      const review = await this.reviews.get(id);
      if (review === undefined || !hasRemains(review)) this.#unfinished.delete(id);
      else if (review.state === 'approved' && review.files.length > 0) await this.passOn(id, now);
      else await this.discard(id, review, now);
    }
  }

  #purgeFiles(id: string, files: Review['files']): Promise<void> {
    const all = files.map(({ name, sizeBytes }) => ({ id: `${id}.${name}`, sizeBytes }));
    return this.#files.purge(all);
  }

  async #item(id: string, { files }: Review): Promise<PoolItem | undefined> {
    const contents: Uint8Array[] = [];
    for (const { name } of files) {
      const bytes = await this.file(id, name);
      if (bytes === undefined) return undefined;
      contents.push(bytes);
    }
    const [transaction, ...attachments] = contents;
    if (transaction === undefined) return undefined;
    return {
      transaction,
      attachments: attachments.map((bytes) => {
        return { salt: bytes.subarray(0, SALT_BYTES), content: bytes.subarray(SALT_BYTES) };
      }),
    };
  }

  #know(id: string, review: Review, now: number): void {
    if (hasRemains(review)) this.#unfinished.add(id);
    else this.#unfinished.delete(id);
    if (isOpen(review.state) || isBinding(review, now)) {
      this.#open.set(id, review);
      if (review.kind === 'held') this.#byDigest.set(review.digest, id);
      return;
    }
    this.#open.delete(id);
    if (this.#byDigest.get(review.digest) === id) this.#byDigest.delete(review.digest);
  }

  /** Whether a transaction is on the chain. */
  async isCommitted(transactionId: string): Promise<boolean> {
    const id = hexToBytes(transactionId) ?? new Uint8Array(0);
    return (await this.#host.store.findTransaction(id)) !== undefined;
  }
}

function bytesOf(files: Review['files']): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
