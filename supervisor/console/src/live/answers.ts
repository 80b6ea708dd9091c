// What the program answers about the chain as it stands; names as on the wire.

/** Checked here, not measured, or found wrong. */
export type CheckState = 'proved' | 'unknown' | 'failed';

/** Who answers for a statement that does not hold, and since when (ms). */
export interface Blame {
  readonly alarm: string;
  readonly rule: string;
  readonly nodes: readonly string[];
  readonly since: number;
}

interface Statement {
  readonly state: CheckState;
  readonly blame: readonly Blame[];
}

export interface Coverage extends Statement {
  readonly from: number;
  readonly to: number;
  readonly block_id: string;
  readonly state_root: string;
  readonly expected_height: number | null;
  readonly lag: number | null;
  readonly gaps: number;
}

export interface JournalState {
  readonly node_id: string;
  readonly entries: number;
  readonly state: CheckState;
  readonly as_of: number | null;
}

export interface Journals extends Statement {
  readonly measured: number;
  readonly of: number;
  readonly as_of: number | null;
  readonly nodes: readonly JournalState[];
}

export type Standing = 'agrees' | 'differs' | 'ahead' | 'silent' | 'unheard';

export interface Heads extends Statement {
  readonly agreeing: number;
  readonly of: number;
  readonly one_correct: boolean;
  readonly organisations: readonly { readonly organisation: string; readonly standing: Standing }[];
}

/** A node that is followed here. */
export interface NodeState {
  readonly node_id: string;
  readonly organisation: string;
  readonly power: number;
  readonly standing: Standing;
  readonly height: number | null;
  readonly compared_height: number | null;
  readonly lag: number | null;
  readonly since: number | null;
  readonly role: 'validator' | 'full' | 'supervision';
  readonly is_connected: boolean;
  readonly logs: number;
  readonly logs_whole: number;
}

/** The three statements, and the nodes they are about. */
export interface Situation {
  readonly node_id: string;
  readonly chain_id: string;
  readonly height: number;
  readonly block_time: number | null;
  readonly peers: number;
  readonly coverage: Coverage;
  readonly journals: Journals;
  readonly heads: Heads;
  readonly nodes: readonly NodeState[];
  /** Access orders of the authority, and those whose time to be opened is over. */
  readonly access: { readonly orders: number; readonly sealed: number; readonly overdue: number };
  readonly alarms: { readonly open: number; readonly critical: number };
}

/** What happened in the last day, by quarters of an hour; null: not all of it is counted yet. */
export interface Day {
  readonly from: number;
  readonly bucket_ms: number;
  readonly counts: Readonly<Record<DayKind, readonly (number | null)[]>>;
  readonly today: {
    readonly from: number;
    readonly reads: number | null;
    /** Orders that reads of today carried out. */
    readonly orders: number | null;
  };
}
export type DayKind = 'blocks' | 'records' | 'alarms' | 'reads';

/** What an alarm rests on: groups of values, and values, by their names. */
export type Evidence = Readonly<Record<string, unknown>> & { readonly kind: string };

export interface Alarm {
  readonly id: string;
  readonly rule: string;
  readonly severity: 'critical' | 'major' | 'minor';
  readonly subject: string;
  readonly nodes: readonly string[];
  readonly since: number;
  readonly state: 'open' | 'cleared';
  readonly cleared_at: number | null;
  readonly evidence: Evidence;
  /** When it has to be dealt with, ms; absent or null: no time is set. */
  readonly due_at?: number | null;
}

export interface AlarmPage {
  readonly items: readonly Alarm[];
  readonly next_cursor: string | null;
}
