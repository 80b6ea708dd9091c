// One catching-up in a process of its own: a production replica on a real store, from the blocks
// of a file. Prints one JSON line.
//
//   node scripts/bench/sync-process.ts '{"chain": ..., "directory": ..., "trust": "signatures"}'
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nativeVerifier, systemClock } from '@mingjing/host/ports';
import { chainIdOf } from '@mingjing/protocol';
import { Replica } from '@mingjing/replica';
import { FOLLOWER, VALIDATORS } from '@mingjing/simulator';
import { openStore, openWriteAheadLog } from '@mingjing/storage';
import { chainGenesis } from './sync-chain.ts';
import { type BlockFile, BlockSource } from './sync-source.ts';

interface Task {
  readonly chain: string;
  readonly directory: string;
  readonly trust: 'signatures' | 'certificate';
  /** Heights around which the cost of a block is measured. */
  readonly marks: readonly number[];
}

const WINDOW_BLOCKS = 500;

const task = JSON.parse(process.argv[2] ?? '{}') as Task;
const blocks = JSON.parse(readFileSync(task.chain, 'utf8')) as BlockFile;
const genesis = chainGenesis();
const height = blocks.ends.length;
const store = await openStore(task.directory);
const wal = await openWriteAheadLog(join(task.directory, 'wal'));
const network = new BlockSource(VALIDATORS, blocks);
const costs = new Map<number, number>();
let begun = 0;
let transactions = 0;
const done = Promise.withResolvers<void>();
const opened = await Replica.open(
  { genesis, nodeId: FOLLOWER, trust: task.trust },
  {
    clock: systemClock,
    random: { bytes: (count) => new Uint8Array(count) },
    verifier: nativeVerifier,
    signer: undefined,
    ...{ store, wal, network },
    journal: { append: () => Promise.resolve() },
  },
  {
    committed: ({ executed }) => {
      transactions += executed.transactions.length;
      const at = executed.header.height;
      if (task.marks.includes(at + WINDOW_BLOCKS)) begun = cpuUs();
      if (task.marks.includes(at)) costs.set(at, (cpuUs() - begun) / WINDOW_BLOCKS);
      if (at === height) done.resolve();
    },
    misbehaviour: (peer, reason) => done.reject(new Error(`${peer}: ${reason}`)),
    tip: () => undefined,
    failed: (error) => done.reject(error),
  },
);
if (!opened.ok) throw new Error(opened.reason);
const replica = opened.value;
await replica.start();
const beganUs = cpuUs();
const beganMs = performance.now();
let rssPeak = 0;
const sampling = setInterval(() => {
  rssPeak = Math.max(rssPeak, process.memoryUsage.rss());
}, 100);
for (const name of VALIDATORS) {
  const hello = { chainId: chainIdOf(genesis), nodeId: name, height };
  replica.handler.envelope(name, { hello });
}
await done.promise;
const seconds = (performance.now() - beganMs) / 1000;
const usedUs = cpuUs() - beganUs;
clearInterval(sampling);
replica.stop();
await store.close();
await wal.close();
network.close();
process.stdout.write(
  `${JSON.stringify({
    transactions,
    blocks: height,
    seconds,
    cpuUs: usedUs,
    rssPeak,
    costs: Object.fromEntries(costs),
  })}\n`,
);

function cpuUs(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
