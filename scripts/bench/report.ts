// The result as a file that can be read and compared, without a trace of the machine's names.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../commands.ts';
import type { ChainResult } from './chain-result.ts';

const FOLDER = join(ROOT, 'docs', 'measurements');
export function resultText(result: ChainResult): string {
  return `${JSON.stringify(result, null, 2)}\n`;
}
export function writeResult(result: ChainResult): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(
    join(FOLDER, 'chain.json'),
    `${JSON.stringify({ cpus: cpus().length, memory_bytes: totalmem(), ...result }, null, 2)}\n`,
  );
}
