import type { SearchErrorCode } from '../errors.ts';
import type { SearchQuery } from '../query/query.ts';
import type { SearchBatch } from '../search-index.ts';

/** What a thread of the index is started with. */
export interface WorkerSettings {
  readonly role: 'write' | 'read';
  readonly path: string;
  readonly chainId: string;
  readonly blindKey: Uint8Array;
}

/** What it is asked. */
export type Task =
  | { readonly type: 'add' | 'replace'; readonly batch: SearchBatch }
  | { readonly type: 'query'; readonly query: SearchQuery }
  | { readonly type: 'positions' | 'verify' | 'statistics' | 'close' }
  | { readonly type: 'span'; readonly origin: string; readonly first: number };

export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: SearchErrorCode; readonly message: string };

export interface TaskMessage {
  readonly number: number;
  readonly task: Task;
}
export interface AnswerMessage {
  readonly number: number;
  readonly answer: Answer;
}
