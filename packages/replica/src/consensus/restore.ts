import type { Recoverable } from '@mingjing/consensus';
import { bytesToHex } from '@mingjing/crypto';
import {
  blockId,
  headerCodec,
  parseTransaction,
  type WriteAheadRecord,
  writeAheadRecordCodec,
} from '@mingjing/protocol';
import { recordAuthors } from '../chain/authors.ts';
import type { Chain } from '../chain/chain.ts';
import { judgeBlock } from '../chain/judge.ts';
import { bytesKey } from '../chain/limits.ts';
import type { ReplicaPorts } from '../ports.ts';
import type { Candidate } from './candidate.ts';

/** What the write-ahead log holds of the height that was under way. */
export interface Restored {
  readonly recoverable: Recoverable;
  readonly votes: WriteAheadRecord['votes'];
  readonly candidate: Candidate | undefined;
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
  const withBlock = records.findLast(({ header }) => header.length > 0);
  const candidate = withBlock && (await candidateFrom(chain, ports, withBlock));
  return { recoverable, votes: last.votes, candidate };
}

async function candidateFrom(
  chain: Chain,
  ports: ReplicaPorts,
  record: WriteAheadRecord,
): Promise<Candidate | undefined> {
  const { state } = chain;
  const transactions = record.transactions.flatMap((bytes) => {
    const parsed = parseTransaction(bytes, state.chainId, state.parameters);
    return parsed.ok ? [parsed.value] : [];
  });
  const header = headerCodec.decode(record.header);
  const { header: headerBytes, parentCertificate } = record;
  const authors = await recordAuthors(ports.store, transactions);
  const parts = { header, headerBytes, parentCertificate, transactions };
  const verdict = await judgeBlock(chain, parts, authors, ports);
  if (!verdict.ok) return undefined;
  return {
    value: bytesToHex(blockId(chain.chainId, headerBytes)),
    header,
    headerBytes,
    parentCertificate,
    hashes: transactions.map(({ hash }) => hash),
    bodies: new Map(transactions.map((body) => [bytesKey(body.hash), body])),
    source: undefined,
    proposals: new Map(),
    executed: verdict.value,
    verdict: 'valid',
    refusal: undefined,
    attachmentsKept: undefined,
    isAsking: false,
  };
}
