// Looks for one planted defect, seed by seed: `node hunt.ts NAME SEEDS [FROM] [sound]`. Its last
// line is what was found, as JSON. A process of its own for each, since the defect is in the code
// it loads. `sound` runs the same seeds without the defect, where nothing may be found.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Edit } from './defect.ts';
import { PLANTED } from './faults.ts';

/** What a hunt ends with. */
export interface Catch {
  readonly name: string;
  readonly seed: number | undefined;
  readonly checker: string | undefined;
  readonly detail: string | undefined;
  readonly seeds: number;
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const [name = '', count = '1', from = '1', mode = ''] = process.argv.slice(2);
const isSound = mode === 'sound';
const defect = PLANTED.find((each) => each.name === name);
if (defect === undefined) throw new Error(`no planted defect ${name}`);
if (!isSound) plant(defect.edits ?? []);
const { planted, simulate, treasonOf } = await import('@mingjing/simulator');
const { checkers, treasons } = defect;
const port = isSound ? undefined : defect.port;
const treason = treasons && { traitor: 4, treason: treasonOf(treasons) };
const faults = { traitor: 0, treason: 0, ...defect.faults, ...treason };

let found: Catch = { name, seed: undefined, checker: undefined, detail: undefined, seeds: 0 };
for (let seed = Number(from); seed < Number(from) + Number(count); seed += 1) {
  const { violation } = await simulate({ seed, faults, planted: port && planted[port]() });
  found = { ...found, seeds: found.seeds + 1 };
  if (violation === undefined) continue;
  const { checker, detail } = violation;
  if (process.env.HUNT_VERBOSE) console.error(`seed ${seed}: ${checker} ${detail}`);
  if (!isSound && !checkers.includes(checker)) continue;
  found = { ...found, seed, checker, detail: detail.split('\n')[0] };
  break;
}
console.log(JSON.stringify(found));

function plant(edits: readonly Edit[]): void {
  const byUrl = Map.groupBy(edits, ({ file }) => pathToFileURL(join(ROOT, file)).href);
  for (const { file, find } of edits) {
    const times = readFileSync(join(ROOT, file), 'utf8').split(find).length - 1;
    if (times !== 1) throw new Error(`${file} has ${times} times: ${find}`);
  }
  registerHooks({
    load: (url, context, nextLoad) => {
      const loaded = nextLoad(url, context);
      const changes = byUrl.get(url);
      if (changes === undefined) return loaded;
      const text = readFileSync(new URL(url), 'utf8');
      const source = changes.reduce(
        (all, { find, replace }) => all.replace(find, () => replace),
        text,
      );
      return { ...loaded, format: 'module-typescript', source };
    },
  });
}
