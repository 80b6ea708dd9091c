import {
  checkHit,
  type HitCheck,
  type JournalHit,
  type JournalQuery,
  journalTrustOf,
} from '@mingjing/client';
import type { Proof, ProofCheck } from '@mingjing/console-kit';
import { trustedGenesis } from '@mingjing/console-kit';
import { bytesToHex, verifyPortable } from '@mingjing/crypto';
import { genesisCodec, genesisFromJson, genesisHash } from '@mingjing/protocol';
import { node } from '../../api.ts';

/** An entry with what this browser found when it checked it. */
export interface CheckedHit {
  readonly hit: JournalHit;
  readonly proof: Proof;
}

export interface CheckedSearch {
  readonly hits: readonly CheckedHit[];
  readonly next: string | null;
  readonly isPartial: boolean;
  /** Entries that the index has still to take in: what was written just now cannot be found yet. */
  readonly behind: number;
}

/** Searches the journal and checks every hit here: signature, inclusion, body. */
export async function checkedSearch(query: JournalQuery): Promise<CheckedSearch> {
  const client = node();
  const [answer, genesis] = await Promise.all([client.searchJournal(query), statedGenesis()]);
  return {
    hits: answer.hits.map((hit) => {
      return { hit, proof: proofOf(hit, checkHit(hit, genesis.trust, verifyPortable), genesis) };
    }),
    next: answer.next_cursor,
    isPartial: answer.is_partial,
    behind: answer.logs.reduce((sum, { indexed, size }) => sum + Math.max(0, size - indexed), 0),
  };
}

type Genesis = Awaited<ReturnType<typeof statedGenesis>>;

/** The genesis as the node states it: the keys of journals come from it. */
async function statedGenesis() {
  const parsed = genesisFromJson(await node().genesis());
  if (!parsed.ok) throw Object.assign(new Error('BAD_ANSWER'), { code: 'BAD_ANSWER' });
  const hash = bytesToHex(genesisHash(genesisCodec.encode(parsed.value)));
  return { trust: journalTrustOf(parsed.value), hash };
}

/** What failed, by the part that the check names. */
const FAILED: Readonly<Record<string, string>> = {
  proof: 'signature',
  stub: 'inclusion',
  body: 'body',
  words: 'body',
};

function proofOf(hit: JournalHit, check: HitCheck, genesis: Genesis): Proof {
  const trusted = trustedGenesis();
  // A node that was admitted later has keys that a genesis does not know: nothing is wrong with it.
  const isUnknown = !check.ok && check.reason === 'unknown-log';
  const failed = check.ok || isUnknown ? undefined : FAILED[check.part];
  const stateOf = (name: string) => {
    if (isUnknown) return 'unchecked' as const;
    if (failed === undefined) return 'checked' as const;
    return failed === name ? ('failed' as const) : ('unchecked' as const);
  };
  const isOther = trusted !== undefined && trusted !== genesis.hash;
  const checks: ProofCheck[] = [
    { name: 'signature', state: stateOf('signature'), value: hit.origin },
    { name: 'inclusion', state: stateOf('inclusion'), value: hit.index, at: hit.time },
    {
      name: 'body',
      state: stateOf('body'),
      ...(check.ok ? {} : { value: `${check.part}: ${check.reason}` }),
    },
    {
      name: 'genesis',
      state: trusted === undefined ? 'unchecked' : isOther ? 'failed' : 'checked',
      hash: genesis.hash,
    },
  ];
  const isFailed = failed !== undefined || isOther;
  const unproved = isUnknown ? 'unchecked' : trusted === undefined ? 'stated' : 'checked';
  return {
    state: isFailed ? 'failed' : unproved,
    by: hit.node,
    checks,
    download: {
      name: `${hit.source}-${hit.index}.tlog-proof`,
      bytes: () => new TextEncoder().encode(hit.proof),
    },
    command: [
      `mingjing journal search --source ${hit.source}`,
      `--from ${timeWord(hit.time)} --to ${timeWord(hit.time + 1)}`,
    ].join(' '),
  };
}

function timeWord(ms: number): string {
  return new Date(ms).toISOString();
}
