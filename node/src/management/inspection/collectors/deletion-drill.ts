import { cp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { historyOf } from '@mingjing/execution';
import { type Check, check, chosenBy, type Footing, footing, unknown } from '@mingjing/inspection';
import {
  type FolderReport,
  type FolderTrust,
  isSignedByOpening,
  STUB_SLOT_BYTES,
} from '@mingjing/journal';
import {
  JournalSource,
  type JournalSourceName,
  KeyPurpose,
  SOURCE_NAMES,
} from '@mingjing/protocol';
import type { InspectionWorld } from '../world.ts';
import { drillEntry } from './collecting.ts';
import { inScratch } from './scratch.ts';

/** What is copied and read twice in the time of one item; a larger journal has its own tools. */
const COPIED_BYTES_MAX = 512 * 1024 * 1024;
/** A journal that is written to while it is copied may be caught between two files. */
const COPIES_MAX = 3;
/** Below it the whole journal is moved into its own files first, which reads all of it. */
const DISTRIBUTED_ENTRIES_MAX = 20_000;

export interface DeletionDrill {
  readonly checks: readonly Check[];
  readonly standsOn: readonly Footing[];
}

/**
 * Copies the journal, has the offline verifier read the copy, deletes one entry in it that the
 * phrase chooses, and has it read again. The journal itself is only read.
 */
export async function deletionDrill(
  world: InspectionWorld,
  phrase: string,
): Promise<DeletionDrill> {
  const { host } = world;
  const entries = host.journal.logs().reduce((sum, { size }) => sum + size, 0);
  if (entries <= DISTRIBUTED_ENTRIES_MAX) await host.journal.verify();
  if ((host.diskBudget.space?.usedBytes ?? 0) > COPIED_BYTES_MAX) {
    const megabytes = Math.round(COPIED_BYTES_MAX / 1024 / 1024);
    return { checks: [unknown('facts.deletion.too-large', { megabytes })], standsOn: [] };
  }
  return inScratch(host.paths.data, (folder) => drilled(world, phrase, join(folder, 'journal')));
}

async function drilled(
  world: InspectionWorld,
  phrase: string,
  copy: string,
): Promise<DeletionDrill> {
  const { verifyFolder } = world;
  const trust = trustOf(world);
  const whole = await copied(world, copy, trust);
  const size = whole.logs.reduce((sum, log) => sum + log.size, 0);
  const [fault] = faultsOf(whole);
  const checks: Check[] = [
    check(fault === undefined, 'facts.deletion.whole', {
      ...{ entries: size, logs: whole.logs.filter((log) => log.size > 0).length },
      first: fault === undefined ? '-' : `${fault.source ?? fault.file ?? ''}/${fault.index}`,
    }),
  ];
  const place = await chosenPlace(copy, phrase);
  if (place === undefined) {
    return { checks: [...checks, unknown('facts.deletion.nothing')], standsOn: [] };
  }
  await withoutEntry(copy, place);
  const faults = faultsOf(await verifyFolder(copy, trust));
  const found = faults.find(
    ({ index, source }) => source === place.source && index === place.index,
  );
  const entry = await drillEntry(world, 'tamper-and-deletion-proof', found ? 'done' : 'failed', [
    JournalSource[place.source],
    place.index,
  ]);
  const named = `${place.source}/${place.index}`;
  const first = found ?? faults[0];
  const told = first === undefined ? '-' : `${first.source ?? ''}/${first.index}`;
  return {
    checks: [
      ...checks,
      check(found !== undefined, 'facts.deletion.found', { deleted: named, told }),
    ],
    standsOn: [
      ...whole.logs
        .filter((log) => log.size > 0)
        .map(({ root, size: of, source }) => footing('log', root, `${source}/${of}`)),
      entry,
    ],
  };
}

/** A copy that holds together, or the last of a few that were tried. */
async function copied(
  { host, verifyFolder }: InspectionWorld,
  to: string,
  trust: FolderTrust,
): Promise<FolderReport> {
  for (let round = 1; ; round += 1) {
    await rm(to, { recursive: true, force: true });
    try {
      await cp(host.paths.journal, to, { recursive: true, filter: isNoHalfFile });
    } catch (error) {
      // The journal goes on: a file that was listed may be gone when its turn comes.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT' && round < COPIES_MAX) continue;
      throw error;
    }
    const report = await verifyFolder(to, trust);
    if (faultsOf(report).length === 0 || round === COPIES_MAX) return report;
  }
}

/** What is being written goes to a file of its own first, which no copy needs. */
function isNoHalfFile(path: string): boolean {
  return !path.endsWith('.tmp');
}

// What the next checkpoint covers is signed seconds later: no fault of the entries.
function faultsOf({ faults }: FolderReport) {
  return faults.filter((fault) => !isSignedByOpening(fault));
}

function trustOf({ host }: InspectionWorld): FolderTrust {
  const { chainId, state } = host.replica.chain;
  const { registry } = state;
  const node = registry.get('node', host.nodeId);
  const keys = node?.keys.filter(({ purpose }) => purpose === KeyPurpose.journal) ?? [];
  const anchored = registry.get('anchor', host.nodeId)?.logs ?? [];
  return {
    chainId,
    keysOf: () => keys.map(({ publicKey }) => publicKey),
    anchors: anchored.flatMap(({ root, size, source }) => {
      const name = SOURCE_NAMES[source - 1];
      return name === undefined ? [] : [{ source: name, size, root }];
    }),
    disposals: SOURCE_NAMES.map((source) => {
      return { source, to: historyOf(registry, host.nodeId, JournalSource[source]).disposedTo };
    }),
  };
}

interface Place {
  readonly source: JournalSourceName;
  readonly index: number;
  readonly count: number;
}

/** An entry of the copy, by the phrase: first a log that has some, then one of its entries. */
async function chosenPlace(copy: string, phrase: string): Promise<Place | undefined> {
  const logs: { source: JournalSourceName; count: number }[] = [];
  for (const source of SOURCE_NAMES) {
    const size = await sizeOf(stubsOf(copy, source));
    // The last entry of a log is missed by its checkpoint, any other by the one after it, too.
    if (size > STUB_SLOT_BYTES) logs.push({ source, count: size / STUB_SLOT_BYTES });
  }
  const [number = 0] = chosenBy(phrase, 'log to delete from', logs.length, 1);
  const log = logs[number];
  if (log === undefined) return undefined;
  const [index = 0] = chosenBy(phrase, 'entry to delete', log.count - 1, 1);
  return { ...log, index };
}

async function withoutEntry(copy: string, { index, source }: Place): Promise<void> {
  const path = stubsOf(copy, source);
  const bytes = await readFile(path);
  const at = index * STUB_SLOT_BYTES;
  await writeFile(
    path,
    Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + STUB_SLOT_BYTES)]),
  );
}

function stubsOf(copy: string, source: JournalSourceName): string {
  return join(copy, source, 'stubs');
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return 0;
    throw error;
  }
}
