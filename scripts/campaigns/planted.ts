// Every planted defect is hunted until some seed finds it, and that seed is run without it.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PlantedDefect } from '../../tests/simulation/planted/defect.ts';
import { PLANTED } from '../../tests/simulation/planted/faults.ts';
import type { Catch } from '../../tests/simulation/planted/hunt.ts';
import type { CampaignOptions } from '../campaign.ts';
import { ROOT } from '../commands.ts';
import { writeMeasurement } from '../measurement.ts';

const SEEDS = 400;
const HUNT = join(ROOT, 'tests', 'simulation', 'planted', 'hunt.ts');

interface Hunted {
  readonly defect: PlantedDefect;
  readonly caught: Catch;
  /** Whether the same seed without the defect breaks no rule. */
  readonly isSound: boolean;
}

/** Hunts all of them; false when one escapes, or is found where it is not. */
export async function plantedCampaign({ count, from = 1 }: CampaignOptions): Promise<boolean> {
  const hunted: Hunted[] = [];
  for (const defect of PLANTED) {
    const caught = await hunt(defect.name, count ?? SEEDS, from);
    const { seed } = caught;
    const isSound =
      seed !== undefined && (await hunt(defect.name, 1, seed, 'sound')).checker === undefined;
    hunted.push({ defect, caught, isSound });
    console.log(`${defect.name}: ${caught.checker ?? 'escaped'} in seed ${seed ?? '-'}`);
  }
  await writePage(hunted);
  return hunted.every(({ isSound }) => isSound);
}

async function hunt(name: string, seeds: number, from: number, mode = ''): Promise<Catch> {
  const args = [HUNT, name, String(seeds), String(from), mode];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Catch;
}

async function writePage(hunted: readonly Hunted[]): Promise<void> {
  const caught = hunted.filter(({ isSound }) => isSound).length;
  const page = `# Planted faults

\`npm run campaign -- planted\`. Each defect is put into the code on purpose and hunted from seed 1
on; the seed that finds it is then run without the defect, and must break no rule.

${hunted.length} defects, ${caught} found.

| defect | rule that it breaks | checker | seed | seeds | sound |
| --- | --- | --- | --- | --- | --- |
${hunted.map(rowOf).join('\n')}
`;
  await writeMeasurement('planted-faults', page);
}

function rowOf({ defect: { name, rule }, caught, isSound }: Hunted): string {
  const { checker = 'escaped', seed, seeds } = caught;
  const cells = [name, rule, checker, seed ?? '-', seeds, isSound ? 'yes' : 'no'];
  return `| ${cells.join(' | ')} |`;
}
