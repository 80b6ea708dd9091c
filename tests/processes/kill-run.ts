import { verify } from '@mingjing/crypto/node';
import { verifyReceipt } from '@mingjing/proofs';
import { genesisCodec, genesisHash } from '@mingjing/protocol';
import type { Acknowledged } from './load.ts';
import type { TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';
import { seededRandom } from './seeded-random.ts';
import { GivenUpError, until } from './until.ts';

/** What one kill did. */
export interface KillOutcome {
  readonly kill: number;
  readonly node: string;
  /** True when it was killed again before it had caught up from the kill before. */
  readonly isDuringRecovery: boolean;
  readonly heightAtKill: number;
  /** Lowest height of the others before the killed one came back. */
  readonly heightWithout: number;
  /** Height that the killed one had to reach, and did. */
  readonly caughtUpTo: number;
  /** From its restart to being up with the chain. */
  readonly recoveryMs: number;
}

/** What held at the end. */
export interface KillVerdict {
  readonly acknowledged: number;
  readonly programs: readonly string[];
  readonly height: number;
  readonly stateRoot: string;
  readonly receiptsVerified: number;
}

/** A process is killed this long after the last one was up again, at most. */
const DELAY_MS_MAX = 1500;
/** And stays down this long at least, beyond the blocks that the others make meanwhile. */
const DOWN_MS_MAX = 1000;
/** Blocks that the others have to commit while one is down. */
const BLOCKS_WITHOUT = 2;
/** One in so many kills hits the process that has just been started again. */
const AGAIN_EVERY = 4;
/** How long a start takes about: a kill within it hits opening, replay and block sync. */
const START_MS_MAX = 1500;
/** Questions under way at once while everything acknowledged is looked up. */
const QUESTIONS = 8;
const DEADLINE_MS = 60_000;

/** Kills one program while the others run, and brings it back. The chain must be under load. */
export async function killOnce(
  network: TestNetwork,
  seed: number,
  kill: number,
): Promise<KillOutcome> {
  // Each kill draws from a generator of its own: a campaign that goes on later draws the same.
  const random = seededRandom(seed * 1000 + kill);
  const { programs } = network;
  const victim = programs[random(programs.length)] as ProgramProcess;
  await passing(random(DELAY_MS_MAX));
  const others = programs.filter((program) => program !== victim);
  const heightAtKill = await lowest(others);
  await victim.kill();
  const isDuringRecovery = random(AGAIN_EVERY) === 0;
  if (isDuringRecovery) {
    victim.start();
    await passing(random(START_MS_MAX));
    await victim.kill();
  }
  await passing(random(DOWN_MS_MAX));
  const heightWithout = await until(
    `the chain goes on without ${victim.nodeId}`,
    async () => {
      const height = await lowest(others);
      return height >= heightAtKill + BLOCKS_WITHOUT && height;
    },
    DEADLINE_MS,
  );
  const startedAt = Date.now();
  victim.start();
  await victim.ready(DEADLINE_MS);
  const goal = Math.max(...(await Promise.all(others.map(heightOf))));
  await until(
    `${victim.nodeId} has caught up to ${goal}`,
    async () => {
      if (!victim.isRunning) throw new GivenUpError(`${victim.nodeId} ended:\n${victim.output}`);
      return (await heightOf(victim)) >= goal;
    },
    DEADLINE_MS,
  );
  return {
    ...{ kill, node: victim.nodeId, isDuringRecovery, heightAtKill, heightWithout },
    caughtUpTo: goal,
    recoveryMs: Date.now() - startedAt,
  };
}

/**
 * With the load stopped: all programs reach one height with one state root, each has every
 * acknowledged transaction at the height it was acknowledged with, and every receipt holds.
 */
export async function judge(
  network: TestNetwork,
  acknowledged: readonly Acknowledged[],
): Promise<KillVerdict> {
  const { height, stateRoot } = await agreement(network);
  for (const program of network.programs) {
    await forEach(acknowledged, async ({ id, height: said, node }) => {
      const found = await program.heightOf(id);
      if (found === said) return;
      const what = found === undefined ? 'does not have' : `has at ${found}`;
      throw new Error(`${program.nodeId} ${what} ${id}, acknowledged at ${said} by ${node}`);
    });
  }
  await forEach(acknowledged, (each, index) => holdsReceipt(network, each, index));
  return {
    acknowledged: acknowledged.length,
    programs: network.programs.map(({ nodeId }) => nodeId),
    ...{ height, stateRoot },
    receiptsVerified: acknowledged.length,
  };
}

/** Waits until all programs stand at one height, and asserts that they have one state root. */
export async function agreement(
  network: TestNetwork,
): Promise<{ height: number; stateRoot: string }> {
  const standings = await until(
    'all programs stand at one height',
    async () => {
      const all = await Promise.all(network.programs.map((program) => program.standing()));
      return new Set(all.map(({ height }) => height)).size === 1 && all;
    },
    DEADLINE_MS,
  );
  const [first] = standings;
  const roots = standings.map(({ stateRoot }) => stateRoot);
  if (first === undefined || new Set(roots).size !== 1) {
    throw new Error(`state roots differ at height ${first?.height}: ${roots.join(' ')}`);
  }
  return first;
}

async function holdsReceipt(
  network: TestNetwork,
  { id, height }: Acknowledged,
  index: number,
): Promise<void> {
  const node = network.validator(index % network.validators.length);
  const trustedGenesisHash = genesisHash(genesisCodec.encode(network.genesis));
  const check = verifyReceipt(await node.client().receipt(id), { verify, trustedGenesisHash });
  if (!check.ok) throw new Error(`receipt of ${id}: ${check.part} ${check.reason}`);
  if (check.value.height === height) return;
  throw new Error(`receipt of ${id} speaks of height ${check.value.height}, not of ${height}`);
}

/** Acts on every item, a few at a time. */
export async function forEach<T>(
  items: readonly T[],
  act: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const rest = items.entries();
  const lane = async () => {
    for (const [index, item] of rest) await act(item, index);
  };
  await Promise.all(Array.from({ length: QUESTIONS }, lane));
}

async function heightOf(program: ProgramProcess): Promise<number> {
  return (await program.standing()).height;
}

async function lowest(programs: readonly ProgramProcess[]): Promise<number> {
  return Math.min(...(await Promise.all(programs.map(heightOf))));
}

/** Not waiting for anything: the moment of a kill is drawn, and this is when it comes. */
function passing(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
