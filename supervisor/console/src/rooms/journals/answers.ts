// Journals as the program holds them; names as on the wire, times in ms.

import { type JudgedCertificate, judgedRetention } from '@mingjing/console-kit';
import { ask, askBytes } from '../../api.ts';

/** The first certificate of a program reads its whole maintenance log. */
const CERTIFICATE_MS = 60_000;

export interface JournalLog {
  readonly source: string;
  /** Entries held here, each verified. */
  readonly size: number;
  readonly verified_size: number;
  /** Entries that the node signed for. */
  readonly head_size: number;
  readonly is_whole: boolean;
  readonly whole_at: number | null;
  readonly cosigned: { readonly size: number; readonly at: number } | null;
  readonly anchored: { readonly size: number; readonly time: number } | null;
  readonly kept_since: number | null;
  readonly period_days: number;
  readonly period_full_at: number | null;
  readonly is_period_full: boolean;
  readonly disposed_to: number;
}

export interface NodeJournal {
  readonly node_id: string;
  readonly organisation: string;
  readonly role: string;
  readonly blame: readonly {
    readonly alarm: string;
    readonly rule: string;
    readonly since: number;
    readonly subject: string;
  }[];
  readonly logs: readonly JournalLog[];
}

export interface JournalsAnswer {
  readonly height: number;
  /** Of the latest block: ages are told by it. */
  readonly time: number;
  readonly nodes: readonly NodeJournal[];
}

/** The certificate of this node's own logs, judged here from the genesis of its chain. */
export async function ownCertificate(): Promise<JudgedCertificate> {
  const { chain } = await ask<{ chain: { genesis_hash: string } }>({ path: '/v1/chain' });
  const path = '/v1/journal/retention-certificate';
  return judgedRetention(await askBytes({ path, extraMs: CERTIFICATE_MS }), chain.genesis_hash);
}
