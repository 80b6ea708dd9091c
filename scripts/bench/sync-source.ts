// Peers in this process that hold a chain in a file and answer as nodes do, byte for byte.
import { openSync, readSync } from 'node:fs';
import { responseCodec } from '@mingjing/protocol';
import type { Network, NetworkHandler, Request, Response } from '@mingjing/replica';

/** Where each block lies in a file: block, then certificate, one after the other. */
export interface BlockFile {
  readonly path: string;
  readonly ends: readonly number[];
  readonly certificateEnds: readonly number[];
}

/** Blocks and bytes of one answer, as a node bounds them. */
const BLOCKS_MAX = 64;
const ANSWER_BYTES = 4 * 1024 * 1024;

/** Peers that are all the same replica of this process. */
export class ReplicaSource implements Network {
  readonly #names: readonly string[];
  readonly #handler: NetworkHandler;

  constructor(names: readonly string[], handler: NetworkHandler) {
    this.#names = names;
    this.#handler = handler;
  }

  peers(): readonly string[] {
    return this.#names;
  }

  send(): void {
    // What the node says of its tip interests nobody here.
  }

  async request(peer: string, request: Omit<Request, 'id'>): Promise<Response> {
    return travelled(await this.#handler.request(peer, { ...request, id: 1 }));
  }
}

function travelled(answer: Omit<Response, 'id'>): Response {
  const parsed = responseCodec.parse(responseCodec.encode({ ...answer, id: 1 }));
  if (!parsed.ok) throw new Error('an answer does not parse');
  return parsed.value;
}

/** Answers requests for blocks out of a file; the bytes are encoded and decoded as in a network. */
export class BlockSource implements Network {
  readonly #names: readonly string[];
  readonly #file: number;
  readonly #blocks: BlockFile;

  constructor(names: readonly string[], blocks: BlockFile) {
    this.#names = names;
    this.#blocks = blocks;
    this.#file = openSync(blocks.path, 'r');
  }

  peers(): readonly string[] {
    return this.#names;
  }

  send(): void {
    // What the node says of its tip interests nobody here.
  }

  async request(_peer: string, request: Omit<Request, 'id'>): Promise<Response> {
    const { from, count } = request.blocks ?? { from: 1, count: 0 };
    const blocks = [];
    let bytes = 0;
    const last = Math.min(from + Math.min(count, BLOCKS_MAX) - 1, this.#blocks.ends.length);
    for (let height = from; height <= last && bytes <= ANSWER_BYTES; height += 1) {
      const found = this.#block(height);
      bytes += found.block.length;
      blocks.push(found);
    }
    return travelled({ blocks: { blocks } });
  }

  #block(height: number) {
    const { ends, certificateEnds } = this.#blocks;
    const from = certificateEnds[height - 2] ?? 0;
    const middle = ends[height - 1] ?? 0;
    const end = certificateEnds[height - 1] ?? 0;
    const bytes = Buffer.alloc(end - from);
    readSync(this.#file, bytes, 0, bytes.length, from);
    const block = new Uint8Array(bytes.buffer, bytes.byteOffset, middle - from);
    const certificate = new Uint8Array(
      bytes.buffer,
      bytes.byteOffset + middle - from,
      end - middle,
    );
    return { block, certificate, attachments: [], results: new Uint8Array(0) };
  }
}
