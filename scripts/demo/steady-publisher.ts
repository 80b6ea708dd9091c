import { readFileSync } from 'node:fs';
import { type Client, composePublish, type PublishOptions } from '@mingjing/client';
import type { DocumentFile } from './documents.ts';

/** Documents up to this size are sent over and over: what is watched is the blocks. */
const SIZE_MAX = 256 * 1024;
const WAIT_MS = 60_000;

/** Publishes one document after the other, each when the one before is in a block. */
export class SteadyPublisher {
  readonly #client: Client;
  readonly #options: PublishOptions;
  readonly #documents: readonly DocumentFile[];
  #isStopping = false;
  #running: Promise<void> = Promise.resolve();
  #refusals: string[] = [];
  #count = 0;

  constructor(client: Client, options: PublishOptions, documents: readonly DocumentFile[]) {
    this.#client = client;
    this.#options = options;
    const small = documents.filter(({ sizeBytes }) => sizeBytes <= SIZE_MAX);
    this.#documents = small.length === 0 ? documents : small;
  }

  /** Records committed up to now. */
  get count(): number {
    return this.#count;
  }

  start(): void {
    this.#running = this.#publishAll();
  }

  /** Finishes the document that is on its way; answers what was not committed. */
  async stop(): Promise<readonly string[]> {
    this.#isStopping = true;
    await this.#running;
    return this.#refusals;
  }

  async #publishAll(): Promise<void> {
    for (let at = 0; !this.#isStopping; at = (at + 1) % this.#documents.length) {
      const document = this.#documents[at];
      if (document === undefined) return;
      try {
        await this.#publish(document);
        this.#count += 1;
      } catch (error) {
        this.#refusals.push(error instanceof Error ? error.message : String(error));
        return;
      }
    }
  }

  async #publish({ path, name }: DocumentFile): Promise<void> {
    const composed = composePublish(
      [{ fileName: name, mediaType: 'application/octet-stream', content: readFileSync(path) }],
      this.#options,
    );
    if (!composed.ok) throw new Error(composed.reason);
    for (const items of composed.value.requests) {
      const { results } = await this.#client.submit(items, { wait: 'committed', waitMs: WAIT_MS });
      for (const { status, code, reason } of results) {
        if (status !== 'committed' || code !== 0) throw new Error(reason ?? `${status} ${code}`);
      }
    }
  }
}
