import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Registry } from '@mingjing/execution';
import {
  type FolderAnchor,
  type RepairOutcome,
  repairFolder,
  verifyFolder,
} from '@mingjing/journal';
import { SOURCE_NAMES } from '@mingjing/protocol';
import { Chain } from '@mingjing/replica';
import { HostError } from '../errors.ts';
import { leaveAct, takeActs } from '../home-acts.ts';
import { nativeVerifier } from '../verification/native-verifier.ts';
import { type OfflineHome, openOfflineStore, withJournal } from './open-offline.ts';
import { readFault } from './read-fault.ts';

/** Characters of an act's object, as `leaveAct` takes them. */
const OBJECT_CHARS_MAX = 256;

export interface JournalRepairOptions {
  /** A witness's copy of this node's journal. */
  readonly from: string;
  /** Give up tails that cannot be read, with what only they held. */
  readonly withoutTail?: boolean;
}

export interface JournalRepair {
  readonly outcome: RepairOutcome;
  /** False when the chain in the home could not be asked what it anchored. */
  readonly hasAnchors: boolean;
}

/**
 * Mends the journal of a home from a copy of it. What is done is left as an act before the first
 * file is replaced, and is an entry of `maintenance` as soon as the journal opens: here, or, after
 * a crash, at the next start. A refusal leaves its act, too.
 */
export async function repairJournal(
  home: OfflineHome,
  { from, withoutTail = false }: JournalRepairOptions,
): Promise<JournalRepair> {
  const { paths, keys, chainId, nodeId } = home;
  if (keys.journal === undefined) {
    throw new HostError('HOME_INCOMPLETE', '缺少日志密钥', 'the journal key is missing');
  }
  const copy = resolve(from);
  const publicKeys = [keys.journal.publicKey];
  const anchors = await anchorsIn(home);
  const now = Date.now();
  const outcome = await repairFolder({
    ...{ folder: paths.journal, copy, chainId, nodeId, publicKeys, now, withoutTail },
    anchors: anchors ?? [],
    onAccept: ({ files }) => {
      const object = `${copy}: ${files.join(' ')}`.slice(0, OBJECT_CHARS_MAX);
      leaveAct(paths.acts, { event: 'journal-repaired', object }, now);
    },
  });
  const hasAnchors = anchors !== undefined;
  if (!outcome.ok) {
    leaveAct(paths.acts, { event: 'journal-repair-refused', object: outcome.reason }, now);
    return { outcome, hasAnchors };
  }
  if (outcome.value.kept === undefined) return { outcome, hasAnchors };
  await withJournal(home, (journal) => takeActs(paths.acts, journal));
  const keysOf = (id: string) => (id === nodeId ? publicKeys : []);
  const trust = { chainId, keysOf, anchors: anchors ?? [] };
  const { ok } = await verifyFolder(paths.journal, trust);
  if (!ok) throw unsound(paths.journal);
  return { outcome, hasAnchors };
}

/** What the chain in a home anchored of its logs; undefined when it cannot be read. */
async function anchorsIn(home: OfflineHome): Promise<FolderAnchor[] | undefined> {
  if (!existsSync(home.paths.chain)) return undefined;
  try {
    const store = await openOfflineStore(home);
    try {
      const chain = await Chain.open(home.genesis, store, nativeVerifier);
      return chain.ok ? anchorsOf(chain.value.state.registry, home.nodeId) : undefined;
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof HostError && error.code === 'HOME_EMPTY') return undefined;
    // A damaged chain is for `fsck` to name: the journal's own signatures speak without it.
    readFault(error);
    return undefined;
  }
}

/** The node's own anchors, and what others stated of its logs in theirs. */
function anchorsOf(registry: Pick<Registry, 'all'>, nodeId: string): FolderAnchor[] {
  const stated = [...registry.all('anchor')].flatMap((anchor) => [
    ...(anchor.nodeId === nodeId ? anchor.logs : []),
    ...anchor.witnessed.filter((log) => log.nodeId === nodeId),
  ]);
  return stated.flatMap(({ source, size, root }) => {
    const name = SOURCE_NAMES[source - 1];
    return name === undefined ? [] : [{ source: name, size, root }];
  });
}

function unsound(path: string): HostError {
  return new HostError(
    'STORE_UNSOUND',
    `${path} 修复后仍未通过验证;请用 journal verify 查看`,
    `${path} does not verify after the repair: see what journal verify says`,
  );
}
