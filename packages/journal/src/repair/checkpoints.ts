import type { JournalSourceName } from '@mingjing/protocol';
import { replaceFile } from '../files/file-port.ts';
import type { JournalPlace } from '../place.ts';
import { stagingOf } from './exchange.ts';
import type { RepairPlan } from './plan.ts';
import type { Compared, ComparedLog } from './repair-folder.ts';
import type { SignedRoot } from './signed-roots.ts';

/** Checkpoints that lie ready, and whether every log's is over all of its entries. */
export interface StagedCheckpoints {
  readonly written: readonly string[];
  readonly areExact: boolean;
}

/**
 * Puts in the place of a checkpoint that is at fault the largest that is known otherwise: cosigned,
 * or in the copy. Without one none is there: the next opening signs what it finds.
 */
export async function stageCheckpoints(
  place: JournalPlace,
  { logs, report, manifest }: Compared,
  plan: RepairPlan,
): Promise<StagedCheckpoints> {
  const written: string[] = [];
  let areExact = true;
  for (const log of logs) {
    const { source } = log;
    const size = plan.sizes.get(source) ?? 0;
    const best = largest(log, size);
    const own = log.roots.find(({ by }) => by === 'checkpoint');
    const isFaulty =
      manifest === undefined || report.faults.some((fault) => isOfCheckpoint(fault, source));
    if (isFaulty && best !== undefined && best.size > (own?.size ?? 0)) {
      const folder = `${stagingOf(place.folder)}/${source}`;
      await place.files.makeDirectory(folder);
      await replaceFile(place.files, folder, 'checkpoint', Buffer.from(best.note ?? ''));
      written.push(`${source}/checkpoint`);
    }
    areExact &&= size === 0 || best?.size === size;
  }
  return { written, areExact };
}

function isOfCheckpoint(
  { part, source }: { readonly part: string; readonly source: JournalSourceName | undefined },
  of: JournalSourceName,
): boolean {
  return source === of && part === 'checkpoint';
}

function largest({ roots }: ComparedLog, size: number): SignedRoot | undefined {
  const signed = roots.filter((root) => root.note !== undefined && root.size <= size);
  return signed.reduce<SignedRoot | undefined>(
    (most, root) => (most === undefined || root.size > most.size ? root : most),
    undefined,
  );
}
