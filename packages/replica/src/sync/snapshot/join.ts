import { bytesToHex } from '@mingjing/crypto';
import { bytesKey, type Checked, passed, refused } from '@mingjing/protocol';
import type { Chain } from '../../chain/chain.ts';
import type { ReplicaPorts } from '../../ports.ts';
import { within } from '../within.ts';
import { Assembly, type AssemblyRefusal } from './assemble.ts';
import { ChunkFetch } from './fetch-chunks.ts';
import { type ManifestRefusal, type OpenedManifest, openManifest } from './open-manifest.ts';

/** Offers of one peer that are looked at: a node keeps two. */
const OFFERS_OF_PEER_MAX = 4;
/** Refused snapshots remembered; beyond them one may be fetched in vain again. */
const REFUSED_MAX = 1024;
/** An answer that is not here by then. */
const ANSWER_MS = 8000;
/** Until peers are asked again. */
const AGAIN_MS = 1000;
/** Rounds with somebody to ask and nothing usable, after which the blocks are taken instead. */
const ROUNDS_MAX = 5;

export type JoinRefusal = ManifestRefusal | AssemblyRefusal | 'manifest-missing';

/** A snapshot that some peers hold. */
interface Candidate {
  readonly height: number;
  readonly manifestHash: Uint8Array;
  readonly peers: string[];
}

export interface JoinEvents {
  /** A peer sent what no correct peer sends. */
  misbehaviour(peer: string, reason: string): void;
  stalled(peer: string): void;
}

type JoinPorts = Pick<ReplicaPorts, 'store' | 'network' | 'clock' | 'verifier' | 'journal'>;

/** Brings an empty node to the height of a snapshot that its peers hold (docs/spec/snapshot.md). */
export class Joiner {
  readonly #chain: Chain;
  readonly #ports: JoinPorts;
  readonly #events: JoinEvents;
  /** Content that was refused; it is not looked at again. */
  readonly #refused = new Set<string>();
  #isStopped = false;

  constructor(chain: Chain, ports: JoinPorts, events: JoinEvents) {
    this.#chain = chain;
    this.#ports = ports;
    this.#events = events;
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** Tries until it has joined; false when nobody has a usable snapshot: blocks do then. */
  async run(): Promise<boolean> {
    let rounds = 0;
    while (!this.#isStopped && rounds < ROUNDS_MAX) {
      const candidates = await this.#candidates();
      for (const candidate of candidates) {
        if (this.#isStopped) return false;
        const refusal = await this.#try(candidate);
        await this.#note(candidate, refusal);
        if (refusal === undefined) return true;
      }
      if (this.#ports.network.peers().length > 0) rounds += 1;
      await this.#pause();
    }
    return false;
  }

  // Highest first, and of one height what most peers hold.
  async #candidates(): Promise<Candidate[]> {
    const found = new Map<string, Candidate>();
    const asking = this.#ports.network.peers().map(async (peer) => {
      const answer = await within(this.#ports, ANSWER_MS, peer, { snapshots: {} });
      const offers = typeof answer === 'object' ? (answer.snapshots?.offers ?? []) : [];
      for (const { height, manifestHash } of offers.slice(0, OFFERS_OF_PEER_MAX)) {
        if (height <= this.#chain.height || this.#refused.has(bytesKey(manifestHash))) continue;
        const key = `${height} ${bytesKey(manifestHash)}`;
        const candidate = found.get(key) ?? { height, manifestHash, peers: [] };
        candidate.peers.push(peer);
        found.set(key, candidate);
      }
    });
    await Promise.all(asking);
    return [...found.values()].sort(
      (a, b) => b.height - a.height || b.peers.length - a.peers.length,
    );
  }

  async #try(candidate: Candidate): Promise<JoinRefusal | undefined> {
    const opened = await this.#manifest(candidate);
    if (!opened.ok) return opened.reason;
    const install = await this.#ports.store.install();
    const assembly = new Assembly(this.#chain, opened.value, install);
    const refusal = await this.#fill(assembly, opened.value, candidate.peers);
    const whole = refusal === undefined ? assembly.finish() : refused(refusal);
    if (!whole.ok) {
      await install.discard();
      if (whole.reason !== 'chunk-missing') this.#disown(candidate, whole.reason);
      return whole.reason;
    }
    await install.finish(whole.value);
    await this.#chain.reload();
    return undefined;
  }

  // Each of its peers says that it made this of a state it verified.
  #disown({ manifestHash, peers }: Candidate, reason: AssemblyRefusal): void {
    if (this.#refused.size < REFUSED_MAX) this.#refused.add(bytesKey(manifestHash));
    for (const peer of peers) this.#events.misbehaviour(peer, `snapshot-${reason}`);
  }

  async #manifest({ manifestHash, peers }: Candidate) {
    let last: Checked<OpenedManifest, JoinRefusal> = refused('manifest-missing');
    for (const peer of peers) {
      const answer = await within(this.#ports, ANSWER_MS, peer, { snapshot: { manifestHash } });
      if (answer === 'late') this.#events.stalled(peer);
      if (typeof answer !== 'object' || !answer.snapshot) continue;
      const { chain, verifier } = { chain: this.#chain, verifier: this.#ports.verifier };
      const opened = openManifest(chain, manifestHash, answer.snapshot, verifier);
      if (opened.ok) return passed(opened.value);
      this.#events.misbehaviour(peer, `snapshot-${opened.reason}`);
      last = opened;
    }
    return last;
  }

  async #fill(
    assembly: Assembly,
    { manifest, manifestHash }: OpenedManifest,
    peers: readonly string[],
  ): Promise<AssemblyRefusal | undefined> {
    const { chainId } = this.#chain;
    const source = { chainId, manifestHash, chunks: manifest.chunks, peers };
    const fetch = new ChunkFetch(source, this.#ports, {
      lied: (peer) => this.#events.misbehaviour(peer, 'snapshot-chunk-differs'),
      stalled: (peer) => this.#events.stalled(peer),
    });
    for await (const bytes of fetch.chunks()) {
      const refusal = await assembly.take(bytes);
      if (refusal !== undefined) return refusal;
      await this.#ports.clock.yield();
    }
    return undefined;
  }

  async #note(candidate: Candidate, refusal: JoinRefusal | undefined): Promise<void> {
    const { height, manifestHash } = candidate;
    const outcome =
      refusal === undefined
        ? ({ result: 'done' } as const)
        : ({ result: 'refused', reason: refusal.slice(0, 64) } as const);
    await this.#ports.journal.append({
      source: 'maintenance',
      event: 'snapshot-joined',
      object: bytesToHex(manifestHash),
      height,
      ...outcome,
    });
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#ports.clock.schedule(AGAIN_MS, resolve);
    });
  }
}
