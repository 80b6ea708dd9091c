import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  type CheckerName,
  type Faults,
  type PlantedFault,
  planted,
  type SimulateOptions,
  simulate,
} from '@mingjing/simulator';
import { describe, expect, it } from 'vitest';
import { PLANTED } from './planted/faults.ts';
import type { Catch } from './planted/hunt.ts';

const lossyCrashes: Partial<Faults> = {
  loss: 0.3,
  crash: 0.004,
  downMsMax: 300,
  forceMsMax: 3,
  unforcedSurvival: 0,
};
const crashesOnly: Partial<Faults> = {
  crash: 0.01,
  downMsMax: 300,
  forceMsMax: 60,
  unforcedSurvival: 0,
};
const lossyOnly: Partial<Faults> = { loss: 0.45, crash: 0, crashOfAll: 0, partition: 0 };

/** Hunts a planted defect in a process of its own, which loads the changed source. */
async function hunt(name: string, seeds: number, from = 1, mode = ''): Promise<Catch> {
  const script = fileURLToPath(new URL('planted/hunt.ts', import.meta.url));
  const args = [script, name, String(seeds), String(from), mode];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Catch;
}

/** Runs seeds until one of the checkers finds something; answers the seed, or undefined. */
async function foundAfter(
  checkers: CheckerName | readonly CheckerName[],
  plant: () => PlantedFault,
  options: Omit<SimulateOptions, 'seed'> & { seeds: number; from?: number },
): Promise<number | undefined> {
  const { seeds, from = 1, ...rest } = options;
  for (let seed = from; seed < from + seeds; seed += 1) {
    const { violation } = await simulate({ ...rest, seed, planted: plant() });
    if (violation && [checkers].flat().includes(violation.checker)) return seed;
  }
  return undefined;
}

describe('a planted fault is found by the checker of its rule', () => {
  it('votes sent before the write-ahead log is durable: what was locked is forgotten', async () => {
    // Seen as a prevote against the lock, or as nodes that signed what they no longer know.
    const checkers = ['abstention', 'lock', 'failure', 'liveness'] as const;
    const options = { faults: lossyCrashes, seeds: 8 };
    expect(await foundAfter(checkers, planted.votesBeforeWriteAhead, options)).toBeDefined();
  });

  it('a key without its guard: two votes for one step', async () => {
    const options = { faults: { ...crashesOnly, loss: 0.1 }, seeds: 8 };
    expect(await foundAfter('double-vote', planted.noSignGuard, options)).toBeDefined();
  });

  it('a commit that is not durable: a node falls back behind what it told', async () => {
    const options = { faults: crashesOnly, seeds: 8 };
    expect(await foundAfter('durability', planted.hastyCommit, options)).toBeDefined();
  });

  it('signatures that nobody checks in block sync: a forged block is committed', async () => {
    const believing = () => planted.forgedBlocks(true);
    expect(await foundAfter('certificate', believing, { seeds: 2 })).toBeDefined();
  });

  it('nothing sent again at a stall: the height never ends', async () => {
    const options = { faults: lossyOnly, seeds: 8 };
    expect(await foundAfter('liveness', planted.noResending, options)).toBeDefined();
  });

  it('attachments that are not written: missing, and no gap is named', async () => {
    const options = { seeds: 2 };
    expect(await foundAfter('attachment', planted.forgottenAttachments, options)).toBeDefined();
  });

  it('contents that are taken down and not deleted', async () => {
    const options = { seeds: 3, faults: {} };
    expect(await foundAfter('attachment', planted.keptTakenDown, options)).toBeDefined();
  });

  it('a store that gives back another state: the node does not open', async () => {
    const options = { faults: crashesOnly, seeds: 4 };
    expect(await foundAfter('failure', planted.lyingState, options)).toBeDefined();
  });

  it('a checker that is left out finds nothing', async () => {
    const without = ['certificate', 'agreement', 'state-root'] as const;
    const believing = () => planted.forgedBlocks(true);
    expect(await foundAfter('certificate', believing, { seeds: 1, without })).toBeUndefined();
  });
});

// A few of those in the campaign of all: their defects are in the sources themselves.
describe('a defect in a pure core', () => {
  it.each([
    ['vote-counted-twice', 'certificate'],
    ['replay-unchecked', 'acknowledged'],
    ['evidence-overlooked', 'supervision'],
    ['freeze-overlooked', 'order'],
    ['copied-envelope-taken', 'access'],
    ['share-counted-twice', 'access'],
    ['nothing-resent', 'liveness'],
    ['own-prevote-not-kept', 'liveness', 397],
    ['way-not-kept', 'liveness', 10],
    ['old-limits-in-a-new-block', 'accusation', 54],
  ])('%s is found, and nothing without it', async (name, checker, from = 1) => {
    const caught = await hunt(name, 12, from);
    expect(caught).toMatchObject({ name, checker });
    const sound = await hunt(name, 1, caught.seed, 'sound');
    expect(sound).toEqual({ name, seeds: 1 });
  });

  it('lies where the list says, once', () => {
    expect(PLANTED.length).toBeGreaterThanOrEqual(20);
    expect(new Set(PLANTED.map(({ name }) => name)).size).toBe(PLANTED.length);
    for (const { file, find } of PLANTED.flatMap(({ edits = [] }) => edits)) {
      const source = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
      expect({ file, find, times: source.split(find).length - 1 }).toMatchObject({ times: 1 });
    }
  });
});

describe('forged blocks', () => {
  it('are refused by a node that checks, and their sender is named', async () => {
    const result = await simulate({ seed: 1, planted: planted.forgedBlocks(false) });
    expect(result.violation).toMatchObject({ checker: 'accusation' });
    expect(result.violation?.detail).toContain('sync-certificate-invalid');
  });
});
