import { availableParallelism } from 'node:os';
import { setImmediate as afterIo } from 'node:timers/promises';
import { verify } from '@mingjing/crypto/node';
import type { ProofCheck } from '@mingjing/disclosure';
import type { SignatureCheck, Verifier } from '@mingjing/replica';
import { nativeVerifier } from './native-verifier.ts';
import { ThreadLine } from './thread-line.ts';

/** Fewer are verified here sooner than a thread is asked: about 14 ms of work. */
const HELPED_FROM = 256;
/** Signatures of one message to a thread: the message costs a hundredth of verifying them. */
const CHUNK = 64;
/** Messages under way to one thread, so that it never waits for this one. */
const CHUNKS_UNDER_WAY = 2;
/** Proofs of one message to a thread: 40 ms, after which signatures get their turn. */
const PROOFS = 8;
/** Proofs checked here before threads are started for them: about what it costs to start one. */
const PROOFS_HERE = 48;
/** Signatures verified here before other work gets its turn: about 1 ms. */
const SLICE = 16;
/** More would wait for the thread that executes the blocks. */
const HELPERS_MAX = 3;

export interface HelpedVerifierOptions {
  /** Threads beside this one; by default as many as the machine has cores free, at most 3. */
  readonly helpers?: number;
  /** Proofs checked here, one by one, before threads are started for them; by default 48. */
  readonly proofsHere?: number;
  /** A thread ended by itself. What it had been given was verified all the same. */
  readonly lost: (cause: unknown) => void;
  /** Starts a thread; by default a real one. */
  readonly start?: () => Helper;
}

/** A thread beside this one. */
export type Helper = Pick<ThreadLine, 'verify' | 'checkProofs' | 'close' | 'isEnded'>;

/** What one call has still to verify: this thread takes from the front, the others from the end. */
interface Work {
  readonly checks: readonly SignatureCheck[];
  readonly verdicts: boolean[];
  front: number;
  end: number;
}

/**
 * Native strict Ed25519. Many signatures at once, as a block brings them to a node that follows or
 * catches up, are shared with threads that are started when they are first needed. Proofs about
 * elements go to them, too, once so many have come that a thread is worth its start. The verdicts
 * are those of `nativeVerifier`.
 */
export class HelpedVerifier implements Verifier {
  readonly #count: number;
  readonly #lost: HelpedVerifierOptions['lost'];
  readonly #start: () => Helper;
  #helpers: Helper[] = [];
  #proofsHere: number;
  #isClosed = false;

  constructor(options: HelpedVerifierOptions) {
    this.#count = options.helpers ?? spareCores();
    this.#proofsHere = options.proofsHere ?? PROOFS_HERE;
    this.#lost = options.lost;
    this.#start = options.start ?? (() => new ThreadLine());
  }

  readonly verify: Verifier['verify'] = nativeVerifier.verify;

  async verifyMany(checks: readonly SignatureCheck[]): Promise<boolean[]> {
    if (checks.length < HELPED_FROM || this.#isClosed) return nativeVerifier.verifyMany(checks);
    const verdicts = new Array<boolean>(checks.length).fill(false);
    const work: Work = { checks, verdicts, front: 0, end: checks.length };
    const helping = this.#started().flatMap((helper) =>
      Array.from({ length: CHUNKS_UNDER_WAY }, () => this.#help(helper, work)),
    );
    await verifyHere(work);
    await Promise.all(helping);
    return verdicts;
  }

  // All of them beside this thread, which one alone would hold for some ms.
  async checkProofs(checks: readonly ProofCheck[]): Promise<boolean[]> {
    const helpers = this.#isClosed || this.#isFew(checks.length) ? [] : this.#started();
    if (helpers.length === 0) return nativeVerifier.checkProofs(checks);
    const verdicts = new Array<boolean>(checks.length).fill(false);
    const starts = Array.from(
      { length: Math.ceil(checks.length / PROOFS) },
      (_, at) => at * PROOFS,
    );
    const queue = starts.values();
    const help = async (helper: Helper): Promise<void> => {
      for (const from of queue) {
        const own = await this.#prove(helper, checks.slice(from, from + PROOFS));
        for (const [at, verdict] of own.entries()) verdicts[from + at] = verdict;
      }
    };
    await Promise.all(helpers.map(help));
    return verdicts;
  }

  /** Ends the threads; what comes later is verified on this one. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#helpers.splice(0).map((helper) => helper.close()));
  }

  // Most nodes see a handful of proofs in a day; a start costs 160 ms of CPU, one proof 3.
  #isFew(proofs: number): boolean {
    if (this.#helpers.length > 0 || proofs > this.#proofsHere) return false;
    this.#proofsHere -= proofs;
    return true;
  }

  #prove(helper: Helper, checks: readonly ProofCheck[]): Promise<readonly boolean[]> {
    return helper.checkProofs(checks).catch((error) => {
      this.#drop(helper, error);
      return nativeVerifier.checkProofs(checks);
    });
  }

  #started(): readonly Helper[] {
    while (this.#helpers.length < this.#count) this.#helpers.push(this.#start());
    return this.#helpers;
  }

  async #help(helper: Helper, work: Work): Promise<void> {
    while (work.front < work.end) {
      const from = Math.max(work.front, work.end - CHUNK);
      const chunk = work.checks.slice(from, work.end);
      work.end = from;
      const verdicts = await helper.verify(chunk).catch((error) => {
        this.#drop(helper, error);
        return nativeVerifier.verifyMany(chunk);
      });
      for (const [at, verdict] of verdicts.entries()) work.verdicts[from + at] = verdict;
      if (helper.isEnded) return;
    }
  }

  // One that was ended by `close` is in the list no more: it is not lost.
  #drop(helper: Helper, cause: unknown): void {
    if (!this.#helpers.includes(helper)) return;
    this.#helpers = this.#helpers.filter((each) => each !== helper);
    this.#lost(cause);
  }
}

async function verifyHere(work: Work): Promise<void> {
  while (work.front < work.end) {
    const to = Math.min(work.front + SLICE, work.end);
    const from = work.front;
    work.front = to;
    for (let at = from; at < to; at += 1) work.verdicts[at] = isGenuine(work.checks[at]);
    await afterIo();
  }
}

function isGenuine(check: SignatureCheck | undefined): boolean {
  return check !== undefined && verify(check.publicKey, check.message, check.signature);
}

function spareCores(): number {
  return Math.min(HELPERS_MAX, Math.max(1, availableParallelism() - 1));
}
