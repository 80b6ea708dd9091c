import { join } from 'node:path';
import { bytesToHex } from '@mingjing/crypto';
import { loadKeyFile, signerFromSeed } from '@mingjing/crypto/node';
import {
  type JournalVerdict,
  openEntry,
  openJournal,
  PersonKeyFile,
  READ_ENTRIES_MAX,
} from '@mingjing/journal';
import { EntryResult, type JournalSourceName, SOURCE_NAMES } from '@mingjing/protocol';
import type { TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';

/** One entry of a journal, opened with the program's own keys. */
export interface JournalLine {
  readonly source: JournalSourceName;
  readonly event: string;
  readonly result: keyof typeof EntryResult | undefined;
  readonly reason: string;
  readonly actor: string;
  readonly object: string;
  readonly transaction: string;
  readonly sourceAddress: string;
  readonly method: string;
  readonly resource: string;
  readonly counts: readonly number[];
}

/** Verifies the whole journal of a program that has stopped, and opens every entry by source. */
export async function readJournal(
  { chainId }: TestNetwork,
  { home, nodeId, isRunning }: ProgramProcess,
): Promise<{ verdict: JournalVerdict; lines: JournalLine[] }> {
  if (isRunning) throw new Error(`${nodeId} is still writing its journal`);
  const keys = join(home, 'config', 'keys');
  const personKeys = await PersonKeyFile.open({ path: join(keys, 'person-keys') });
  const journal = await openJournal({
    folder: join(home, 'data', 'journal'),
    ...{ chainId, nodeId, personKeys },
    signer: signerFromSeed(loadKeyFile(join(keys, 'journal.json')).seed),
    clock: { now: () => Date.now(), monotonicUs: () => Math.floor(performance.now() * 1000) },
  });
  try {
    const verdict = await journal.verify();
    const lines: JournalLine[] = [];
    for (const source of SOURCE_NAMES) {
      for (let from = 0, read = -1; read !== 0; from += read) {
        const entries = await journal.readRange(source, from, from + READ_ENTRIES_MAX);
        read = entries.length;
        for (const { stub, body } of entries) {
          if (body === undefined) throw new Error(`entry ${stub.index} of ${source} has no body`);
          lines.push(lineOf(source, openEntry(chainId, { stub, body }, personKeys)));
        }
      }
    }
    return { verdict, lines };
  } finally {
    await journal.close();
  }
}

const results = Object.entries(EntryResult) as [keyof typeof EntryResult, number][];

function lineOf(
  source: JournalSourceName,
  { frame, act, personal }: ReturnType<typeof openEntry>,
): JournalLine {
  return {
    ...{ source, event: frame.event, reason: frame.reason, actor: act.actor },
    result: results.find(([, number]) => number === frame.result)?.[0],
    object: act.object,
    transaction: bytesToHex(act.transactionId),
    ...{ method: act.method, resource: act.resource, counts: act.counts },
    sourceAddress: typeof personal === 'string' ? '' : personal.sourceAddress,
  };
}

/** Of who showed the word of the home, or a session: known, so refused in his own name. */
export function isRefusalOfKnown({ actor, resource, result, source }: JournalLine): boolean {
  return result === 'refused' && resource !== '' && actor !== '' && source !== 'security';
}
