// A node of this process that says it takes what it is sent, and keeps it to itself.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const HASH = '00'.repeat(32);
const ANSWER = { results: [{ id: HASH, hash: HASH, status: 'accepted' }] };

export class WithholdingNode {
  readonly #server: Server = createServer((request, answer) => {
    request.resume().on('end', () => {
      answer.setHeader('content-type', 'application/json');
      answer.end(JSON.stringify(ANSWER));
    });
  });

  /** Resolves with the base address of its API. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', () => resolve()));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
