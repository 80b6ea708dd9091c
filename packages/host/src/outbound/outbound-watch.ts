import type { EntryInput, Journal } from '@mingjing/journal';
import type { OutboundCount, OutboundGate } from './outbound-gate.ts';

/** Counts become entries this often; a crash loses those of one such time. */
const REPORT_MS = 2000;

export type OutboundListener = (counts: readonly OutboundCount[]) => Promise<void>;

export interface OutboundWatchOptions {
  readonly gate: OutboundGate;
  readonly nodeId: string;
  readonly journal: Pick<Journal, 'appendMany'>;
  readonly onError: (error: unknown) => void;
}

/** Journals what a gate let pass and refused: one entry for a destination and a few seconds. */
export class OutboundWatch {
  readonly gate: OutboundGate;
  readonly #options: OutboundWatchOptions;
  #listener: OutboundListener = async () => undefined;
  #timer: NodeJS.Timeout | undefined;
  #reporting: Promise<void> = Promise.resolve();

  constructor(options: OutboundWatchOptions) {
    this.gate = options.gate;
    this.#options = options;
  }

  /** Tells somebody else, one at a time, what was journalled; resolves when all was told so far. */
  async tell(listener: OutboundListener | undefined): Promise<void> {
    await this.report();
    this.#listener = listener ?? (async () => undefined);
  }

  start(): void {
    this.#timer = setInterval(() => this.report(), REPORT_MS);
    this.#timer.unref();
  }

  /** Writes what was counted since the last report. */
  report(): Promise<void> {
    this.#reporting = this.#reporting.then(() => this.#write()).catch(this.#options.onError);
    return this.#reporting;
  }

  stop(): Promise<void> {
    clearInterval(this.#timer);
    return this.report();
  }

  async #write(): Promise<void> {
    const counts = this.gate.take();
    if (counts.length === 0) return;
    await this.#options.journal.appendMany(counts.map((count) => this.#entry(count)));
    await this.#listener(counts);
  }

  #entry({ host, port, protocol, purpose, first, last, count }: OutboundCount): EntryInput {
    const isListed = purpose !== undefined;
    return {
      source: 'network',
      event: isListed ? 'outbound-connection' : 'outbound-refused',
      result: isListed ? 'done' : 'refused',
      ...(isListed ? { object: purpose } : { reason: 'not-listed' }),
      actor: { type: 'system', id: this.#options.nodeId },
      method: protocol,
      destination: { address: host, port },
      counts: [first, last, count],
    };
  }
}
