import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// One file for each target, one input a line: `hex word`, the word that it led to when found.

const FOLDER = join(import.meta.dirname, 'corpus');
/** Inputs kept for each target, and their longest: what a test replays in a moment. */
const INPUTS_MAX = 12;
const BYTES_MAX = 600;

export interface KnownInput {
  readonly input: Uint8Array;
  readonly word: string;
}

/** The inputs of a target that are in the repository. */
export function loadCorpus(target: string): KnownInput[] {
  const path = pathOf(target);
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [hex = '', word = ''] = line.split(' ');
      return { input: Uint8Array.from(Buffer.from(hex, 'hex')), word };
    });
}

/** Keeps the shortest input for each word, what was there before first. */
export function saveCorpus(target: string, inputs: readonly KnownInput[]): void {
  const kept = new Map<string, KnownInput>();
  for (const known of [...loadCorpus(target), ...inputs]) {
    if (known.input.length > BYTES_MAX || kept.size >= INPUTS_MAX) continue;
    if (!kept.has(known.word)) kept.set(known.word, known);
  }
  if (kept.size === 0) return;
  mkdirSync(FOLDER, { recursive: true });
  const lines = [...kept.values()].map(
    ({ input, word }) => `${Buffer.from(input).toString('hex')} ${word}\n`,
  );
  writeFileSync(pathOf(target), lines.join(''));
}

function pathOf(target: string): string {
  return join(FOLDER, `${target.toLowerCase()}.txt`);
}
