/** Inputs of one peer waiting at once; beyond it they are dropped, and the peer will send again. */
const WAITING_OF_PEER_MAX = 2048;

type Task = () => Promise<void>;

interface Waiting {
  readonly task: Task;
  readonly peer: string | undefined;
}

/** Runs tasks one at a time to completion, in the order they came. */
export class TaskQueue {
  readonly #waiting: Waiting[] = [];
  readonly #ofPeer = new Map<string, number>();
  readonly #onFailure: (error: unknown) => void;
  #running = false;
  #stopped = false;

  /** `onFailure` gets what a task throws: an operating failure or a broken invariant. */
  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  /** A task of the node itself; never dropped for want of room. False: the queue is stopped. */
  push(task: Task): boolean {
    return this.#add({ task, peer: undefined });
  }

  /** A task for a peer's input. False: too much of this peer waits already, or the end has come. */
  offer(peer: string, task: Task): boolean {
    const count = this.#ofPeer.get(peer) ?? 0;
    if (count >= WAITING_OF_PEER_MAX || !this.#add({ task, peer })) return false;
    this.#ofPeer.set(peer, count + 1);
    return true;
  }

  /** Runs a task beside the others; what it throws stops the node as theirs does. */
  beside(task: Task): void {
    task().catch((error: unknown) => this.#fail(error));
  }

  /** Runs a task in its turn and gives its answer. */
  ask<T>(task: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const isQueued = this.push(async () => {
        try {
          resolve(await task());
        } catch (error) {
          reject(error);
          throw error;
        }
      });
      if (!isQueued) reject(new Error('the queue takes no more work'));
    });
  }

  /** Drops what waits; the task that runs comes to its end. */
  stop(): void {
    this.#stopped = true;
    this.#waiting.length = 0;
    this.#ofPeer.clear();
  }

  #add(waiting: Waiting): boolean {
    if (this.#stopped) return false;
    this.#waiting.push(waiting);
    if (!this.#running) void this.#run();
    return true;
  }

  async #run(): Promise<void> {
    this.#running = true;
    // What is pushed while nothing runs starts in a later turn, so its caller is done by then.
    await undefined;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      if (next.peer !== undefined) this.#taken(next.peer);
      try {
        await next.task();
      } catch (error) {
        this.#fail(error);
      }
    }
    this.#running = false;
  }

  #taken(peer: string): void {
    const left = (this.#ofPeer.get(peer) ?? 1) - 1;
    if (left > 0) this.#ofPeer.set(peer, left);
    else this.#ofPeer.delete(peer);
  }

  // A node that failed to write or to keep an invariant must not go on.
  #fail(error: unknown): void {
    if (this.#stopped) return;
    this.stop();
    this.#onFailure(error);
  }
}
