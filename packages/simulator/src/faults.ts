import { WAL_LONG_BYTES } from '@mingjing/storage';
import { type BehaviourName, behaviours } from './byzantine/index.ts';
import type { SeededRandom } from './random.ts';
import { VALIDATORS } from './world/genesis.ts';

const BEHAVIOUR_NAMES = Object.keys(behaviours) as readonly BehaviourName[];

/** How hostile a run is: numbers only, so that a new kind of fault is one more line here. */
export interface Faults {
  /** Time of a message on its way, ms. */
  readonly delayMsMin: number;
  readonly delayMsMax: number;
  /** Probabilities for each message. */
  readonly loss: number;
  readonly duplication: number;
  /** A message overtakes earlier ones of its link. */
  readonly reordering: number;
  /** Time until a request that got lost is given up, ms. */
  readonly requestTimeoutMs: number;
  /** Probability, after each event, that some node crashes; and that all do. */
  readonly crash: number;
  readonly crashOfAll: number;
  /** Probability, before, inside and after each call of a disk or network, of a crash there. */
  readonly crashAtEffect: number;
  readonly downMsMax: number;
  /** Probability, after each event, that one node is cut off; and for how long at most. */
  readonly partition: number;
  readonly partitionMsMax: number;
  /** Probability, after each event, that a node no longer hears some others, which hear it. */
  readonly deafness: number;
  /** Which node is slow, counted from 1 with the follower last; 0: none. */
  readonly slowNode: number;
  /** What its messages take longer, both ways, ms. */
  readonly slowMs: number;
  /** Offset of a node's clock, ms, to either side. */
  readonly clockOffsetMs: number;
  /** Probability, after each event, that a node's clock jumps; and how far, to either side, ms. */
  readonly clockJump: number;
  readonly clockJumpMsMax: number;
  /** Time of forcing bytes to the disk, ms. */
  readonly forceMsMax: number;
  /** Probability that a change which was not forced survives a crash all the same. */
  readonly unforcedSurvival: number;
  /** Probability, after each event, that a disk is full; and for how long at most, ms. */
  readonly fullDisk: number;
  readonly fullDiskMsMax: number;
  /** Probability, after each event, that a bit of some disk turns: of one disk in a run. */
  readonly bitRot: number;
  /** Probability that a bit of a node's disk turns while it is down: the next start must see it. */
  readonly bitRotAtRest: number;
  /** From how many bytes on a write-ahead log is replaced by what is still needed of it. */
  readonly longLogBytes: number;
  /** Which validator is Byzantine, counted from 1; 0: none. More than one no rule can bear. */
  readonly traitor: number;
  /** How it behaves: one bit for each of `behaviours`, in their order. */
  readonly treason: number;
}

/** A height of some rounds writes more. */
const LONG_LOG_BYTES_MAX = 16_384;

/** A quiet world: messages take some time, everything else holds. */
export const noFaults: Faults = {
  delayMsMin: 0.5,
  delayMsMax: 5,
  loss: 0,
  duplication: 0,
  reordering: 0,
  requestTimeoutMs: 1000,
  crash: 0,
  crashOfAll: 0,
  crashAtEffect: 0,
  downMsMax: 0,
  partition: 0,
  partitionMsMax: 0,
  deafness: 0,
  slowNode: 0,
  slowMs: 0,
  clockOffsetMs: 0,
  clockJump: 0,
  clockJumpMsMax: 0,
  forceMsMax: 2,
  unforcedSurvival: 0,
  fullDisk: 0,
  fullDiskMsMax: 0,
  bitRot: 0,
  bitRotAtRest: 0,
  longLogBytes: WAL_LONG_BYTES,
  traitor: 0,
  treason: 0,
};

/**
 * Faults of one run. Each kind is missing in half of the runs: the others are seen alone. One run
 * in sixteen has the worst together, which chance would hardly ever bring about.
 */
export function drawFaults(random: SeededRandom): Faults {
  const sometimes = (most: number) => (random.chance(0.5) ? random.fraction() * most : 0);
  const delayMsMin = random.between(0.1, 20);
  return {
    delayMsMin,
    delayMsMax: delayMsMin + random.between(1, random.chance(0.2) ? 800 : 60),
    loss: sometimes(0.25),
    duplication: sometimes(0.1),
    reordering: sometimes(0.1),
    requestTimeoutMs: random.between(200, 3000),
    crash: sometimes(0.004),
    crashOfAll: sometimes(0.0005),
    downMsMax: random.between(10, 6000),
    partition: sometimes(0.003),
    partitionMsMax: random.between(100, 8000),
    clockOffsetMs: sometimes(1500),
    forceMsMax: random.between(0.1, random.chance(0.2) ? 60 : 8),
    unforcedSurvival: sometimes(1),
    ...drawSlowness(random.fork('slow')),
    ...drawClock(random.fork('clock')),
    ...drawDisk(random.fork('disk')),
    ...drawTreason(random.fork('treason')),
    ...drawStorm(random.fork('storm')),
  };
}

// Crashes follow each other closely and leave nothing that was not forced, in a network that needs
// several rounds; what a node knows of its earlier lives is then what others still tell it.
function drawStorm(random: SeededRandom): Partial<Faults> {
  if (!random.chance(1 / 16)) return {};
  return {
    loss: random.between(0, 0.3),
    crash: random.between(0.003, 0.015),
    crashOfAll: random.chance(0.3) ? random.between(0.002, 0.006) : 0,
    crashAtEffect: random.chance(0.5) ? 0.001 : 0,
    downMsMax: random.between(100, 500),
    forceMsMax: random.between(3, 60),
    unforcedSurvival: random.chance(0.7) ? 0 : 0.5,
    bitRot: random.chance(0.5) ? 0.004 : 0,
  };
}

function drawSlowness(random: SeededRandom): Pick<Faults, 'deafness' | 'slowNode' | 'slowMs'> {
  return {
    deafness: random.chance(0.3) ? random.fraction() * 0.002 : 0,
    slowNode: random.chance(0.3) ? 1 + random.below(VALIDATORS.length + 1) : 0,
    slowMs: random.between(50, 1200),
  };
}

function drawClock(random: SeededRandom): Pick<Faults, 'clockJump' | 'clockJumpMsMax'> {
  const clockJump = random.chance(0.25) ? random.fraction() * 0.002 : 0;
  return { clockJump, clockJumpMsMax: random.between(100, 60_000) };
}

type DiskFaults = 'crashAtEffect' | 'fullDisk' | 'fullDiskMsMax' | 'bitRot' | 'bitRotAtRest';

function drawDisk(random: SeededRandom): Pick<Faults, DiskFaults | 'longLogBytes'> {
  return {
    crashAtEffect: random.chance(0.4) ? random.fraction() * 0.001 : 0,
    fullDisk: random.chance(0.2) ? random.fraction() * 0.001 : 0,
    fullDiskMsMax: random.between(100, 6000),
    bitRot: random.chance(0.1) ? random.fraction() * 0.005 : 0,
    longLogBytes: random.chance(0.3) ? random.below(LONG_LOG_BYTES_MAX) : WAL_LONG_BYTES,
    bitRotAtRest: random.chance(0.1) ? 0.2 : 0,
  };
}

/** Behaviours of a Byzantine node at once, at most: of more, one hides the other. */
const TREASONS_MAX = 3;

function drawTreason(random: SeededRandom): Pick<Faults, 'traitor' | 'treason'> {
  if (random.chance(0.45)) return { traitor: 0, treason: 0 };
  let treason = 0;
  for (let count = 1 + random.below(TREASONS_MAX); count > 0; count -= 1) {
    treason |= 1 << random.below(BEHAVIOUR_NAMES.length);
  }
  return { traitor: 1 + random.below(VALIDATORS.length), treason };
}

/** Names of the behaviours that a `treason` stands for. */
export function treasons({ traitor, treason }: Faults): BehaviourName[] {
  return traitor === 0 ? [] : BEHAVIOUR_NAMES.filter((_name, bit) => (treason >> bit) & 1);
}

/** The `treason` of these behaviours. */
export function treasonOf(names: readonly BehaviourName[]): number {
  return names.reduce((bits, name) => bits | (1 << BEHAVIOUR_NAMES.indexOf(name)), 0);
}
