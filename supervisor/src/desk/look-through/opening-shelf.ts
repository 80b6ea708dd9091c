import { bytesToHex, hexToBytes } from '@mingjing/crypto';
import { type OpeningContribution, openingContributionCodec } from '@mingjing/protocol';
import { Collection, type Document, type Shelf } from '@mingjing/storage';

/** A custodian's answer as it came, sealed to the officers. */
export interface KeptAnswer {
  /** Canonical `CustodyAnswer`, hexadecimal. */
  readonly answer: string;
  /** Which node gave it. */
  readonly from: string;
  /** Ms, by this machine's clock. */
  readonly takenAt: number;
  /** Where the log of supervision ended before; its entry lies behind. */
  readonly since: number;
  /** Number of its entry; null: not written yet. */
  readonly entry: number | null;
}

/** What an officer added: canonical statement and signature, hexadecimal. */
export interface KeptContribution {
  readonly statement: string;
  readonly signature: string;
  readonly takenAt: number;
}

/** What came of an order. */
export interface KeptOpening {
  readonly verdict: 'opens' | 'garbage';
  /** Officers whose answers opened it. */
  readonly officers: readonly string[];
  readonly openedAt: number;
  readonly since: number;
  readonly entry: number | null;
}

/** What is kept of openings, sealed at rest. What was opened is never kept: it is opened again. */
export class OpeningShelf {
  readonly shelf: Shelf;
  readonly #answers: Collection<KeptAnswer>;
  readonly #contributions: Collection<KeptContribution>;
  readonly #openings: Collection<KeptOpening>;

  constructor(shelf: Shelf) {
    this.shelf = shelf;
    const [isAnswer, isContribution, isOpening] = [
      (value: unknown): value is KeptAnswer => hasTexts(value, 'answer', 'from'),
      (value: unknown): value is KeptContribution => hasTexts(value, 'statement', 'signature'),
      (value: unknown): value is KeptOpening => hasTexts(value, 'verdict'),
    ];
    this.#answers = new Collection(shelf, { name: 'custody-answers', isValid: isAnswer });
    this.#contributions = new Collection(shelf, {
      name: 'opening-contributions',
      isValid: isContribution,
    });
    this.#openings = new Collection(shelf, { name: 'openings', isValid: isOpening });
  }

  answer(orderId: Uint8Array, organisation: string): Promise<KeptAnswer | undefined> {
    return this.#answers.get(nameOf(orderId, organisation));
  }

  /** Answers to an order, by organisation. */
  async answers(orderId: Uint8Array): Promise<{ organisation: string; kept: KeptAnswer }[]> {
    const found = await this.#answers.list({ start: prefixOf(orderId), limit: HOLDERS });
    return found.map(({ id, value }) => ({ organisation: holderIn(id), kept: value }));
  }

  putAnswer(orderId: Uint8Array, organisation: string, kept: KeptAnswer): Promise<void> {
    return this.shelf.change([this.#answers.put(nameOf(orderId, organisation), kept)]);
  }

  /** Contributions to an order, by officer. */
  async contributions(orderId: Uint8Array): Promise<OpeningContribution[]> {
    const found = await this.#contributions.list({ start: prefixOf(orderId), limit: HOLDERS });
    return found.map(({ value }) => openingContributionCodec.decode(bytesOf(value.statement)));
  }

  putContribution(orderId: Uint8Array, officer: string, kept: KeptContribution): Promise<void> {
    return this.shelf.change([this.#contributions.put(nameOf(orderId, officer), kept)]);
  }

  opening(orderId: Uint8Array): Promise<KeptOpening | undefined> {
    return this.#openings.get(bytesToHex(orderId));
  }

  /** All openings, by their orders. */
  async openings(): Promise<Document<KeptOpening>[]> {
    const all: Document<KeptOpening>[] = [];
    for await (const each of this.#openings.all()) all.push(each);
    return all;
  }

  putOpening(orderId: Uint8Array, kept: KeptOpening): Promise<void> {
    return this.shelf.change([this.#openings.put(bytesToHex(orderId), kept)]);
  }
}

/** Most holders of one side of an epoch. */
const HOLDERS = 64;

function bytesOf(hex: string): Uint8Array {
  return hexToBytes(hex) ?? new Uint8Array(0);
}

function prefixOf(orderId: Uint8Array): string {
  return `${bytesToHex(orderId)}:`;
}

function nameOf(orderId: Uint8Array, holder: string): string {
  return `${prefixOf(orderId)}${holder}`;
}

function holderIn(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}

function hasTexts(value: unknown, ...names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return names.every((name) => typeof Reflect.get(value, name) === 'string');
}
