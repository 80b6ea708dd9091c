// What a campaign keeps on disk, so that it goes on where it was when it is called again.
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Acknowledged } from '../../tests/processes/load.ts';
import { ROOT } from '../commands.ts';

/** Numbers of a campaign's load in all its calls together. */
export interface KeptTotals {
  unanswered: number;
  pending: number;
  runningMs: number;
}

export class Kept<State extends { readonly seed: number }> {
  readonly folder: string;

  /** `name` is the campaign's. */
  constructor(name: string) {
    this.folder = join(ROOT, '.cache', `campaign-${name}`);
  }

  /** What an earlier call with this seed has done. */
  load(seed: number): State | undefined {
    if (!existsSync(this.#stateFile)) return undefined;
    const state = JSON.parse(readFileSync(this.#stateFile, 'utf8')) as State;
    return state.seed === seed ? state : undefined;
  }

  save(state: State): void {
    writeFileSync(this.#stateFile, JSON.stringify(state));
  }

  acknowledge(each: Acknowledged): void {
    appendFileSync(this.#acknowledgedFile, `${JSON.stringify(each)}\n`);
  }

  // The last line may be half written when the campaign itself was killed: it was not acted upon.
  acknowledged(): Acknowledged[] {
    if (!existsSync(this.#acknowledgedFile)) return [];
    const lines = readFileSync(this.#acknowledgedFile, 'utf8').split('\n');
    return lines.slice(0, -1).map((line) => JSON.parse(line) as Acknowledged);
  }

  /** Forgets everything and makes an empty folder. */
  begin(): void {
    this.remove();
    mkdirSync(this.folder, { recursive: true });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  get #stateFile(): string {
    return join(this.folder, 'state.json');
  }

  get #acknowledgedFile(): string {
    return join(this.folder, 'acknowledged.jsonl');
  }
}
