import { readFileSync } from 'node:fs';
import { homePaths } from '@mingjing/host/home';
import { CONTROL_HEADER } from '@mingjing/service/command-line';
import { SupervisorError } from '../../errors.ts';
import { noAnswer } from '../no-answer.ts';

/** An opened content is up to some MiB; everything else answers far sooner. */
const TIMEOUT_MS = 30_000;

/** The program that runs in a home, asked as whoever may read that home. */
export class HomeConsole {
  readonly #url: string;
  readonly #control: string;
  readonly #home: string;

  constructor(home: string) {
    this.#home = home;
    try {
      const run = JSON.parse(readFileSync(homePaths(home).run, 'utf8')) as {
        console: { host: string; port: number };
        control: string;
      };
      this.#url = `http://${run.console.host}:${run.console.port}`;
      this.#control = run.control;
    } catch (cause) {
      throw new SupervisorError('NOT_RUNNING', { home }, cause);
    }
  }

  async json<T>(path: string): Promise<T> {
    return (await (await this.#ask(path)).json()) as T;
  }

  async bytes(path: string): Promise<Uint8Array> {
    return new Uint8Array(await (await this.#ask(path)).arrayBuffer());
  }

  async post<T>(path: string, body: Uint8Array | object): Promise<T> {
    const isBytes = body instanceof Uint8Array;
    const type = isBytes ? 'application/octet-stream' : 'application/json';
    const answer = await this.#ask(path, {
      method: 'POST',
      headers: { 'content-type': type },
      body: isBytes ? Buffer.from(body) : JSON.stringify(body),
    });
    return (await answer.json()) as T;
  }

  async #ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...init.headers, [CONTROL_HEADER]: this.#control };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    let response: Response;
    try {
      response = await fetch(`${this.#url}${path}`, { ...init, headers, signal });
    } catch (cause) {
      throw new SupervisorError('NOT_RUNNING', { home: this.#home }, cause);
    }
    if (response.ok) return response;
    throw noAnswer(await response.json().catch(() => undefined), response.status);
  }
}
