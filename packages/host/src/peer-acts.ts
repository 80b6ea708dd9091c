import { InvariantError } from '@mingjing/crypto';
import type { EntryInput, Journal } from '@mingjing/journal';
import type { NetworkHandler } from '@mingjing/replica';

/** Counts of a peer's messages become one entry in this time, and when it leaves. */
const PEER_SUMMARY_MS = 300_000;

type Envelope = Parameters<NetworkHandler['envelope']>[1];
type Request = Parameters<NetworkHandler['request']>[1];

/**
 * The place of each kind of message in the counts of a summary; a place is never given to another
 * kind. A message that the protocol knows and these do not compiles no more.
 */
export const ENVELOPE_PLACES = {
  hello: 0,
  poolBatch: 1,
  attachmentsHeld: 2,
  proposal: 3,
  vote: 4,
  certificate: 5,
  tip: 6,
  orderReceipt: 19,
} as const satisfies Record<keyof Envelope, number>;
export const REQUEST_PLACES = {
  blocks: 7,
  bodies: 8,
  attachment: 9,
  proposal: 10,
  snapshots: 11,
  snapshot: 12,
  snapshotChunk: 13,
  receipt: 14,
  journalHead: 15,
  journalPage: 16,
  journalCosigned: 17,
  orderReceipts: 20,
  nodeReport: 18,
  custodyAnswers: 21,
} as const satisfies Record<Exclude<keyof Request, 'id'>, number>;

const PLACES = Object.keys(ENVELOPE_PLACES).length + Object.keys(REQUEST_PLACES).length;

interface Counted {
  readonly since: number;
  readonly counts: number[];
}

export interface PeerActsOptions {
  readonly journal: Pick<Journal, 'append'>;
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}

/**
 * The journalling of what peers do: an entry when one comes and when one leaves, and each of its
 * messages one count in exactly one summary. A crash loses the counts since the last summary.
 */
export class PeerActs {
  readonly #options: PeerActsOptions;
  readonly #peers = new Map<string, Counted>();
  readonly #pending = new Set<Promise<unknown>>();

  constructor(options: PeerActsOptions) {
    this.#options = options;
  }

  /** The handler with the journalling before it. */
  handler(inner: NetworkHandler): NetworkHandler {
    return {
      connected: (peer) => {
        this.#append(peer, 'peer-connected');
        inner.connected(peer);
      },
      disconnected: (peer) => {
        this.#summarise(peer);
        this.#append(peer, 'peer-disconnected');
        inner.disconnected(peer);
      },
      envelope: (peer, envelope) => {
        this.#count(peer, placeOf(ENVELOPE_PLACES, envelope));
        inner.envelope(peer, envelope);
      },
      request: (peer, request) => {
        this.#count(peer, placeOf(REQUEST_PLACES, request));
        return inner.request(peer, request);
      },
    };
  }

  /** Writes the summaries that are due; to be called every few seconds. */
  tick(): void {
    const now = this.#options.now();
    for (const [peer, { since }] of this.#peers) {
      // A clock set back must not stop summaries for as long.
      if (Math.abs(now - since) >= PEER_SUMMARY_MS) this.#summarise(peer);
    }
  }

  /** Writes every summary; resolves when nothing is being written any more. */
  async flush(): Promise<void> {
    for (const peer of [...this.#peers.keys()]) this.#summarise(peer);
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  #count(peer: string, place: number): void {
    let counted = this.#peers.get(peer);
    if (counted === undefined) {
      counted = { since: this.#options.now(), counts: new Array<number>(PLACES).fill(0) };
      this.#peers.set(peer, counted);
    }
    counted.counts[place] = (counted.counts[place] ?? 0) + 1;
  }

  /** Counts of the entry: first and last time in ms, then one for each place. */
  #summarise(peer: string): void {
    const counted = this.#peers.get(peer);
    if (counted === undefined) return;
    this.#peers.delete(peer);
    const counts = [counted.since, this.#options.now(), ...counted.counts];
    this.#append(peer, 'peer-messages', counts);
  }

  #append(peer: string, event: string, counts?: readonly number[]): void {
    const actor = { type: 'node', id: peer } as const;
    const about = { actor, ...(counts === undefined ? {} : { counts }) };
    const entry: EntryInput = { source: 'network', event, result: 'done', ...about };
    const written = this.#options.journal.append(entry).catch(this.#options.onError);
    this.#pending.add(written);
    void written.finally(() => this.#pending.delete(written));
  }
}

function placeOf(places: Readonly<Record<string, number>>, message: object): number {
  for (const [kind, place] of Object.entries(places)) {
    // A decoded message has null or undefined for what is not in it.
    if ((Reflect.get(message, kind) ?? undefined) !== undefined) return place;
  }
  throw new InvariantError('a message of a peer has no place in the summary');
}
