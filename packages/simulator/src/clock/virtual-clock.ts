import { EventHeap } from './event-heap.ts';

/** Told of every event before it fires. */
export type EventListener = (at: number, name: string) => void;

/**
 * Time that passes only from event to event. Between two events every promise callback runs, so
 * that a run is one fixed order of events, whatever the machine does meanwhile.
 */
export class VirtualClock {
  readonly #heap = new EventHeap();
  readonly #onEvent: EventListener;
  #now: number;
  #sequence = 0;
  #events = 0;

  constructor(startMs: number, onEvent: EventListener = () => undefined) {
    this.#now = startMs;
    this.#onEvent = onEvent;
  }

  /** Virtual time in ms, with fractions. */
  get time(): number {
    return this.#now;
  }

  /** Events that have fired. */
  get events(): number {
    return this.#events;
  }

  /** Calls `fire` after `delayMs`; the returned function cancels it. */
  schedule(delayMs: number, name: string, fire: () => void): () => void {
    const at = this.#now + Math.max(0, delayMs);
    const event = { at, sequence: this.#sequence, name, fire, isCancelled: false };
    this.#sequence += 1;
    this.#heap.push(event);
    return () => {
      event.isCancelled = true;
    };
  }

  /** Resolves after `delayMs`. */
  delay(delayMs: number, name: string): Promise<void> {
    return new Promise((resolve) => this.schedule(delayMs, name, resolve));
  }

  /** Fires events until `isOver`, asked between any two, or until none is left. */
  async run(isOver: () => boolean): Promise<void> {
    // The first tick too is to be asked for from a promise callback, whoever calls.
    await undefined;
    await quiet();
    while (!isOver()) {
      const event = this.#heap.pop();
      if (event === undefined) return;
      if (event.isCancelled) continue;
      this.#now = event.at;
      this.#events += 1;
      this.#onEvent(event.at, event.name);
      event.fire();
      await quiet();
    }
  }
}

// Asked for from a promise callback, a tick comes when the queue of such callbacks is empty, and
// not before: all that the event has set going has come to rest, or waits for another event.
function quiet(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
