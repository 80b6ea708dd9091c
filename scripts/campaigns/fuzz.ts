// Every decoder of peer bytes, client bytes and stored bytes, under mutated inputs.
//
// The search is led by V8's own block coverage; a target's inputs that ran something new are kept
// and mutated further. State lies in .cache, so that a campaign goes on where it was.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KnownInput, loadCorpus, saveCorpus } from '../../tests/fuzz/corpus.ts';
import { BlockCoverage } from '../../tests/fuzz/coverage.ts';
import { type Finding, Fuzzer } from '../../tests/fuzz/fuzzer.ts';
import { TARGETS } from '../../tests/fuzz/targets.ts';
import { seededRandom } from '../../tests/processes/seeded-random.ts';
import type { CampaignOptions } from '../campaign.ts';
import { ROOT } from '../commands.ts';
import { writeFuzzResult } from './fuzz-result.ts';

const MINUTES = 10;
/** A target's turn. */
const TURN_MS = 1000;
const TURN_INPUTS = 64;
const FOLDER = join(ROOT, '.cache', 'campaign-fuzz');
const STATE = join(FOLDER, 'state.json');

/** What earlier calls have done, by target. */
export interface TargetState {
  executions: number;
  outcomes: Record<string, number>;
  found: string[];
  findings: { input: string; error: string }[];
}

export interface FuzzState {
  readonly seed: number;
  runningMs: number;
  rounds: number;
  blocks: number;
  readonly targets: Record<string, TargetState>;
}

/** Searches for `minutes`; false when some input broke a property. */
export async function fuzzCampaign({ seed, minutes, isFresh }: CampaignOptions): Promise<boolean> {
  const state = openState(seed, isFresh);
  const coverage = new BlockCoverage();
  const startedAt = performance.now();
  const endsAt = startedAt + (minutes ?? MINUTES) * 60_000;
  const before = state.runningMs;
  try {
    while (performance.now() < endsAt) {
      for (const target of TARGETS) {
        if (performance.now() >= endsAt) break;
        await turn(state, target, coverage);
      }
      state.rounds += 1;
      state.blocks = Math.max(state.blocks, coverage.blocks);
      state.runningMs = before + performance.now() - startedAt;
      save(state);
      const all = Object.values(state.targets).reduce((sum, { executions }) => sum + executions, 0);
      console.log(`round ${state.rounds}: ${all} inputs, ${coverage.blocks} blocks`);
    }
  } finally {
    coverage.stop();
    state.runningMs = before + performance.now() - startedAt;
    save(state);
  }
  await writeFuzzResult(state);
  return Object.values(state.targets).every(({ findings }) => findings.length === 0);
}

async function turn(
  state: FuzzState,
  target: (typeof TARGETS)[number],
  coverage: BlockCoverage,
): Promise<void> {
  const known = state.targets[target.name] ?? begun(target.name);
  state.targets[target.name] = known;
  // Each turn draws from a generator of its own, so that one that goes on later draws the same.
  const draw = seededRandom(state.seed * 100_003 + state.rounds);
  const kept = known.found.map((hex) => Uint8Array.from(Buffer.from(hex, 'hex')));
  const fuzzer = new Fuzzer(target, draw, kept, coverage);
  const until = performance.now() + TURN_MS;
  if (state.rounds === 0) await fuzzer.replay();
  while (performance.now() < until) await fuzzer.search(TURN_INPUTS);
  await keep(known, fuzzer);
}

async function keep(known: TargetState, fuzzer: Fuzzer): Promise<void> {
  known.executions += fuzzer.executions;
  for (const [word, count] of fuzzer.outcomes) {
    known.outcomes[word] = (known.outcomes[word] ?? 0) + count;
  }
  known.found = fuzzer.found.map((input) => Buffer.from(input).toString('hex'));
  for (const { input, error } of fuzzer.findings) report(known, fuzzer.target.name, input, error);
  const inputs: KnownInput[] = [];
  for (const input of fuzzer.found.toSorted((a, b) => a.length - b.length)) {
    inputs.push({ input, word: await fuzzer.feed(input) });
  }
  saveCorpus(
    fuzzer.target.name,
    inputs.filter(({ word }) => word !== 'broken'),
  );
}

function report(known: TargetState, target: string, input: Finding['input'], error: string): void {
  const [first] = error.split('\n');
  if (known.findings.some((finding) => finding.error.startsWith(first ?? ''))) return;
  known.findings.push({ input: Buffer.from(input).toString('hex'), error });
  console.error(`${target}: ${error}`);
}

function begun(target: string): TargetState {
  const found = loadCorpus(target).map(({ input }) => Buffer.from(input).toString('hex'));
  return { executions: 0, outcomes: {}, found, findings: [] };
}

function openState(seed: number, isFresh: boolean): FuzzState {
  if (isFresh) rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const earlier = existsSync(STATE)
    ? (JSON.parse(readFileSync(STATE, 'utf8')) as FuzzState)
    : undefined;
  if (earlier?.seed === seed) return earlier;
  return { seed, runningMs: 0, rounds: 0, blocks: 0, targets: {} };
}

function save(state: FuzzState): void {
  writeFileSync(STATE, JSON.stringify(state));
}
