import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AccountClient } from '@mingjing/client';
import { loadKeyFile, signerFromSeed } from '@mingjing/crypto/node';
import { homePaths } from '@mingjing/host';
import { nextCode, timeCode } from './authenticator.ts';
import type { Program } from './programs.ts';
import { addressOf, made } from './stage.ts';

/** What a route answered. */
export interface Asked {
  readonly status: number;
  // The steps look into answers of all shapes, and fail where one is another.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly body: any;
}

/** The desks of a program, and the officers who sit there: each enrols by his link and logs in. */
export class Office {
  /** As people type it: cookies and passkeys are bound to the name. */
  readonly address: string;
  readonly #control: string;
  readonly #keys: string;
  readonly #links = new Map<string, string>();
  readonly #cookies = new Map<string, string>();

  private constructor(address: string, control: string, keys: string) {
    this.address = address;
    this.#control = control;
    this.#keys = keys;
  }

  /** `keys` is the folder with the officers' key files. */
  static async of(program: Program, keys: string): Promise<Office> {
    const reached = addressOf(await program.announced());
    const run = JSON.parse(readFileSync(homePaths(program.home).run, 'utf8'));
    return new Office(reached.replace('127.0.0.1', 'localhost'), run.control, keys);
  }

  /** Links that nobody has used yet, by officer. */
  get unused(): ReadonlyMap<string, string> {
    return this.#links;
  }

  /** Makes the link with which an officer enrols once. */
  async invite(officer: string): Promise<void> {
    const { address: baseUrl } = this;
    const { token } = await new AccountClient({ baseUrl, control: this.#control }).invite(officer);
    this.#links.set(officer, `${baseUrl}/account/#${token}`);
  }

  /** The officer binds his key and an authenticator by his link, and logs in with both. */
  async login(officer: string): Promise<void> {
    const [, token = ''] = made(this.#links.get(officer)).split('#');
    const sign = (bytes: Uint8Array) => this.sign(officer, bytes);
    const client = new AccountClient({ baseUrl: this.address });
    let authenticator = '';
    await client.enrol(token, {
      sign,
      code: async ({ secret = '' }) => {
        authenticator = secret;
        return timeCode(secret, Date.now());
      },
    });
    this.#links.delete(officer);
    const proof = { sign, code: async () => nextCode(authenticator) };
    this.#cookies.set(officer, (await client.login(officer, proof)).cookie);
  }

  keyFile(officer: string): string {
    return join(this.#keys, `${officer}.json`);
  }

  sign(officer: string, bytes: Uint8Array): Uint8Array {
    return signerFromSeed(loadKeyFile(this.keyFile(officer)).seed).sign(bytes);
  }

  /** Asks as an officer who is logged in, or, without one, as whoever stands at the machine. */
  async ask(
    officer: string | undefined,
    method: string,
    path: string,
    body?: object,
  ): Promise<Asked> {
    const isBytes = body instanceof Uint8Array;
    const answer = await fetch(this.address + path, {
      method,
      headers: {
        origin: this.address,
        ...(officer === undefined
          ? { 'mingjing-control': this.#control }
          : { cookie: made(this.#cookies.get(officer)) }),
        ...(body && { 'content-type': isBytes ? 'application/x-protobuf' : 'application/json' }),
      },
      ...(body && { body: isBytes ? Uint8Array.from(body) : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') === true;
    return { status: answer.status, body: isJson ? JSON.parse(text) : text };
  }

  /** The same where nothing but a good answer will do. */
  async have(
    officer: string | undefined,
    method: string,
    path: string,
    body?: object,
  ): Promise<Asked['body']> {
    const answer = await this.ask(officer, method, path, body);
    if (answer.status < 300) return answer.body;
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
}

/** Reads a route of a program as whoever stands at its machine. */
export async function askAtHome(program: Program, path: string): Promise<unknown> {
  const run = JSON.parse(readFileSync(homePaths(program.home).run, 'utf8'));
  const url = addressOf(await program.announced()) + path;
  const answer = await fetch(url, { headers: { 'mingjing-control': run.control } });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
}
