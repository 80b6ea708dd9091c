import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that shows a node's logs with one byte changed. */
export interface Altering {
  readonly url: string;
  /** Answers that were changed. */
  altered(): number;
  stop(): Promise<void>;
}

/** Passes a node's answers on, and changes one byte of those whose path has `part` in it. */
export async function startAltering(target: string, part: string): Promise<Altering> {
  let altered = 0;
  const server = createServer(async ({ url = '' }, response) => {
    const answer = await fetch(target + url);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const last = bytes.length - 1;
    // The last byte of a checkpoint is the end of a line; the one before is of the signature.
    const at = part === 'checkpoint' ? last - 4 : last;
    if (url.includes(part) && answer.status === 200) {
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      altered += 1;
    }
    response.writeHead(answer.status, { 'content-type': 'application/octet-stream' }).end(bytes);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    altered: () => altered,
    stop: () => new Promise((done) => server.close(() => done())),
  };
}
