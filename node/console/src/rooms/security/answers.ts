// What the node answers about its machines and desks; times in ms.

export interface NodeReport {
  readonly height: number;
  readonly peers: readonly string[];
  readonly version: string;
  readonly clock_offset_ms: number;
  readonly clock_uncertainty_ms: number;
  readonly manifest_hash: string | null;
  readonly release: { readonly version: string; readonly withdrawn: boolean } | null;
  readonly measured_at: number | null;
  readonly config_hash: string;
  readonly differing_files: readonly string[];
  readonly differing_count: number;
  readonly journal_entries: number;
  readonly journal_room: string;
  readonly ports: { readonly undeclared: readonly number[] } | null;
}
export interface NodeHealth {
  readonly id: string;
  readonly organisation: string;
  readonly role: string;
  readonly is_self: boolean;
  readonly is_connected: boolean;
  readonly refusal: string | null;
  readonly answered_at: number | null;
  readonly report: NodeReport | null;
  readonly journal_grew_at: number | null;
}
export interface StandingFinding {
  readonly kind: string;
  readonly level: 'alarm' | 'warning' | 'unknown';
  readonly subject: string;
  readonly details: readonly (string | number)[];
  readonly since: number;
  readonly raised: boolean;
}
export interface Listener {
  readonly address: string;
  readonly port: number;
}
export type Ports =
  | { readonly measurable: false; readonly reason: string; readonly declared: readonly number[] }
  | {
      readonly measurable: true;
      readonly declared: readonly number[];
      readonly listeners: readonly Listener[];
      readonly undeclared: readonly Listener[];
      readonly silent: readonly number[];
    };
export interface Centre {
  readonly time: number;
  readonly judged_at: number | null;
  readonly nodes: readonly NodeHealth[];
  readonly findings: readonly StandingFinding[];
  readonly test_windows: readonly string[];
  /** Whether the whole chain is paused; a height says since when it is as it is. */
  readonly service: { readonly paused: boolean; readonly since_height: number | null };
  readonly ports: Ports;
}

export interface Destination {
  readonly host: string;
  readonly port: number;
  readonly protocol: string;
  readonly purpose: string | null;
  readonly refused: boolean;
  readonly first: number;
  readonly last: number;
  readonly count: number;
}
export interface Outbound {
  readonly guarded: boolean;
  readonly allowed: readonly {
    readonly host: string;
    readonly port: number;
    readonly purpose: string;
  }[];
  readonly refused_destinations: number;
  readonly destinations: readonly Destination[];
}

export interface Timer {
  readonly id: string;
  readonly hours: number;
  readonly due_at: number;
  readonly met_at: number | null;
  readonly breached: boolean;
  readonly citation: BothTexts;
  readonly citation_verified: boolean;
}
export interface BothTexts {
  readonly 'zh-CN': string;
  readonly en: string;
}
export interface IncidentLine {
  readonly id: string;
  readonly kind: string;
  readonly level: string;
  readonly summary: string;
  readonly found_at: number;
  readonly persons_affected: number;
  readonly critical: boolean;
  readonly drill: boolean;
  readonly closed: boolean;
  readonly opened_by: string;
  readonly timers: readonly Timer[];
}
export interface IncidentAnswer extends IncidentLine {
  readonly steps: readonly TakenStep[];
  readonly notice: BothTexts;
}
/** A step with whatever it says besides what it is. */
export interface TakenStep {
  readonly step: Readonly<Record<string, string | null>>;
  readonly by: string;
  readonly at: number;
}

export interface RequestLine {
  readonly id: string;
  readonly number: string;
  readonly authority: string;
  readonly basis: string;
  readonly scope: string;
  readonly contact: string;
  readonly jurisdiction: string;
  readonly received_at: number;
  readonly due_at: number;
  readonly letter: string;
  readonly state: string;
  readonly stopped: string | null;
  readonly approvals: number;
  readonly taken_by: string;
  readonly taken_at: number;
}
export interface RequestAnswer extends RequestLine {
  readonly steps: readonly TakenStep[];
}

export interface TestWindow {
  readonly id: string;
  readonly authority: string;
  readonly notice_number: string;
  readonly from: number;
  readonly to: number;
  readonly addresses: readonly string[];
  readonly announced_by: string;
  readonly ended_at: number | null;
  readonly open: boolean;
}

export interface Drill {
  readonly id: string;
  readonly backup: string;
  readonly result: 'passed' | 'failed';
  readonly reason: string;
  readonly height: number;
  readonly state_root: string | null;
  readonly started_at: number;
  readonly ended_at: number;
  readonly started_by: string | null;
}
export interface Drills {
  readonly time: number;
  /** Within so long a backup has to have been restored. */
  readonly bound_days: number;
  readonly running: boolean;
  readonly items: readonly Drill[];
}

export interface ListedKey {
  readonly id: string;
  readonly purpose: string;
  readonly algorithm: string;
  readonly holder: string;
  readonly enrolled_at: number | null;
  readonly replace_by: number | null;
  readonly revoked_height: number | null;
}
export interface Keys {
  readonly time: number;
  readonly algorithms: readonly {
    readonly use: string;
    readonly algorithm: string;
    readonly standard: string;
  }[];
  readonly certified_product: boolean;
  readonly keys: readonly ListedKey[];
}
export interface Pages {
  readonly pages: readonly string[];
  readonly faults: readonly {
    readonly path: string;
    readonly kind: string;
    readonly detail: string;
  }[];
}
export interface Libraries {
  readonly components: readonly { readonly name: string; readonly version: string }[];
}
export interface Backup {
  readonly id: string;
  readonly written_at: number;
  readonly file: string;
  readonly height: number;
  readonly bytes: number;
  readonly sha256: string;
}

export interface Controls {
  readonly count: number;
  readonly tested: number;
  readonly items: readonly {
    readonly id: string;
    readonly kind: string;
    readonly what: BothTexts;
    readonly tests: readonly { readonly file: string; readonly name: string }[];
  }[];
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}
