import { setTimeout as sleep } from 'node:timers/promises';
import { ASIDE_MS_MAX } from '@mingjing/host';
import {
  type Check,
  check,
  type Footing,
  kept,
  mostly,
  shown,
  unknown,
} from '@mingjing/inspection';
import { commitCertificateCodec } from '@mingjing/protocol';
import { networkNumbers } from '../../assurance/topology/topology.ts';
import { openPause } from '../pauses/pause-window.ts';
import type { InspectionWorld } from '../world.ts';
import { drillEntry, type Find } from './collecting.ts';
import { isOwnValidator } from './infrastructure.ts';

/** How often others are asked for their heights while one stands aside. */
const LOOK_MS = 200;
/** The first block from then on may still have been voted for by this node. */
const BLOCKS_ALONE = 2;
/** A chain without work that makes fewer empty blocks than this meanwhile says nothing. */
const EMPTY_BLOCKS_MIN = BLOCKS_ALONE + 1;
/** Until a node that stood aside has to have the others' block. */
const BACK_MS_MAX = 30_000;

/** Item 7: who decides, who signed last, and what happens when one validator is not there. */
export const consensus: Find = async (world, { signal }) => {
  const { assurance, host } = world;
  await assurance.watch.ask();
  const { height, validators } = host.replica.chain.state;
  const numbers = networkNumbers({ height, validators, nodes: assurance.watch.nodes() });
  const certificate = host.replica.chain.tip?.certificate ?? new Uint8Array(0);
  const signed = signersIn(certificate);
  const checks: Check[] = [
    check(numbers.tolerated >= 1, 'facts.consensus.tolerated', {
      ...{ validators: numbers.validators, organisations: numbers.organisations },
      ...{ quorum: numbers.quorum, power: numbers.power, tolerated: numbers.tolerated },
    }),
    check(signed > 0, 'facts.consensus.signed', { height, signed, of: numbers.validators }),
  ];
  const standsOn = [shown('certificate', certificate, String(height))];
  const window = await openPause(world.shelf, world.now());
  if (window === undefined || !isOwnValidator(world)) {
    const key = window === undefined ? 'no-window' : 'no-validator';
    return { checks: [...checks, mostly(false, `facts.consensus.${key}`)], standsOn };
  }
  if (!isSafe(world)) {
    return { checks: [...checks, mostly(false, 'facts.consensus.not-safe')], standsOn };
  }
  const { check: drilled, footings } = await standAside(world, signal);
  return {
    checks: [...checks, drilled],
    standsOn: [...standsOn, kept('window', window.value), ...footings],
  };
};

/** With another validator away already, one more would stop the chain: no drill does that. */
function isSafe({ assurance, host }: InspectionWorld): boolean {
  const present = new Set(
    assurance.watch
      .nodes()
      .filter(({ isConnected, isSelf }) => isConnected || isSelf)
      .map(({ id }) => id),
  );
  const { validators } = host.replica.chain.state.validators;
  const total = validators.reduce((sum, { power }) => sum + power, 0);
  const left = validators
    .filter(({ nodeId }) => present.has(nodeId) && nodeId !== host.nodeId)
    .reduce((sum, { power }) => sum + power, 0);
  return left * 3 > total * 2;
}

async function standAside(
  world: InspectionWorld,
  signal: AbortSignal,
): Promise<{ check: Check; footings: Footing[] }> {
  const { host, assurance } = world;
  const from = performance.now();
  host.standAside.begin(ASIDE_MS_MAX);
  let [before, others, madeAt] = [0, 0, 0];
  try {
    await assurance.watch.ask();
    before = Math.max(host.replica.chain.height, highestOf(world));
    others = before;
    while (host.standAside.isAside && others < before + BLOCKS_ALONE) {
      await sleep(LOOK_MS, undefined, { signal });
      await assurance.watch.ask();
      others = highestOf(world);
      madeAt = performance.now() - from;
    }
  } finally {
    host.standAside.end();
  }
  const isGoingOn = others >= before + BLOCKS_ALONE;
  const backMs = isGoingOn ? await backAt(world, others, signal) : undefined;
  const isGood = isGoingOn && backMs !== undefined;
  const values = {
    ...{ before, others, ms: Math.round(madeAt), back: Math.round(backMs ?? BACK_MS_MAX) },
  };
  const entry = await drillEntry(
    world,
    'consensus-and-fault-tolerance',
    isGood ? 'done' : 'failed',
    [...[before, others, values.ms, values.back]],
  );
  const isQuiet =
    host.replica.chain.state.parameters.emptyBlockMs * EMPTY_BLOCKS_MIN > ASIDE_MS_MAX;
  const key = 'facts.consensus.drilled';
  const looked = isQuiet && !isGoingOn ? unknown(key, values) : check(isGood, key, values);
  return { check: looked, footings: [entry] };
}

function highestOf({ assurance }: InspectionWorld): number {
  const told = assurance.watch.nodes().filter(({ isSelf }) => !isSelf);
  return Math.max(0, ...told.map(({ answer }) => answer?.report.height ?? 0));
}

/** Ms until this node has the block; undefined: it did not get it in time. */
async function backAt(
  { host }: InspectionWorld,
  height: number,
  signal: AbortSignal,
): Promise<number | undefined> {
  const from = performance.now();
  while (performance.now() - from < BACK_MS_MAX) {
    if (host.replica.chain.height >= height) return performance.now() - from;
    await sleep(LOOK_MS, undefined, { signal });
  }
  return undefined;
}

function signersIn(certificate: Uint8Array): number {
  const parsed = commitCertificateCodec.parse(certificate);
  return parsed.ok ? parsed.value.signatures.length : 0;
}
