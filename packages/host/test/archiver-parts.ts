// An archive in memory and what an archiver needs of a host, for the tests of the archiver.
import { type Archive, ArchiveError } from '@mingjing/archive';
import { equalBytes } from '@mingjing/crypto';
import { generateSeed, type Signer, signerFromSeed } from '@mingjing/crypto/node';
import { blockCodec, headerCodec, KeyPurpose, RegistryKind } from '@mingjing/protocol';
import { Archiver, type ArchiverOptions } from '../src/archive/archiver.ts';

export const DAY_MS = 24 * 3_600_000;

/** Objects as a store keeps them: put once, and until a date. */
export class MemoryArchive implements Archive {
  readonly kind = 'filesystem';
  readonly isEnforced = false;
  readonly objects = new Map<string, { content: Uint8Array; until: number }>();
  /** Names that the store has trouble with, by the start of them, and what it says. */
  readonly troubles = new Map<string, ArchiveError>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  names(prefix = ''): string[] {
    return [...this.objects.keys()].filter((name) => name.startsWith(prefix)).sort();
  }

  segments(prefix: string): string[] {
    return this.names(prefix).filter((name) => name.endsWith('.jsonl'));
  }

  /** Until when each segment is kept. */
  retentions(prefix: string): (number | undefined)[] {
    return this.segments(prefix).map((name) => this.objects.get(name)?.until);
  }

  async *list(prefix: string): AsyncGenerator<string, void> {
    this.#trouble(prefix);
    yield* this.names(prefix);
  }

  async put(name: string, content: Uint8Array, until: number): Promise<void> {
    this.#trouble(name);
    const held = this.objects.get(name);
    if (held !== undefined && !equalBytes(held.content, content)) {
      throw new ArchiveError('ARCHIVE_OTHER_CONTENT', `${name} is archived with another content`);
    }
    this.objects.set(name, { content, until: Math.max(until, held?.until ?? 0) });
  }

  async read(name: string): Promise<Uint8Array | undefined> {
    return this.objects.get(name)?.content;
  }

  async retention(name: string): Promise<{ until: number } | undefined> {
    return this.objects.get(name);
  }

  async remove(name: string): Promise<'removed' | 'retained' | 'missing'> {
    const held = this.objects.get(name);
    if (held !== undefined && held.until > this.#now()) return 'retained';
    return this.objects.delete(name) ? 'removed' : 'missing';
  }

  #trouble(name: string): void {
    for (const [start, error] of this.troubles) if (name.startsWith(start)) throw error;
  }
}

/** A supervision node of a chain that names its statement keys, the latest one last. */
export class ArchivingNode {
  readonly #signers: Signer[] = [signerFromSeed(generateSeed())];
  /** Blocks of a chain whose first one was made in 1970. */
  blocks = { from: 1, to: 0 };
  hasKey = true;

  /** As a vote does: the key before is revoked, and the chain still names it. */
  rotate(): void {
    this.#signers.push(signerFromSeed(generateSeed()));
  }

  archiver(
    part: Pick<ArchiverOptions, 'archive' | 'now' | 'onError'>,
    copies: readonly object[],
  ): Archiver {
    return new Archiver(this.#host(), {
      ...{ ...part, retentionDays: 184 },
      copies: () => copies as unknown as ReturnType<ArchiverOptions['copies']>,
    });
  }

  #host() {
    const held = () => this.blocks;
    const signer = () => this.#signers.at(-1) as Signer;
    const [nodeId, purpose] = ['supervision', KeyPurpose.statement];
    const registry = {
      get: () => ({ id: nodeId, keys: [{ purpose, publicKey: signer().publicKey }] }),
      all: () =>
        this.#signers.map(({ publicKey }) => ({
          ...{ publicKey, purpose, holder: nodeId, holderKind: RegistryKind.node },
        })),
    };
    return {
      nodeId,
      journal: { append: async () => undefined },
      replica: { chain: { chainId: 'chain', height: 0, state: { chainId: 'chain', registry } } },
      statements: {
        keyId: () => (this.hasKey ? new Uint8Array(32) : undefined),
        sign: (bytes: Uint8Array) => signer().sign(bytes),
      },
      store: {
        heldFrom: () => held().from,
        latestHeight: () => held().to,
        block: async (at: number) => (at < held().from || at > held().to ? undefined : BLOCK),
      },
    } as unknown as ConstructorParameters<typeof Archiver>[0];
  }
}

const none = new Uint8Array(0);
const header = headerCodec.encode(headerCodec.decode(none));
const BLOCK = {
  block: blockCodec.encode({ header, transactions: [], parentCertificate: none }),
  ...{ certificate: none, results: [] },
};

/** A copy whose logs have so many entries each, all of them old unless it is said otherwise. */
export function copyOf(nodeId: string, sizeOf: (source: string) => number, time = 0) {
  const bytes = new Uint8Array(1);
  const entry = { stub: { time }, stubBytes: bytes };
  const ranges: number[] = [];
  const copied = {
    ranges,
    /** Bodies of entries below it were disposed of. */
    bodiesFrom: 0,
    verified: (source: string) => ({ size: sizeOf(source), note: bytes }),
    copy: {
      nodeId,
      bodiesFrom: () => copied.bodiesFrom,
      rangeProof: async () => [],
      readRange: async (_source: string, from: number, to: number) => {
        ranges.push(to - from);
        return Array.from({ length: to - from }, (_, at) => ({
          ...entry,
          bodyBytes: from + at < copied.bodiesFrom ? undefined : bytes,
        }));
      },
    },
  };
  return copied;
}
