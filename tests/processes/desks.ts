// Officers of a management node at their desks: they log in when they are first needed.
import { join } from 'node:path';
import { TestOfficer } from '../../node/test/logged-in.ts';
import type { TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';

/** The desks of one node, for as long as its program runs. */
export class Desks {
  readonly #network: TestNetwork;
  readonly #node: ProgramProcess;
  readonly #cookies = new Map<string, string>();

  constructor(network: TestNetwork, node: ProgramProcess) {
    this.#network = network;
    this.#node = node;
  }

  /** Asks a route as somebody of a role, with a form or without; an answer that is none throws. */
  // biome-ignore lint/suspicious/noExplicitAny: answers of all shapes are looked into
  async ask(role: string, path: string, form?: object, method = 'POST'): Promise<any> {
    const baseUrl = this.#node.url.replace('127.0.0.1', 'localhost');
    const cookie = role === 'nobody' ? '' : await this.#cookieOf(role, baseUrl);
    const json = { cookie, origin: baseUrl, 'content-type': 'application/json' };
    const answer = await fetch(baseUrl + path, {
      ...(form === undefined
        ? { headers: { cookie } }
        : { method, headers: json, body: JSON.stringify(form) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} answers ${answer.status}: ${text}`);
    return JSON.parse(text);
  }

  async #cookieOf(role: string, baseUrl: string): Promise<string> {
    const known = this.#cookies.get(role);
    if (known !== undefined) return known;
    const folder = join(this.#network.testnet.genesisFile, '..');
    const officer = new TestOfficer(folder, `${this.#node.organisation}-${role}`);
    const cookie = await officer.login({ baseUrl, control: this.#node.control });
    this.#cookies.set(role, cookie);
    return cookie;
  }
}
