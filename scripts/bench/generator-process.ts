// The bench's side of the generator: starts the process and asks it things.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { AnswerMessage, CallMessage, GeneratorCalls } from './generator-calls.ts';

const PROGRAM = fileURLToPath(new URL('./generator.ts', import.meta.url));

type Argument<Call extends keyof GeneratorCalls> = Parameters<GeneratorCalls[Call]>[0];
type Value<Call extends keyof GeneratorCalls> = Awaited<ReturnType<GeneratorCalls[Call]>>;

export class GeneratorProcess {
  readonly #child: ChildProcess;
  readonly #open = new Map<
    number,
    { resolve: (value: never) => void; reject: (error: Error) => void }
  >();
  #nextId = 1;

  constructor() {
    this.#child = fork(PROGRAM, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#child.on('message', (message) => this.#answered(message as AnswerMessage));
    this.#child.once('exit', (code, signal) => {
      const error = new Error(`the generator ended (${code ?? signal})`);
      for (const { reject } of this.#open.values()) reject(error);
      this.#open.clear();
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Asks the generator; rejects when it fails or ends. */
  ask<Call extends keyof GeneratorCalls>(
    call: Call,
    ...[argument]: Argument<Call> extends undefined ? [] : [Argument<Call>]
  ): Promise<Value<Call>> {
    return new Promise<Value<Call>>((resolve, reject) => {
      const id = this.#nextId++;
      this.#open.set(id, { resolve: resolve as (value: never) => void, reject });
      const message: CallMessage = { id, call, argument };
      this.#child.send(message, (error) => {
        if (error !== null) reject(error);
      });
    });
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await ended;
  }

  #answered({ id, value, error }: AnswerMessage): void {
    const waiting = this.#open.get(id);
    this.#open.delete(id);
    if (error === undefined) waiting?.resolve(value as never);
    else waiting?.reject(new Error(`generator: ${error}`));
  }
}
