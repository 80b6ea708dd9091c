import { Session } from 'node:inspector';

/** What V8 tells of one function: where it lies, and which parts of it ran. */
interface FunctionCoverage {
  readonly ranges: readonly { startOffset: number; endOffset: number; count: number }[];
}
interface ScriptCoverage {
  readonly url: string;
  readonly functions: readonly FunctionCoverage[];
}

/**
 * Which blocks of this repository's packages have run, by V8's own precise coverage: what leads the
 * search. No native add-on is needed, and what is measured is the code as it runs.
 */
export class BlockCoverage {
  readonly #session = new Session();
  /** Characters of each function that have run, by where it begins. */
  readonly #ran = new Map<string, Uint8Array>();
  #blocks = 0;

  constructor() {
    this.#session.connect();
    this.#post('Profiler.enable');
    this.#post('Profiler.startPreciseCoverage', { callCount: false, detailed: true });
  }

  /** Functions and blocks found to run so far, a block each time that something new in it did. */
  get blocks(): number {
    return this.#blocks;
  }

  /** Looks at what ran since the last call; true when something ran for the first time. */
  take(): boolean {
    const { result } = this.#post('Profiler.takePreciseCoverage') as { result: ScriptCoverage[] };
    let isNew = false;
    for (const { url, functions } of result) {
      if (!url.includes('/packages/') || url.includes('/node_modules/')) continue;
      for (const each of functions) isNew = this.#mark(url, each) || isNew;
    }
    return isNew;
  }

  stop(): void {
    this.#session.disconnect();
  }

  #mark(url: string, { ranges }: FunctionCoverage): boolean {
    const [whole] = ranges;
    if (whole === undefined || whole.count === 0) return false;
    const { startOffset: start, endOffset: end } = whole;
    const now = new Uint8Array(end - start).fill(1);
    // Inner ranges come after the ones around them and say what differs.
    for (const range of ranges.slice(1)) {
      now.fill(range.count > 0 ? 1 : 0, range.startOffset - start, range.endOffset - start);
    }
    const key = `${url}:${start}`;
    const before = this.#ran.get(key);
    if (before === undefined) {
      this.#ran.set(key, now);
      this.#blocks += 1;
      return true;
    }
    let isNew = false;
    for (let at = 0; at < now.length; at += 1) {
      if (now[at] === 0 || before[at] === 1) continue;
      before[at] = 1;
      isNew = true;
    }
    if (isNew) this.#blocks += 1;
    return isNew;
  }

  // In its own thread a session answers before `post` returns.
  #post(method: string, parameters: object = {}): unknown {
    let answer: unknown;
    this.#session.post(method, parameters, (error: Error | null, result: unknown) => {
      if (error !== null) throw error;
      answer = result;
    });
    return answer;
  }
}
