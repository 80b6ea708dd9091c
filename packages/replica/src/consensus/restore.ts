import {
  type HeightConfig,
  type Recoverable,
  restoreHeight,
  type State,
} from '@mingjing/consensus';
import { assert } from '@mingjing/crypto';
import {
  headerCodec,
  parseTransaction,
  type WriteAheadRecord,
  writeAheadRecordCodec,
} from '@mingjing/protocol';
import { recordAuthors } from '../chain/authors.ts';
import type { Chain } from '../chain/chain.ts';
import { judgeBlock } from '../chain/judge.ts';
import type { ReplicaPorts } from '../ports.ts';
import { type Candidate, executedCandidate } from './candidate.ts';

/** What the write-ahead log holds of the height that was under way. */
export interface Restored {
  readonly recoverable: Recoverable;
  /** Own votes, and those that the valid value and the round rest on. */
  readonly votes: WriteAheadRecord['votes'];
  /** Blocks that this node precommitted or would propose again. */
  readonly candidates: readonly Candidate[];
}

/**
 * Reads the write-ahead log. Records of other heights are leftovers of a crash between commit and
 * clearing, and say nothing about this one.
 */
export async function restore(chain: Chain, ports: ReplicaPorts): Promise<Restored | undefined> {
  const height = chain.height + 1;
  const records = (await ports.wal.load())
    .map((bytes) => writeAheadRecordCodec.decode(bytes))
    .filter((record) => record.height === height);
  const last = records.at(-1);
  if (last === undefined) return undefined;
  const recoverable = JSON.parse(new TextDecoder().decode(last.recoverable)) as Recoverable;
  const candidates = new Map<string, Candidate>();
  for (const record of records) {
    if (record.header.length === 0) continue;
    const candidate = await candidateFrom(chain, ports, record);
    candidates.set(candidate.value, candidate);
  }
  return { recoverable, votes: last.votes, candidates: [...candidates.values()] };
}

/** The core as that record left it; a commit of a block in the log needs nobody's proposal. */
export function restoredCore(config: HeightConfig, { recoverable, candidates }: Restored): State {
  return restoreHeight(
    config,
    recoverable,
    candidates.map(({ value }) => value),
  );
}

async function candidateFrom(
  chain: Chain,
  ports: ReplicaPorts,
  record: WriteAheadRecord,
): Promise<Candidate> {
  const { chainId, parameters } = chain.state;
  const transactions = record.transactions.map((bytes) => {
    const parsed = parseTransaction(bytes, chainId, parameters);
    assert(parsed.ok, 'a body in the write-ahead log was parsed before it was written');
    return parsed.value;
  });
  const header = headerCodec.decode(record.header);
  const { header: headerBytes, parentCertificate } = record;
  const authors = await recordAuthors(ports.store, transactions);
  const parts = { header, headerBytes, parentCertificate, transactions };
  const verdict = await judgeBlock(chain, parts, authors, ports);
  assert(verdict.ok, 'a block in the write-ahead log was judged valid before it was written');
  return executedCandidate(verdict.value);
}
