/** When something may happen to a call of the world: before it, while it is under way, after. */
export type EffectPoint = 'before' | 'inside' | 'after';

/** One life of a node, from its start to its crash. What ends with it must not act afterwards. */
export class Life {
  readonly #onEffect: (point: EffectPoint) => void;
  #isOver = false;

  /** `onEffect` hears of every call of the world, and may end the life there and then. */
  constructor(onEffect: (point: EffectPoint) => void = () => undefined) {
    this.#onEffect = onEffect;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  end(): void {
    this.#isOver = true;
  }

  /**
   * An object whose promises never settle once the life is over: a process that was killed does
   * not hear what became of its last calls.
   */
  bind<T extends object>(target: T): T {
    const bound = new Map<string | symbol, unknown>();
    return new Proxy(target, {
      get: (object, key) => {
        const known = bound.get(key);
        if (known !== undefined) return known;
        const member: unknown = Reflect.get(object, key);
        if (typeof member !== 'function') return member;
        const method = (...args: unknown[]) => {
          if (!this.#isOver) this.#onEffect('before');
          if (this.#isOver) return never();
          const answer: unknown = member.apply(object, args);
          if (!(answer instanceof Promise)) return answer;
          this.#onEffect('inside');
          return this.#settled(answer);
        };
        bound.set(key, method);
        return method;
      },
    });
  }

  async #settled(answer: Promise<unknown>): Promise<unknown> {
    try {
      const value = await answer;
      if (!this.#isOver) this.#onEffect('after');
      return this.#isOver ? never() : value;
    } catch (error) {
      if (this.#isOver) return never();
      throw error;
    }
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
