import { bytesToHex, sha256 } from '@mingjing/crypto';
import type { Fact } from '@mingjing/oversight';
import { Collection, LISTED_MAX, type Shelf } from '@mingjing/storage';
import Type from 'typebox';
import { Value } from 'typebox/value';
import { onceKey, type ToldFact } from './told-fact.ts';

/** Facts of one document: some hundred bytes each, so that it stays well below its bound. */
const FACTS_MAX = 1000;
const HEIGHT_DIGITS = 12;
const PART_DIGITS = 4;
const CURSOR = 'cursor';

const storedFacts = Type.Object({ facts: Type.Array(Type.Object({ type: Type.String() })) });
const storedCursor = Type.Object({ height: Type.Integer({ minimum: 0 }) });
const storedPlace = Type.Object({ next: Type.Integer({ minimum: 0 }) });

interface Stored {
  readonly facts: readonly Fact[];
}

/**
 * What rules were told, in the order of heights, without texts and without blocks in which nothing
 * was: those are read from the chain again. So a replay hears what the rules heard.
 */
export class FactLog {
  readonly #shelf: Shelf;
  readonly #facts: Collection<Stored>;
  readonly #cursor: Collection<{ height: number }>;
  /** What is told once: the height at which it was. */
  readonly #told: Collection<{ height: number }>;
  /** Up to where the journals of nodes were read, by node. */
  readonly #places: Collection<{ next: number }>;
  #height: number;
  /** Parts of the facts at `#height`. */
  #parts: number;

  private constructor(shelf: Shelf) {
    this.#shelf = shelf;
    this.#facts = new Collection<Stored>(shelf, {
      name: 'watch-facts',
      isValid: (value): value is Stored => Value.Check(storedFacts, value),
    });
    const isHeight = (value: unknown): value is { height: number } =>
      Value.Check(storedCursor, value);
    this.#cursor = new Collection(shelf, { name: 'watch-cursor', isValid: isHeight });
    this.#told = new Collection(shelf, { name: 'watch-told', isValid: isHeight });
    this.#places = new Collection(shelf, {
      name: 'watch-places',
      isValid: (value): value is { next: number } => Value.Check(storedPlace, value),
    });
    this.#height = 0;
    this.#parts = 0;
  }

  static async open(shelf: Shelf): Promise<FactLog> {
    const log = new FactLog(shelf);
    log.#height = (await log.#cursor.get(CURSOR))?.height ?? 0;
    const latest = await log.#facts.list({ start: prefixOf(log.#height), limit: LISTED_MAX });
    log.#parts = latest.length;
    return log;
  }

  /** Height of the latest block whose facts are here. */
  get height(): number {
    return this.#height;
  }

  /** Facts of the next block; durable when it resolves. */
  async next(height: number, facts: readonly Fact[]): Promise<void> {
    const parts = partsOf(facts);
    const changes = parts.map((part, index) => {
      return this.#facts.put(idOf(height, index), { facts: part });
    });
    await this.#shelf.change([...changes, this.#cursor.put(CURSOR, { height })]);
    this.#height = height;
    this.#parts = parts.length;
  }

  /** Number of the entry from which a node's journal is to be read; undefined: never was. */
  async placeOf(nodeId: string): Promise<number | undefined> {
    return (await this.#places.get(nodeId))?.next;
  }

  /**
   * Facts that were found out after the latest block, without those that were told before; answers
   * what is new, durable with the mark that it was told and with how far journals were read for it.
   */
  async also(
    told: readonly ToldFact[],
    at: Pick<Fact, 'height' | 'time'>,
    places: ReadonlyMap<string, number>,
  ): Promise<Fact[]> {
    const marks = new Set<string>();
    const facts: Fact[] = [];
    for (const fact of told) {
      const key = onceKey(fact);
      const mark = key && bytesToHex(sha256(Buffer.from(key)));
      if (mark && (marks.has(mark) || (await this.#told.get(mark)) !== undefined)) continue;
      if (mark) marks.add(mark);
      facts.push({ ...fact, ...at } as Fact);
    }
    const parts = partsOf(facts);
    const changes = parts.map((part, index) => {
      return this.#facts.put(idOf(this.#height, this.#parts + index), { facts: part });
    });
    const { height } = at;
    const marked = [...marks].map((mark) => this.#told.put(mark, { height }));
    const read = [...places].map(([nodeId, next]) => this.#places.put(nodeId, { next }));
    const all = [...changes, ...marked, ...read];
    if (all.length > 0) await this.#shelf.change(all);
    this.#parts += parts.length;
    return facts;
  }

  /** What was told at one height. */
  async at(height: number): Promise<Fact[]> {
    const found = await this.#facts.list({ start: prefixOf(height), limit: LISTED_MAX });
    return found.flatMap(({ value }) => value.facts);
  }
}

function partsOf(facts: readonly Fact[]): Fact[][] {
  const count = Math.ceil(facts.length / FACTS_MAX);
  return Array.from({ length: count }, (_, i) => facts.slice(i * FACTS_MAX, (i + 1) * FACTS_MAX));
}

function prefixOf(height: number): string {
  return `${String(height).padStart(HEIGHT_DIGITS, '0')}.`;
}

function idOf(height: number, part: number): string {
  return prefixOf(height) + String(part).padStart(PART_DIGITS, '0');
}
