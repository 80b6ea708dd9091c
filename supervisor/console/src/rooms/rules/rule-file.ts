import type { RuleLine } from './answers.ts';

/** A file of rules as it was chosen: what it would become, before anybody proposes it. */
export interface RuleFile {
  readonly version: number;
  readonly rules: readonly RuleLine[];
}

export type RuleFileFault = 'missing' | 'not-json' | 'not-rules' | 'too-large';

/** A hundred rules with their words are far below. */
const FILE_BYTES_MAX = 512 * 1024;

/** Reads the form of a file alone: what a rule may say is judged by the program, which says why. */
export async function ruleFileIn(file: File | undefined): Promise<RuleFile | RuleFileFault> {
  if (file === undefined) return 'missing';
  if (file.size > FILE_BYTES_MAX) return 'too-large';
  const value = jsonOf(await file.text());
  if (value === undefined) return 'not-json';
  return isRules(value) ? value : 'not-rules';
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRules(value: unknown): value is RuleFile {
  const { rules, version } = (value ?? {}) as Record<string, unknown>;
  return typeof version === 'number' && Array.isArray(rules) && rules.every(isLine);
}

function isLine(value: unknown): value is RuleLine {
  const line = (value ?? {}) as Record<string, unknown>;
  return ['id', 'kind', 'severity'].every((name) => typeof line[name] === 'string');
}
