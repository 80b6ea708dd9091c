/** One life of a node, from its start to its crash. What ends with it must not act afterwards. */
export class Life {
  #isOver = false;

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
          const answer: unknown = this.#isOver ? never() : member.apply(object, args);
          return answer instanceof Promise ? this.#settled(answer) : answer;
        };
        bound.set(key, method);
        return method;
      },
    });
  }

  async #settled(answer: Promise<unknown>): Promise<unknown> {
    try {
      const value = await answer;
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
