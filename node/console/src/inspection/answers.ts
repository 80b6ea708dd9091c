// What the node answers about inspections.
import type { FormTally } from '@mingjing/inspection/sheet';
import type { Answer, ItemChange, RecordedForm, Verdict } from '@mingjing/proofs';

export interface RunHead {
  readonly id: string;
  readonly state: 'running' | 'done' | 'stopped';
  readonly phrase: string;
  readonly by: string | null;
  readonly chain_id: string;
  readonly node_id: string;
  /** Null: all items of the form. */
  readonly only: readonly string[] | null;
  readonly form: { readonly id: string; readonly version: number; readonly hash: string };
  readonly began: { readonly at: number; readonly height: number };
  readonly ended: { readonly at: number; readonly height: number } | null;
  readonly verdicts: Readonly<Record<Verdict, number>>;
}

export interface Run extends RunHead {
  readonly progress: {
    readonly done: number;
    readonly total: number;
    readonly item: string | null;
  };
  readonly tally: FormTally | null;
  readonly answers: readonly Answer[];
  readonly changes: readonly ItemChange[] | null;
}

export interface FormAnswer {
  readonly hash: string;
  readonly form: RecordedForm;
}

export interface Finding {
  readonly id: string;
  readonly item: string;
  readonly run: string;
  readonly verdict: Verdict;
  readonly what: string;
  readonly owner: string;
  readonly due_on: string;
  readonly state: 'open' | 'overdue' | 'closed';
  readonly opened_by: string;
  readonly opened_at: number;
  readonly closed: { readonly run: string; readonly at: number } | null;
  readonly retests: readonly { readonly at: number; readonly verdict: Verdict }[];
  readonly moves: readonly {
    readonly by: string;
    readonly at: number;
    readonly owner: string;
    readonly due_on: string;
    readonly reason: string;
  }[];
}

export interface Question {
  readonly id: string;
  readonly item: string;
  readonly look: string;
  readonly 'zh-CN': string;
  readonly en: string;
  readonly live: {
    readonly verdict: Verdict;
    readonly at: number;
    readonly lines: Readonly<Record<'zh-CN' | 'en', readonly string[]>>;
  } | null;
}

export interface Score {
  readonly at: number;
  readonly by: string | null;
  readonly count: number;
  readonly shown: number;
  readonly ready: number;
}

export interface Rehearsals {
  readonly questions: readonly Question[];
  readonly latest: Score | null;
}
