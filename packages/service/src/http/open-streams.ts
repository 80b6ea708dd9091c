import type { Readable } from 'node:stream';
import type { Gate } from '../accounts/gate.ts';
import type { Session } from '../accounts/sessions.ts';
import type { EventAnswer } from './route.ts';

/** Streams of events that are open: each ends with the service, and with its session. */
export class OpenStreams {
  readonly #gate: Pick<Gate, 'attend'> | undefined;
  readonly #graceMs: number;
  readonly #streams = new Set<Readable>();

  /** `graceMs`: how long a stream may take to be read out once its session is over. */
  constructor(gate: Pick<Gate, 'attend'> | undefined, graceMs: number) {
    this.#gate = gate;
    this.#graceMs = graceMs;
  }

  /** Follows a stream that somebody opened, in a session where he has one. */
  track(session: Session | undefined, { events, outlivesIdle = false }: EventAnswer): void {
    this.#streams.add(events);
    events.once('close', () => this.#streams.delete(events));
    if (session === undefined) return;
    const leave = this.#gate?.attend(session, { end: () => this.#cut(events), outlivesIdle });
    if (leave !== undefined) events.once('close', leave);
  }

  /** The service ends. */
  end(): void {
    for (const stream of this.#streams) stream.push(null);
  }

  /** What was told already may still arrive; who does not read is cut off. */
  #cut(stream: Readable): void {
    stream.push(null);
    const cut = setTimeout(() => stream.destroy(), this.#graceMs);
    stream.once('close', () => clearTimeout(cut));
  }
}
