import type { BlockCoverage } from './coverage.ts';
import { type Draw, mutated } from './mutations.ts';

/** One decoder: what it is fed with at first, and what must hold for every input. */
export interface Target {
  readonly name: string;
  /** Makes ready what inputs are fed to, before each of them; not counted as theirs. */
  prepare?(): Promise<void>;
  /** Valid inputs; the grammar is in them. */
  seeds(draw: Draw): readonly Uint8Array[];
  /**
   * Feeds an input. Answers what was said of it in a word, `accepted` or the reason of a refusal;
   * throws when a property is broken.
   */
  run(input: Uint8Array): string | Promise<string>;
}

/** An input for which something did not hold. */
export interface Finding {
  readonly target: string;
  readonly input: Uint8Array;
  readonly error: string;
}

/** Inputs between two looks at the coverage: a look costs as much as fifty inputs. */
const BATCH = 32;
/** Inputs kept for mutation. */
const POOL_MAX = 512;
/** Processor time of one input that hangs a program; what the machine does beside is not in it. */
const INPUT_MS_MAX = 2000;
/** Memory that one input may need for a moment, beyond what was in use. */
const INPUT_MEMORY_MAX = 256 * 1024 * 1024;
const WORD = /^[a-z][A-Za-z0-9-]*$/;

/** Searches one target's inputs: mutates what it holds, keeps what ran something new. */
export class Fuzzer {
  readonly target: Target;
  readonly findings: Finding[] = [];
  /** What was said, and how often. */
  readonly outcomes = new Map<string, number>();
  executions = 0;
  readonly #pool: Uint8Array[];
  readonly #seeds: number;
  readonly #draw: Draw;
  readonly #coverage: BlockCoverage | undefined;

  constructor(
    target: Target,
    draw: Draw,
    kept: readonly Uint8Array[] = [],
    coverage?: BlockCoverage,
  ) {
    this.target = target;
    this.#draw = draw;
    this.#coverage = coverage;
    const seeds = target.seeds(draw);
    this.#pool = [...seeds, ...kept];
    this.#seeds = seeds.length;
  }

  /** Inputs found beside the seeds, oldest first. */
  get found(): readonly Uint8Array[] {
    return this.#pool.slice(this.#seeds);
  }

  /** Feeds the pool as it is. */
  async replay(): Promise<void> {
    for (const input of this.#pool) await this.feed(input);
    this.#coverage?.take();
  }

  /** Feeds about so many mutated inputs. */
  async search(count: number): Promise<void> {
    for (let done = 0; done < count; done += BATCH) {
      const batch = Array.from({ length: BATCH }, () => this.#next());
      const words = new Set(this.outcomes.keys());
      for (const input of batch) {
        const word = await this.feed(input);
        if (!words.has(word)) this.#keep(input);
      }
      if (this.#coverage?.take() === true) await this.#keepWhatIsNew(batch);
    }
  }

  /** Feeds one input; a broken property becomes a finding. */
  async feed(input: Uint8Array): Promise<string> {
    this.executions += 1;
    await this.target.prepare?.();
    const usedBefore = process.cpuUsage();
    const heldBefore = process.memoryUsage.rss();
    let word: string;
    try {
      word = await this.target.run(input);
      if (!WORD.test(word)) throw new Error(`a refusal without a typed reason: ${word}`);
      const { user, system } = process.cpuUsage(usedBefore);
      const ms = (user + system) / 1000;
      if (ms > INPUT_MS_MAX) throw new Error(`${Math.round(ms)} ms for ${input.length} bytes`);
      const grown = process.memoryUsage.rss() - heldBefore;
      if (grown > INPUT_MEMORY_MAX) throw new Error(`${grown} bytes of memory`);
    } catch (error) {
      word = 'broken';
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.findings.push({ target: this.target.name, input, error: text });
    }
    this.outcomes.set(word, (this.outcomes.get(word) ?? 0) + 1);
    return word;
  }

  #next(): Uint8Array {
    const pick = () => this.#pool[this.#draw(this.#pool.length)] ?? new Uint8Array(0);
    return mutated(pick(), pick(), this.#draw);
  }

  // The batch as a whole ran something new: which of its inputs do? V8 has just forgotten it, and
  // the map has not, so the shortest that leads to a word of its own stands for the others.
  async #keepWhatIsNew(batch: readonly Uint8Array[]): Promise<void> {
    const shortest = new Map<string, Uint8Array>();
    for (const input of batch) {
      await this.target.prepare?.();
      const word = await this.target.run(input);
      const held = shortest.get(word);
      if (held === undefined || input.length < held.length) shortest.set(word, input);
    }
    for (const input of shortest.values()) this.#keep(input);
  }

  #keep(input: Uint8Array): void {
    if (this.#pool.length >= POOL_MAX) this.#pool.splice(this.#seeds + this.#draw(64), 1);
    this.#pool.push(input);
  }
}
