// What happens in a soak, drawn from the seed: faults of programs and network, and between them
// what is planted to be found.
import { seededRandom } from '../../../tests/processes/seeded-random.ts';
import type { Trouble } from '../hosts/steps.ts';

/** What is planted, each once, in this order. */
export const PLANTS = [
  'text that a rule names',
  'burst of one writer',
  'signature given twice',
  'strangers at the gate',
  'order that is late',
  'forged head',
  'journal kept back',
  'node silent for two minutes',
  'order in time',
  'supervision node that stands still',
] as const;
export type Plant = (typeof PLANTS)[number];

export interface SoakStep {
  readonly step: number;
  readonly does:
    | { readonly plant: Plant }
    | { readonly trouble: Trouble; readonly lastsMs: number };
}

/** A program loads within this time, beside whatever else the machine does. */
export const START_MS_MAX = 240_000;
/** Short of what a rule calls silence, also with the way back. */
const SHORT_MS = [2000, 5000] as const;
/** Beyond it. */
const LONG_MS = [21_000, 26_000] as const;
/** Half of the validators decide nothing: all heads stand still. */
const HALVES_MS = [2000, 4000] as const;
/** This one is never killed: its memory is looked at over the whole run. */
const NEVER_KILLED = 'jia-validator';
/** Nor is the supervision node after so many steps. */
const SUPERVISION_KILLED_UNTIL = 12;

type Kind = readonly [kind: Exclude<Trouble['kind'], 'weather'>, ms: readonly [number, number]];
const KINDS: readonly Kind[] = [
  ['killed', SHORT_MS],
  ['paused', SHORT_MS],
  ['cut off', LONG_MS],
  ['killed', SHORT_MS],
  ['halves', HALVES_MS],
  ['paused', LONG_MS],
  ['mute', SHORT_MS],
  ['killed', SHORT_MS],
  ['cut off', SHORT_MS],
  ['deaf', SHORT_MS],
];

/** Each step draws from a generator of its own. Every second one plants, while any is left. */
export function drawStep(
  names: readonly string[],
  supervision: string,
  seed: number,
  step: number,
): SoakStep {
  const plant = step % 2 === 0 ? PLANTS[step / 2 - 1] : undefined;
  if (plant !== undefined) return { step, does: { plant } };
  const random = seededRandom(seed * 1000 + step);
  const count = Math.max((step - 1) / 2, step - PLANTS.length - 1);
  const [kind, [least, most]] = KINDS[(count + seed) % KINDS.length] ?? ['killed', SHORT_MS];
  const lastsMs = least + random(most - least);
  const voters = names.filter((name) => name !== supervision);
  if (kind === 'halves') {
    const [first = '', ...rest] = voters;
    const half = [first, rest[random(rest.length)] ?? ''];
    return { step, does: { trouble: { kind, half: [...half, supervision] }, lastsMs } };
  }
  const isKilled = kind === 'killed';
  const spared = [
    ...(isKilled ? [NEVER_KILLED] : []),
    ...(isKilled && step > SUPERVISION_KILLED_UNTIL ? [supervision] : []),
  ];
  const victims = names.filter((name) => !spared.includes(name));
  const name = victims[random(victims.length)] ?? '';
  return { step, does: { trouble: { kind, name }, lastsMs } };
}
