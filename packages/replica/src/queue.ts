/** Inputs of one peer waiting at once; beyond it they are dropped, and the peer will send again. */
const WAITING_OF_PEER_MAX = 2048;

type Task = () => Promise<void>;

/** Where the node's own tasks wait; no node id is empty. */
const OWN = '';

/**
 * Runs tasks one at a time to completion. Those of one peer, and the node's own, keep their order;
 * among each other they take turns, so that who sends much waits for himself alone.
 */
export class TaskQueue {
  readonly #lanes = new Map<string, Task[]>();
  readonly #onFailure: (error: unknown) => void;
  #running = false;
  #stopped = false;

  /** `onFailure` gets what a task throws: an operating failure or a broken invariant. */
  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  get isStopped(): boolean {
    return this.#stopped;
  }

  /** A task of the node itself; never dropped for want of room. False: the queue is stopped. */
  push(task: Task): boolean {
    return this.#add(OWN, task);
  }

  /** A task for a peer's input. False: too much of this peer waits already, or the end has come. */
  offer(peer: string, task: Task): boolean {
    const count = this.#lanes.get(peer)?.length ?? 0;
    return count < WAITING_OF_PEER_MAX && this.#add(peer, task);
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
    this.#lanes.clear();
  }

  #add(lane: string, task: Task): boolean {
    if (this.#stopped) return false;
    const waiting = this.#lanes.get(lane);
    if (waiting === undefined) this.#lanes.set(lane, [task]);
    else waiting.push(task);
    if (!this.#running) void this.#run();
    return true;
  }

  async #run(): Promise<void> {
    this.#running = true;
    // What is pushed while nothing runs starts in a later turn, so its caller is done by then.
    await undefined;
    for (let task = this.#next(); task !== undefined; task = this.#next()) {
      try {
        await task();
      } catch (error) {
        this.#fail(error);
      }
    }
    this.#running = false;
  }

  // The lane that waits longest; behind the others again when more is in it.
  #next(): Task | undefined {
    for (const [lane, tasks] of this.#lanes) {
      const task = tasks.shift();
      this.#lanes.delete(lane);
      if (tasks.length > 0) this.#lanes.set(lane, tasks);
      return task;
    }
    return undefined;
  }

  // A node that failed to write or to keep an invariant must not go on.
  #fail(error: unknown): void {
    if (this.#stopped) return;
    this.stop();
    this.#onFailure(error);
  }
}
