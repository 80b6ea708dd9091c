// Preloaded into a program: its journal takes every entry and writes none. For measuring what the
// journal costs; no program has a setting for it.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../commands.ts';

const JOURNAL = pathToFileURL(join(ROOT, 'packages', 'journal', 'src', 'journal.ts')).href;
const SIGNATURE = '  async appendMany(inputs: readonly EntryInput[]): Promise<EntryPosition[]> {\n';
const WITHOUT = '    if (inputs) return inputs.map(({ source }) => ({ source, index: 0 }));\n';

registerHooks({
  load: (url, context, nextLoad) => {
    const loaded = nextLoad(url, context);
    if (url !== JOURNAL) return loaded;
    const text = readFileSync(new URL(url), 'utf8');
    if (!text.includes(SIGNATURE)) throw new Error('the journal is written elsewhere now');
    const source = text.replace(SIGNATURE, SIGNATURE + WITHOUT);
    return { ...loaded, format: 'module-typescript', source };
  },
});
