import { actGroupCodec, SOURCE_NAMES } from '@mingjing/protocol';
import type { CheckedEntry } from './entry-check.ts';
import type { CheckedLogs } from './log-check.ts';
import type { Faults, Silence } from './report.ts';

/** A program writes one every 30 s; two are missing before a silence is told. */
const SILENCE_MS = 90_000;
/** The highest size that was stated of a log, and when that was. */
interface Statement {
  readonly size: number;
  readonly time: number;
}

/** What the maintenance log says of all logs: heartbeats, starts and stops. */
export class Heartbeats {
  readonly #stated = new Map<string, Statement>();
  readonly silences: Silence[] = [];
  /** The last sign of life, and whether it was the word that the program stops. */
  #last: { readonly time: number; readonly isStop: boolean } | undefined;
  readonly #faults: Faults;

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  /** Takes an entry of `maintenance`, in order. */
  add(index: number, { frame, body }: CheckedEntry): void {
    if (frame === undefined || body === undefined) return;
    const { event, time } = frame;
    const last = this.#last;
    if (last !== undefined && time - last.time > SILENCE_MS) {
      this.silences.push({ from: last.time, to: time, isAnnounced: last.isStop });
    }
    this.#last = { time, isStop: event === 'program-stopped' };
    if (event === 'heartbeat')
      this.#statements(index, time, actGroupCodec.decode(body.act.stored).counts);
  }

  #statements(index: number, time: number, counts: readonly number[]): void {
    for (const [i, source] of SOURCE_NAMES.entries()) {
      const size = counts[i] ?? 0;
      const known = this.#stated.get(source);
      if (known !== undefined && size < known.size) {
        const window = { from: known.time, to: time };
        const place = { index: size, end: known.size, window };
        this.#faults.add({ source, part: 'log', reason: 'heartbeat-fell', ...place });
      }
      if (known === undefined || size > known.size) this.#stated.set(source, { size, time });
    }
    if ((counts[SOURCE_NAMES.indexOf('maintenance')] ?? 0) > index + 1) {
      const source = 'maintenance';
      this.#faults.add({ source, part: 'log', reason: 'heartbeat-ahead-of-itself', index });
    }
  }

  /** Holds every log against the sizes that were stated of it. */
  checkSizes(logs: CheckedLogs): void {
    for (const [source, log] of logs) {
      const stated = this.#stated.get(source);
      if (stated === undefined || stated.size <= log.size) continue;
      const window = { from: log.last, to: stated.time };
      const place = { index: log.size, end: stated.size, window };
      this.#faults.add({ source, part: 'log', reason: 'shorter-than-heartbeat', ...place });
    }
  }

  /** A journal said to reach until a time must have a heartbeat shortly before it. */
  checkUntil(until: number, logs: CheckedLogs): void {
    const last = this.#last;
    if (last !== undefined && until - last.time <= SILENCE_MS) return;
    if (last?.isStop) {
      this.silences.push({ from: last.time, to: until, isAnnounced: true });
      return;
    }
    const index = logs.get('maintenance')?.size ?? 0;
    const window = { from: last?.time, to: until };
    const source = 'maintenance';
    this.#faults.add({ source, part: 'log', reason: 'heartbeat-missing', index, window });
  }
}
