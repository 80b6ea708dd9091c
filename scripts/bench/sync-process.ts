// One catching-up in a process of its own: a production replica on a real store, from the blocks
// of a file; then, if asked, a snapshot of it and a second replica that joins by that. Prints one
// JSON line.
//
//   node scripts/bench/sync-process.ts '{"chain": ..., "directory": ..., "trust": "signatures"}'
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HelpedVerifier, systemClock } from '@mingjing/host/ports';
import { chainIdOf } from '@mingjing/protocol';
import {
  type CatchUpOptions,
  type JournalEvent,
  type Network,
  Replica,
  type ReplicaEvents,
  type SnapshotShelf,
} from '@mingjing/replica';
import { FOLLOWER, VALIDATORS } from '@mingjing/simulator';
import { openSnapshots, openStore, openWriteAheadLog } from '@mingjing/storage';
import { chainGenesis } from './sync-chain.ts';
import { type BlockFile, BlockSource, ReplicaSource } from './sync-source.ts';

/** What a process is to do. */
export interface SyncTask {
  /** Where the file with the places of the blocks lies. */
  readonly chain: string;
  readonly directory: string;
  readonly trust: 'signatures' | 'certificate';
  /** Heights up to which the cost of a block is measured. */
  readonly marks: readonly number[];
  readonly snapshot: boolean;
}

/** What it measured; times of the snapshot are absent when there was none. */
export interface SyncFigures {
  readonly transactions: number;
  readonly blocks: number;
  readonly seconds: number;
  readonly cpuUs: number;
  readonly rssPeak: number;
  readonly costs: Readonly<Record<string, number>>;
  readonly snapshot?: SnapshotFigures;
}

interface SnapshotFigures {
  readonly bytes: number;
  readonly chunks: number;
  readonly makeS: number;
  readonly joinS: number;
  readonly joinCpuUs: number;
  readonly backfillS: number;
}

/** Blocks over which the cost of one is taken. */
const WINDOW_BLOCKS = 500;
const SAMPLE_MS = 100;
const POLL_MS = 20;

const genesis = chainGenesis();
const task = JSON.parse(process.argv[2] ?? '{}') as SyncTask;
process.stdout.write(`${JSON.stringify(await measure(task))}\n`);
process.exit(0);

async function measure({
  chain,
  directory,
  trust,
  marks,
  snapshot,
}: SyncTask): Promise<SyncFigures> {
  const blocks = JSON.parse(readFileSync(chain, 'utf8')) as BlockFile;
  const height = blocks.ends.length;
  const costs = new Map<number, number>();
  const journal: JournalEvent[] = [];
  let begunUs = 0;
  let transactions = 0;
  const done = Promise.withResolvers<void>();
  const shelf = snapshot ? await openSnapshots(join(directory, 'snapshots')) : undefined;
  const pace = { snapshotPace: { blocks: height, periodMs: 0 } };
  const replica = await openReplica(
    { directory, network: new BlockSource(VALIDATORS, blocks), shelf, journal },
    { trust, ...(snapshot ? pace : {}) },
    {
      committed: ({ executed }) => {
        transactions += executed.transactions.length;
        const at = executed.header.height;
        if (marks.includes(at + WINDOW_BLOCKS)) begunUs = cpuUs();
        if (marks.includes(at)) costs.set(at, (cpuUs() - begunUs) / WINDOW_BLOCKS);
        if (at === height) done.resolve();
      },
      failed: done.reject,
    },
  );
  const [fromUs, fromMs] = [cpuUs(), performance.now()];
  let rssPeak = 0;
  const sampling = setInterval(() => {
    rssPeak = Math.max(rssPeak, process.memoryUsage.rss());
  }, SAMPLE_MS);
  for (const name of VALIDATORS) {
    const hello = { chainId: chainIdOf(genesis), nodeId: name, height };
    replica.handler.envelope(name, { hello });
  }
  await done.promise;
  const [seconds, usedUs] = [(performance.now() - fromMs) / 1000, cpuUs() - fromUs];
  const figures = { transactions, blocks: height, seconds, cpuUs: usedUs };
  const made = shelf && (await measureSnapshot(replica, directory, shelf, journal));
  clearInterval(sampling);
  return {
    ...figures,
    rssPeak,
    costs: Object.fromEntries(costs),
    ...(made === undefined ? {} : { snapshot: made }),
  };
}

async function measureSnapshot(
  server: Replica,
  directory: string,
  shelf: SnapshotShelf,
  journal: readonly JournalEvent[],
): Promise<SnapshotFigures> {
  const makingMs = performance.now();
  await until(() => journal.some(({ event }) => event === 'snapshot-made'));
  const makeS = (performance.now() - makingMs) / 1000;
  const network = new ReplicaSource(VALIDATORS, server.handler);
  const [fromUs, fromMs] = [cpuUs(), performance.now()];
  const joined = Promise.withResolvers<void>();
  const joiner = await openReplica(
    { directory: join(directory, 'joined'), network, shelf: undefined, journal: [] },
    { join: 'snapshot' },
    { joined: () => joined.resolve(), failed: joined.reject },
  );
  await joined.promise;
  const [joinS, joinCpuUs] = [(performance.now() - fromMs) / 1000, cpuUs() - fromUs];
  await until(() => joiner.missingBlocks() === undefined);
  const backfillS = (performance.now() - fromMs) / 1000 - joinS;
  return { ...(await sizeOf(shelf)), makeS, joinS, joinCpuUs, backfillS };
}

async function sizeOf(shelf: SnapshotShelf): Promise<{ bytes: number; chunks: number }> {
  const [offer] = shelf.list();
  if (offer === undefined) throw new Error('no snapshot was made');
  let [bytes, chunks] = [0, 0];
  for (;;) {
    const chunk = await shelf.chunk(offer.manifestHash, chunks);
    if (chunk === undefined) return { bytes, chunks };
    bytes += chunk.length;
    chunks += 1;
  }
}

interface Home {
  readonly directory: string;
  readonly network: Network;
  readonly shelf: SnapshotShelf | undefined;
  readonly journal: JournalEvent[];
}

async function openReplica(
  { directory, network, shelf, journal }: Home,
  options: CatchUpOptions,
  events: Partial<ReplicaEvents>,
): Promise<Replica> {
  const store = await openStore(directory);
  const wal = await openWriteAheadLog(join(directory, 'wal'));
  const ports = {
    clock: systemClock,
    random: { bytes: (count: number) => new Uint8Array(count) },
    verifier: new HelpedVerifier({
      lost: (cause) => events.failed?.(cause),
    }),
    signer: undefined,
    ...{ store, wal, network, snapshots: shelf },
    journal: { append: async (event: JournalEvent) => void journal.push(event) },
  };
  const opened = await Replica.open({ genesis, nodeId: FOLLOWER, ...options }, ports, {
    committed: () => undefined,
    misbehaviour: (peer, reason) => events.failed?.(new Error(`${peer}: ${reason}`)),
    tip: () => undefined,
    failed: (error) => {
      throw error;
    },
    ...events,
  });
  if (!opened.ok) throw new Error(opened.reason);
  await opened.value.start();
  return opened.value;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
}

function cpuUs(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
