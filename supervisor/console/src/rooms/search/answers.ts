import type { Proof, ProofState, Say } from '@mingjing/console-kit';

/** What the program says of a record that was found; names as on the wire. */
export interface RecordHit {
  readonly id: string;
  readonly transaction_id: string;
  readonly height: number;
  readonly time: number;
  readonly author: string;
  readonly organisation: string;
  readonly category: number;
  readonly subject: string;
  readonly standing: string;
  readonly order: string | null;
  readonly badge: CheckState;
  readonly checks: readonly { name: string; state: CheckState; value: string }[];
  readonly checked_at: number;
  readonly contents: readonly {
    readonly commitment: string;
    readonly role: number;
    readonly size_bytes: number;
    readonly taken_down: boolean;
  }[];
  readonly text_hashes: readonly string[];
}
type CheckState = 'proved' | 'failed' | 'unknown';

export interface FoundRecords {
  readonly hits: readonly RecordHit[];
  readonly next_cursor: string | null;
  readonly is_partial: boolean;
  readonly indexed: number;
  readonly records: number;
}

export interface TraceNode {
  readonly id: string;
  readonly type: string;
  readonly facts: Readonly<Record<string, string | number | null>>;
  readonly is_cut: boolean;
}
export interface TraceEdge {
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly proof: 'receipt' | 'state' | 'entry' | 'stated';
}
export interface Trace {
  readonly height: number;
  readonly nodes: readonly TraceNode[];
  readonly edges: readonly TraceEdge[];
  readonly is_cut: boolean;
  readonly shown: number;
  readonly stated: number;
}

const STATES: Readonly<Record<CheckState, ProofState>> = {
  proved: 'checked',
  failed: 'failed',
  unknown: 'unchecked',
};
const HEX = /^[0-9a-f]{16,}$/;

/** The badge of a record: the checks that this node made, in their order. */
export function proofOf(hit: RecordHit, say: Say): Proof {
  return {
    state: STATES[hit.badge],
    checks: hit.checks.map(({ name, state, value }) => ({
      ...{ name, label: say(`search.check.${name}`), state: STATES[state] },
      ...(HEX.test(value) ? { hash: value } : { value }),
      at: hit.checked_at,
    })),
    command: `mingjing-supervisor check ${hit.id}`,
  };
}

/** The name of a node without its type. */
export function nameOf(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}
