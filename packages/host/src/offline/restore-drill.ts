import { mkdirSync, writeFileSync } from 'node:fs';
import { bytesToHex } from '@mingjing/crypto';
import { generateSeed, saveKeyFile } from '@mingjing/crypto/node';
import { genesisToJson } from '@mingjing/protocol';
import { Chain } from '@mingjing/replica';
import { HostError } from '../errors.ts';
import { homePaths, readGenesis } from '../home.ts';
import { nativeVerifier } from '../verification/native-verifier.ts';
import { fsck } from './fsck.ts';
import { type OfflineHome, openOffline, openOfflineStore } from './open-offline.ts';
import { restore } from './restore.ts';

export interface DrillOptions {
  readonly genesis: string;
  /** The backup. */
  readonly from: string;
  /** An empty folder, which becomes a home; whoever asks removes it. */
  readonly scratch: string;
}

/** What came of restoring a backup where it harms nobody. */
export interface DrillOutcome {
  /** Node that the backup was made by. */
  readonly backupOf: string;
  readonly height: number;
  /** State root after that height, hexadecimal, computed by executing every block again. */
  readonly stateRoot: string;
  readonly transactions: number;
  readonly attachments: number;
  /** Of `fsck` over the restored home. */
  readonly findings: number;
}

const DRILL_NODE = 'restore-drill';
/** A home has these; what they sign is in a journal that is thrown away. */
const THROWAWAY_KEYS = ['peer', 'journal', 'statement'];

/**
 * Restores a backup as after the loss of a machine: into a home with nothing but the genesis, with
 * keys of its own, and verifies the whole by `fsck`. Throws what `restore` throws.
 */
export async function restoreDrill({
  genesis,
  from,
  scratch,
}: DrillOptions): Promise<DrillOutcome> {
  makeHome(genesis, scratch);
  const home = await openOffline({ home: scratch, nodeId: DRILL_NODE });
  try {
    const { nodeId: backupOf } = await restore(home, { from });
    const report = await fsck(home);
    return {
      ...{ backupOf, height: report.height, stateRoot: await stateRootOf(home) },
      ...{ transactions: report.transactions, attachments: report.attachments },
      findings: report.total,
    };
  } finally {
    await home.release();
  }
}

function makeHome(genesis: string, scratch: string): void {
  const paths = homePaths(scratch);
  mkdirSync(paths.keys, { recursive: true, mode: 0o700 });
  mkdirSync(paths.data, { recursive: true, mode: 0o700 });
  writeFileSync(paths.genesis, genesisToJson(readGenesis(genesis)));
  for (const purpose of THROWAWAY_KEYS) {
    saveKeyFile(paths.key(purpose), { purpose, seed: generateSeed() });
  }
}

async function stateRootOf(home: OfflineHome): Promise<string> {
  const store = await openOfflineStore(home);
  try {
    const chain = await Chain.open(home.genesis, store, nativeVerifier);
    if (chain.ok) return bytesToHex(chain.value.state.stateRoot);
    const [zh, en] = [`恢复后的状态无效：${chain.reason}`, `the restored state: ${chain.reason}`];
    throw new HostError('STATE_DAMAGED', zh, en);
  } finally {
    await store.close();
  }
}
