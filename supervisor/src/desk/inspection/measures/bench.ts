import { hexToBytes } from '@mingjing/crypto';
import {
  type Measurement,
  measurementsBytes,
  type SupervisionItem,
  signedMeasurements,
} from '@mingjing/inspection';
import type { SignedMeasurements } from '@mingjing/protocol';
import { type MeasuredWorld, type MeasureEvents, measured } from './measuring.ts';

/** Measuring in all, whoever asks. */
const MEASURING_MS = 50_000;

/** It measures already. */
export class BenchBusyError extends Error {
  override readonly name = 'BenchBusyError';
}

export interface BenchOrder {
  readonly phrase: string;
  /** In hexadecimal. */
  readonly formHash: string;
  readonly items: readonly string[];
  readonly signal?: AbortSignal;
}

/** Where this node measures: once at a time, for blocks are verified and searched anew. */
export class Bench {
  readonly #world: MeasuredWorld;
  #isBusy = false;

  constructor(world: MeasuredWorld) {
    this.#world = world;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Measures what is asked for; rejects with `BenchBusyError` while it does. */
  async measure(
    { items, phrase, signal }: Omit<BenchOrder, 'formHash'>,
    events: MeasureEvents = {},
  ): Promise<(readonly [SupervisionItem, Measurement])[]> {
    if (this.#isBusy) throw new BenchBusyError('this node measures already');
    this.#isBusy = true;
    const { logger } = this.#world.host;
    const ends = [AbortSignal.timeout(MEASURING_MS), ...(signal === undefined ? [] : [signal])];
    try {
      return await measured(
        this.#world,
        items,
        { phrase, signal: AbortSignal.any(ends) },
        {
          ...events,
          failed: (item, error) => {
            logger.warn({ err: error, item }, 'an item was not measured');
            events.failed?.(item, error);
          },
        },
      );
    } finally {
      this.#isBusy = false;
    }
  }

  /** The same, signed with this node's statement key: bound to phrase and form. */
  async statement(
    order: BenchOrder,
  ): Promise<{ readonly signed: SignedMeasurements; readonly counts: readonly number[] }> {
    const found = await this.measure(order);
    const { host } = this.#world;
    const formHash = hexToBytes(order.formHash) ?? new Uint8Array(0);
    const run = { nodeId: host.nodeId, phrase: order.phrase, formHash };
    const { chainId } = host.replica.chain;
    const sign = (bytes: Uint8Array) => host.statements.sign(bytes);
    const signed = signedMeasurements(measurementsBytes(run, found), { chainId, sign });
    return { signed, counts: [found.length, metIn(found.map(([, each]) => each))] };
  }
}

function metIn(measurements: readonly Measurement[]): number {
  return measurements.filter(({ outcome }) => outcome === 'met').length;
}
