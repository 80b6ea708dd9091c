import type { BehaviourName, CheckerName, Faults, planted } from '@mingjing/simulator';

/** One text of a source file in the place of another, which must be there exactly once. */
export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/**
 * A defect put in on purpose: by a port of the simulated world, or by changing a source as it is
 * loaded, so that production code has no switch for it. Some seed must find it.
 */
export interface PlantedDefect {
  readonly name: string;
  /** The rule that is broken. */
  readonly rule: string;
  /** Checkers of that rule: what any other finds does not count. */
  readonly checkers: readonly CheckerName[];
  readonly edits?: readonly Edit[];
  readonly port?: 'believedForgeries' | Exclude<keyof typeof planted, 'forgedBlocks'>;
  /** What its seeds have instead of what they would draw. */
  readonly faults?: Partial<Faults>;
  readonly treasons?: readonly BehaviourName[];
}

/** A network in which many a height needs several rounds. */
export const rounds: Partial<Faults> = { loss: 0.25, partition: 0.002, partitionMsMax: 3000 };
/** Crashes with nothing of what was not forced left. */
export const crashes: Partial<Faults> = {
  crash: 0.006,
  downMsMax: 300,
  forceMsMax: 20,
  unforcedSurvival: 0,
  bitRot: 0,
  bitRotAtRest: 0,
};
/** Both. */
export const crashesInRounds: Partial<Faults> = { ...crashes, loss: 0.3, crashAtEffect: 0.001 };
/** Crashes of all at once in such a network: what only the others still know is known to nobody. */
export const crashesOfAll: Partial<Faults> = {
  ...{ loss: 0.25, crash: 0.004, crashOfAll: 0.006, downMsMax: 400, forceMsMax: 20 },
  ...{ unforcedSurvival: 0.5, bitRot: 0, bitRotAtRest: 0 },
};
