import { existsSync } from 'node:fs';
import { bytesToHex } from '@mingjing/crypto';
import { check, footing, mostly, unknown } from '@mingjing/inspection';
import { blockCodec, headerCodec } from '@mingjing/protocol';
import { recordOf } from '../../assurance/drills/drill.ts';
import type { InspectionWorld } from '../world.ts';
import { drillEntry, type Find } from './collecting.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Backups looked through for the latest that is still there. */
const LOOKED_AT = 100;

/** Item 9: the latest backup, restored where it harms nobody and held against this chain. */
export const backupDrill: Find = async (world, { signal }) => {
  const { assurance, host, now } = world;
  const backups = await assurance.backups.list(LOOKED_AT);
  const there = backups.find(({ value }) => existsSync(value.file))?.value;
  if (there === undefined) {
    const counts = { backups: backups.length };
    return { checks: [check(false, 'facts.backup.none', counts)], standsOn: [] };
  }
  const startedAt = now();
  const answer = await assurance.runDrill({
    ...{ genesis: host.paths.genesis, from: there.file, beside: host.paths.data, signal },
  });
  if (signal.aborted) return { checks: [unknown('facts.backup.broken-off')], standsOn: [] };
  const ownRoot = 'height' in answer ? await rootAt(world, answer.height) : undefined;
  const frame = { startedAt, endedAt: now(), startedBy: '', backup: there.file };
  const drill = recordOf(frame, answer, ownRoot);
  const isGood = drill.result === 'passed';
  const days = Math.floor((now() - there.writtenAt) / DAY_MS);
  const seconds = Math.ceil((drill.endedAt - startedAt) / 1000);
  const entry = await drillEntry(world, 'backup-and-restore-drill', isGood ? 'done' : 'failed', [
    drill.height,
  ]);
  return {
    checks: [
      check(isGood, isGood ? 'facts.backup.restored' : 'facts.backup.failed', {
        ...{ height: drill.height, seconds, transactions: drill.transactions },
        reason: drill.reason === '' ? '-' : drill.reason,
      }),
      mostly(days <= assurance.bounds.drillDays, 'facts.backup.age', {
        ...{ days, bound: assurance.bounds.drillDays },
      }),
    ],
    standsOn: [
      footing('backup', there.sha256, String(there.height)),
      ...(drill.stateRoot === '' ? [] : [footing('state', drill.stateRoot, String(drill.height))]),
      entry,
    ],
  };
};

async function rootAt({ host }: InspectionWorld, height: number): Promise<string | undefined> {
  const stored = await host.store.block(height);
  if (stored === undefined) return undefined;
  const { header } = blockCodec.decode(stored.block);
  return bytesToHex(headerCodec.decode(header).stateRoot);
}
