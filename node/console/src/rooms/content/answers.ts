// What the node answers about reviews, cases and rule sets; times in ms.

/** A rule that a text met; `found` is left out in lists. */
export interface Finding {
  readonly rule_set: { readonly id: string; readonly version: number };
  readonly rule: string;
  readonly category: string;
  readonly severity: string;
  readonly reason: { readonly zh: string; readonly en: string };
  readonly count: number;
  readonly record: number;
  readonly part: string;
  readonly found?: readonly string[];
}

export interface ReviewLine {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly author: string;
  readonly categories: readonly number[];
  readonly transaction_id: string;
  readonly entered_at: number;
  readonly due_at: number;
  readonly approved_until: number | null;
  readonly findings: readonly Finding[];
}
export interface ReviewAnswer extends ReviewLine {
  readonly attachments: readonly {
    readonly record: number;
    readonly commitment: string;
    readonly role: number;
    readonly size_bytes: number;
  }[];
  readonly looks: readonly Look[];
  readonly used_by: string | null;
}
export interface Look {
  readonly by: string;
  readonly at: number;
  readonly decision: string;
  readonly reason: string;
}
export interface DecidedReview extends ReviewAnswer {
  readonly passed_on: 'passed-on' | 'sign-again' | null;
}

export interface CaseLine {
  readonly id: string;
  readonly found_by: string;
  readonly found_at: number;
  readonly opened_at: number;
  readonly report_due_at: number;
  readonly report_clock: string;
  readonly records: number;
  readonly evidence: number;
  readonly outcome: string | null;
}
export interface CaseAnswer {
  readonly id: string;
  readonly found_by: string;
  readonly reference: string;
  readonly found_at: number;
  readonly basis: string;
  readonly description: string;
  readonly records: readonly string[];
  readonly users: readonly string[];
  readonly opened_by: string;
  readonly opened_at: number;
  readonly report_due_at: number;
  readonly report_clock: string;
  readonly evidence: readonly Evidence[];
  readonly actions: readonly CaseAction[];
  readonly report: {
    readonly to: string;
    readonly receipt: string;
    readonly sent_at: number;
    readonly attested_by: string;
  } | null;
  readonly closing: {
    readonly outcome: string;
    readonly reason: string;
    readonly by: string;
    readonly at: number;
  } | null;
}
export interface Evidence {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly size_bytes: number;
  readonly by: string;
  readonly at: number;
  /** Its sealed copy, once an order took the content down. */
  readonly copy: { readonly order_id: string } | null;
  readonly removed_at: number | null;
}
export interface CaseAction {
  readonly kind: string;
  readonly order_id: string;
  readonly note: string;
  readonly by: string;
  readonly at: number;
}

export interface RuleSetInForce {
  readonly name: string;
  readonly version: number;
  readonly title: { readonly zh: string; readonly en: string };
  readonly hash: string;
  readonly rules: number;
  readonly built_in: boolean;
}
export interface RuleSetVersion extends Omit<RuleSetInForce, 'built_in'> {
  readonly state: string;
  readonly proposed_by: string;
  readonly proposed_at: number;
  readonly back_test: BackTest | null;
  readonly decision: { readonly by: string; readonly at: number; readonly reason: string } | null;
}
export interface BackTest {
  readonly by: string;
  readonly at: number;
  readonly records: number;
  readonly texts: number;
  readonly unread: number;
  readonly pass: number;
  readonly flag: number;
  readonly hold: number;
  readonly refuse: number;
  readonly newly_stopped: number;
  readonly whole: boolean;
}
export interface RuleSetAnswer extends Partial<RuleSetVersion> {
  readonly rule_set: {
    readonly id: string;
    readonly version: number;
    readonly title: { readonly zh: string; readonly en: string };
    readonly rules: readonly {
      readonly id: string;
      readonly category: string;
      readonly severity: string;
      readonly reason: { readonly zh: string; readonly en: string };
    }[];
  };
}

export interface RuleCounts {
  readonly flag: number;
  readonly hold: number;
  readonly refuse: number;
}
export interface RuleStatistics {
  readonly from: string;
  readonly to: string;
  readonly days: readonly {
    readonly day: string;
    readonly submissions: RuleCounts;
    readonly rules: Readonly<Record<string, RuleCounts>>;
  }[];
}
export interface ReviewStatistics {
  readonly waiting: number;
  readonly overdue: number;
  readonly days: readonly {
    readonly day: string;
    readonly looks: Readonly<Record<string, number>>;
    readonly ended: number;
    readonly in_time: number;
  }[];
}
export interface Settings {
  readonly reviewed_categories: readonly number[];
  readonly sample_every: number;
  readonly review_hours: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}
