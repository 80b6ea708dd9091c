import { setTimeout as pause } from 'node:timers/promises';
import { ClientError, composePublish } from '@mingjing/client';
import { randomBytes } from '@mingjing/crypto/node';
import type { PoolItem } from '@mingjing/protocol';
import type { Signing, TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';
import { until } from './until.ts';

/** A publish that a node answered as committed. */
export interface Acknowledged {
  readonly id: string;
  readonly height: number;
  /** Who said so. */
  readonly node: string;
}

export interface LoadOptions {
  /** Publishes under way at once, each by a user of its own. */
  readonly workers: number;
  /** Pause of each before its next publish, so that the load leaves room beside it; else none. */
  readonly pauseMs?: number;
  /** Draws whole numbers below a bound. */
  readonly random: (bound: number) => number;
  /** What is published, instead of documents of random bytes: by which user, counted from 1. */
  readonly compose?: (user: number) => PoolItem;
  /** Through whom, instead of through any validator. */
  readonly nodes?: () => readonly ProgramProcess[];
  readonly onAcknowledged?: (acknowledged: Acknowledged) => void;
}

/** Every so many publishes one has an attachment that travels apart from its body. */
const LARGE_EVERY = 16;
const LARGE_BYTES = 100 * 1024;
const SMALL_BYTES_MAX = 8 * 1024;
const WAIT_MS = 10_000;

/** Publishes documents through changing nodes and remembers what was acknowledged. */
export class Load {
  readonly acknowledged: Acknowledged[] = [];
  /** Calls that brought no answer, since the node was killed or cut off meanwhile. */
  unanswered = 0;
  /** Accepted, but not in a block within the time of the call. */
  pending = 0;
  /** Refusals, which a correct publish never meets. */
  readonly refusals: string[] = [];
  readonly #network: TestNetwork;
  readonly #options: LoadOptions;
  readonly #workers: Promise<void>[];
  #published = 0;
  #isStopping = false;
  #failure: unknown;

  constructor(network: TestNetwork, options: LoadOptions) {
    this.#network = network;
    this.#options = options;
    this.#workers = Array.from({ length: options.workers }, (_, at) =>
      this.#work(at).catch((error: unknown) => {
        this.#failure ??= error;
      }),
    );
  }

  /** Ends when what is under way has ended; rejects with what broke a worker. */
  async stop(): Promise<void> {
    this.halt();
    await Promise.all(this.#workers);
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Nothing new is published from now on. */
  halt(): void {
    this.#isStopping = true;
  }

  async #work(at: number): Promise<void> {
    const number = (at % this.#network.testnet.users.length) + 1;
    const user = this.#network.user(number);
    const { compose = () => this.#compose(user) } = this.#options;
    while (!this.#isStopping) {
      await this.#publish(() => compose(number));
      if (this.#options.pauseMs !== undefined) await pause(this.#options.pauseMs);
    }
  }

  async #publish(compose: () => PoolItem): Promise<void> {
    const validators = this.#options.nodes?.() ?? this.#network.validators;
    const node = validators[this.#options.random(validators.length)];
    if (node?.isUp !== true) {
      await until('a node is up', () => this.#isStopping || validators.some(({ isUp }) => isUp));
      return;
    }
    this.#published += 1;
    const item = compose();
    try {
      await this.#submit(node, item);
    } catch (error) {
      if (!isWithoutAnswer(error)) throw error;
      this.unanswered += 1;
    }
  }

  #compose(user: Signing): PoolItem {
    const isLarge = this.#published % LARGE_EVERY === 0;
    const sizeBytes = isLarge ? LARGE_BYTES : 1 + this.#options.random(SMALL_BYTES_MAX);
    const fileName = `document-${this.#published}.bin`;
    const mediaType = 'application/octet-stream';
    const content = new Uint8Array(sizeBytes);
    content.set(randomBytes(Math.min(sizeBytes, 32)));
    const composed = composePublish([{ fileName, mediaType, content }], {
      chainId: this.#network.chainId,
      limits: this.#network.genesis.parameters,
      ...user,
      random: randomBytes,
      now: () => Date.now(),
    });
    const item = composed.ok ? composed.value.requests[0]?.[0] : undefined;
    if (item === undefined) throw new Error('a document was not composed');
    return item;
  }

  async #submit(node: ProgramProcess, item: PoolItem): Promise<void> {
    const options = { wait: 'committed', waitMs: WAIT_MS } as const;
    const { results } = await node.client().submit([item], options);
    const [result] = results;
    if (result === undefined) throw new Error('a submission without a result');
    if (result.status === 'committed' && result.code === 0 && result.height !== undefined) {
      const acknowledged = { id: result.id, height: result.height, node: node.nodeId };
      this.acknowledged.push(acknowledged);
      this.#options.onAcknowledged?.(acknowledged);
    } else if (result.status === 'pending' || result.status === 'accepted') {
      this.pending += 1;
    } else {
      this.refusals.push(`${node.nodeId}: ${result.status} ${result.reason ?? result.code}`);
    }
  }
}

/** The node is gone, going, or has only just come: an answer is not owed. */
function isWithoutAnswer(error: unknown): boolean {
  if (error instanceof ClientError) {
    return ['UNREACHABLE', 'TIMEOUT', 'not-ready'].includes(error.code);
  }
  // Its address is not announced yet.
  return (error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError;
}
