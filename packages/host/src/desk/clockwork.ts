import type { Host } from '../host.ts';

/** How late a clock that ran out may be noticed. */
const TICK_MS = 5000;

/** Something of an area that happens by the time alone. */
export interface Watch {
  readonly area: string;
  /** Does what is due; what it could not finish it finds again at the next tick. */
  tick(now: number): Promise<void>;
}

/** Runs the watches of all areas, one after the other, and never two ticks at once. */
export class Clockwork {
  readonly #watches: readonly Watch[];
  readonly #now: () => number;
  readonly #logger: Pick<Host['logger'], 'error'>;
  #timer: NodeJS.Timeout | undefined;
  #ticking: Promise<void> = Promise.resolve();
  #isTicking = false;

  constructor(watches: readonly Watch[], now: () => number, logger: Pick<Host['logger'], 'error'>) {
    this.#watches = watches;
    this.#now = now;
    this.#logger = logger;
  }

  start(): void {
    this.#timer = setInterval(() => this.#turn(), TICK_MS);
  }

  /** Resolves when nothing of it is under way any more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#ticking;
  }

  #turn(): void {
    if (this.#isTicking) return;
    this.#isTicking = true;
    this.#ticking = this.#tickAll().finally(() => {
      this.#isTicking = false;
    });
  }

  async #tickAll(): Promise<void> {
    for (const watch of this.#watches) {
      try {
        await watch.tick(this.#now());
      } catch (error) {
        // An entry that cannot be written now, or a disk that is full: the others go on.
        this.#logger.error({ err: error, area: watch.area }, 'a watch of the desk waits');
      }
    }
  }
}
