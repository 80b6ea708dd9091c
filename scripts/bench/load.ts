// Sends prepared requests over kept connections and notes how long each answer took.
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PreparedRequest } from './compose.ts';

const WAIT_MS = 60_000;
/** A refused request tells that nodes are full: coming back at once would only measure refusals. */
const REFUSED_PAUSE_MS = 50;

/** What came of the transactions answered since the last look. */
export interface LoadFigures {
  readonly committed: number;
  /** Answers other than committed and carried out, by reason. */
  readonly others: Readonly<Record<string, number>>;
  /** Requests made while the clock ran, because the prepared ones were used up. */
  readonly composedLate: number;
  /** Of every transaction: its request's time from the first byte sent to the whole answer. */
  readonly latenciesMs: readonly (readonly [ms: number, transactions: number])[];
}

/** What came of one transaction. */
interface Fate {
  readonly status: string;
  readonly code?: number;
  readonly reason?: string;
}

/** One agent and connection pool for all validators. */
export class Submitter {
  readonly #baseUrls: readonly string[];
  readonly #agent: Agent;
  #next = 0;

  constructor(baseUrls: readonly string[], connections: number) {
    this.#baseUrls = baseUrls;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' });
  }

  /** Submits to the validators in turn and waits until all is committed. */
  async send({ body, transactions }: PreparedRequest): Promise<readonly Fate[]> {
    const base = this.#baseUrls[this.#next++ % this.#baseUrls.length] ?? '';
    const url = `${base}/v1/transactions?wait=committed&timeout_ms=${WAIT_MS}`;
    let fault: string;
    try {
      const { status, text } = await post(url, body, this.#agent);
      const { results } = JSON.parse(text) as { results?: readonly Fate[] };
      if (results?.length === transactions) return results;
      fault = `http-${status}`;
    } catch (error) {
      // Told in the figures beside the refusals, where a reader looks for what went wrong.
      fault = (error as NodeJS.ErrnoException).code ?? String(error);
    }
    return Array.from({ length: transactions }, () => ({ status: fault }));
  }

  close(): void {
    this.#agent.destroy();
  }
}

function post(url: string, body: Uint8Array, agent: Agent) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const headers = { 'content-type': 'application/x-protobuf', 'content-length': body.length };
    const call = request(url, { method: 'POST', agent, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', reject);
      answer.once('end', () => {
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() });
      });
    });
    call.once('error', (error: NodeJS.ErrnoException) => {
      // A node may close a connection that was idle at the moment when it is used again.
      const isStale = call.reusedSocket && error.code === 'ECONNRESET';
      if (isStale) post(url, body, agent).then(resolve, reject);
      else reject(error);
    });
    call.end(body);
  });
}

/** A closed loop: so many requests are on their way, and each answer sends the next. */
export class SaturatingLoad {
  readonly #submitter: Submitter;
  readonly #compose: () => PreparedRequest;
  readonly #prepared: PreparedRequest[];
  readonly #figures = new Figures();
  #loops: Promise<void>[] = [];
  #isRunning = false;

  constructor(submitter: Submitter, prepared: PreparedRequest[], compose: () => PreparedRequest) {
    this.#submitter = submitter;
    this.#prepared = prepared;
    this.#compose = compose;
  }

  start(requestsOutstanding: number): void {
    this.#isRunning = true;
    this.#loops = Array.from({ length: requestsOutstanding }, () => this.#loop());
  }

  take(): LoadFigures {
    return this.#figures.take();
  }

  /** Sends no more and waits for what is outstanding. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    await Promise.all(this.#loops);
    this.#submitter.close();
  }

  async #loop(): Promise<void> {
    while (this.#isRunning) {
      const next = this.#nextRequest();
      const startedAt = performance.now();
      const fates = await this.#submitter.send(next);
      const committed = this.#figures.add(fates, performance.now() - startedAt);
      if (committed < fates.length) await sleep(REFUSED_PAUSE_MS);
    }
  }

  #nextRequest(): PreparedRequest {
    for (let next = this.#prepared.shift(); next !== undefined; next = this.#prepared.shift()) {
      if (next.staleAt > Date.now()) return next;
    }
    this.#figures.composedLate += 1;
    return this.#compose();
  }
}

/** An open loop: one transaction at each tick, whether or not those before have been answered. */
export async function steadyLoad(
  submitter: Submitter,
  prepared: readonly PreparedRequest[],
  perSecond: number,
): Promise<LoadFigures> {
  const figures = new Figures();
  const startedAt = performance.now();
  const sends = prepared.map(async (one, index) => {
    await sleep(Math.max(0, startedAt + (index * 1000) / perSecond - performance.now()));
    const sentAt = performance.now();
    const fates = await submitter.send(one);
    figures.add(fates, performance.now() - sentAt);
  });
  await Promise.all(sends);
  return figures.take();
}

/** Adds up answers. */
class Figures {
  #committed = 0;
  #others: Record<string, number> = {};
  #latenciesMs: [number, number][] = [];
  composedLate = 0;

  /** Returns how many of them were committed. */
  add(fates: readonly Fate[], ms: number): number {
    let committed = 0;
    for (const { status, code = 0, reason } of fates) {
      if (status === 'committed' && code === 0) {
        committed += 1;
        continue;
      }
      const name = reason ?? (code === 0 ? status : `code-${code}`);
      this.#others[name] = (this.#others[name] ?? 0) + 1;
    }
    this.#committed += committed;
    if (committed > 0) this.#latenciesMs.push([ms, committed]);
    return committed;
  }

  /** Figures since the last call; counting begins anew. */
  take(): LoadFigures {
    const figures = {
      committed: this.#committed,
      others: this.#others,
      composedLate: this.composedLate,
      latenciesMs: this.#latenciesMs,
    };
    this.#committed = 0;
    this.composedLate = 0;
    this.#others = {};
    this.#latenciesMs = [];
    return figures;
  }
}
