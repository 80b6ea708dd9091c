import { bytesToHex, hexToBytes } from '@mingjing/crypto';
import { Collection, type Shelf } from '@mingjing/storage';

/** An answer that this custodian made, and how far it is. */
export interface MadeAnswer {
  /** Canonical `CustodyAnswer`, hexadecimal. */
  readonly answer: string;
  /** Where the log of supervision ended when it was made: its entry lies behind. */
  readonly since: number;
  /** Number of its entry; null: not written yet. */
  readonly entry: number | null;
}

/** What a custodian answered, by order: durable before anybody hears of it. */
export class AnswerShelf {
  readonly #answers: Collection<MadeAnswer>;

  constructor(shelf: Shelf) {
    this.#answers = new Collection(shelf, { name: 'custody-answers', isValid: isMadeAnswer });
  }

  get(orderId: Uint8Array): Promise<MadeAnswer | undefined> {
    return this.#answers.get(bytesToHex(orderId));
  }

  async put(orderId: Uint8Array, made: MadeAnswer): Promise<void> {
    await this.#answers.shelf.change([this.#answers.put(bytesToHex(orderId), made)]);
  }
}

/** The answer's canonical bytes. */
export function answerBytes({ answer }: MadeAnswer): Uint8Array {
  return hexToBytes(answer) ?? new Uint8Array(0);
}

function isMadeAnswer(value: unknown): value is MadeAnswer {
  if (typeof value !== 'object' || value === null) return false;
  const { answer, since, entry } = value as Record<string, unknown>;
  const isEntry = entry === null || Number.isSafeInteger(entry);
  return typeof answer === 'string' && Number.isSafeInteger(since) && isEntry;
}
