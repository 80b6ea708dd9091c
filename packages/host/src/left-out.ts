import { type ResultCode, resultCodeName, signerOf } from '@mingjing/execution';
import type { EntryInput, Journal } from '@mingjing/journal';
import { parseTransaction, widestParameters } from '@mingjing/protocol';
import type { NetworkHandler, Replica } from '@mingjing/replica';

/** Entries of one peer in this time; beyond them it is counted, and told with the next one. */
const WINDOW_MS = 60_000;
const ENTRIES_MAX = 20;

interface Window {
  readonly since: number;
  entries: number;
  counted: number;
}

export interface LeftOutParts {
  readonly journal: Pick<Journal, 'append'>;
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}

type Chain = Pick<Replica['chain'], 'chainId' | 'state'>;

/**
 * Journals what peers passed on and no block of this node carries, since the state refuses it to
 * whoever signed: both are named. Nobody is charged for it: a sanction may cross with what was
 * taken before it.
 */
export class LeftOut {
  readonly #parts: LeftOutParts;
  /** Who passed bytes on; what a client of this node submits has entries of its own. */
  readonly #from = new WeakMap<Uint8Array, string>();
  readonly #windows = new Map<string, Window>();

  constructor(parts: LeftOutParts) {
    this.#parts = parts;
  }

  /** The handler with a look at what peers pass on before it. */
  before(inner: NetworkHandler): NetworkHandler {
    return {
      connected: (peer) => inner.connected(peer),
      disconnected: (peer) => inner.disconnected(peer),
      request: (peer, request) => inner.request(peer, request),
      envelope: (peer, envelope) => {
        const items = envelope.poolBatch?.items ?? [];
        for (const { transaction } of items) this.#from.set(transaction, peer);
        inner.envelope(peer, envelope);
      },
    };
  }

  /** The state refuses a transaction that this node had taken. */
  refused(chain: Chain, transaction: Uint8Array, code: ResultCode): void {
    const peer = this.#from.get(transaction);
    const window = peer === undefined ? undefined : this.#windowOf(peer);
    if (peer === undefined || window === undefined) return;
    if (window.entries >= ENTRIES_MAX) {
      window.counted += 1;
      return;
    }
    window.entries += 1;
    const { counted } = window;
    window.counted = 0;
    this.#parts.journal
      .append({
        ...{ source: 'security', event: 'transaction-left-out', result: 'refused' },
        reason: resultCodeName(code) ?? '',
        actor: { type: 'node', id: peer },
        ...namesOf(chain, transaction),
        counts: [counted + 1],
      })
      .catch(this.#parts.onError);
  }

  #windowOf(peer: string): Window {
    const now = this.#parts.now();
    const known = this.#windows.get(peer);
    // A clock set back must not silence a peer for as long.
    if (known !== undefined && Math.abs(now - known.since) < WINDOW_MS) return known;
    const fresh = { since: now, entries: 0, counted: known?.counted ?? 0 };
    this.#windows.set(peer, fresh);
    return fresh;
  }
}

/** The transaction by its id, and who signed it. */
function namesOf(
  { chainId, state }: Chain,
  bytes: Uint8Array,
): Pick<EntryInput, 'object' | 'transactionId'> {
  // It may be left out for what a vote on the parameters lowered.
  const parsed = parseTransaction(bytes, chainId, widestParameters);
  if (!parsed.ok) return {};
  const signer = signerOf(state, parsed.value);
  return { object: signer?.holder ?? '', transactionId: parsed.value.id };
}
