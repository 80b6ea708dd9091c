import { taggedHash } from '@mingjing/crypto';
import type { RuleSet } from './rule-set.ts';

/** Domain tag of the hash of a rule set. */
const TAG = 'screening-rules';

const encoder = new TextEncoder();

/**
 * Canonical bytes of a checked rule set: JSON in the canonical form of RFC 8785, in UTF-8. Keys
 * are in the order of their UTF-16 code units, nothing stands between tokens; all numbers of a
 * rule set are integers, so the form of numbers never matters.
 */
export function ruleSetBytes(ruleSet: RuleSet): Uint8Array {
  return encoder.encode(canonicalJson(ruleSet));
}

/**
 * Hash of a rule set, 32 bytes: H(tag "screening-rules", no chain id, canonical bytes). Without a
 * chain id, so that a published rule set has one hash wherever it is used.
 */
export function ruleSetHash(ruleSet: RuleSet): Uint8Array {
  return taggedHash(TAG, '', ruleSetBytes(ruleSet));
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`);
  return `{${members.join(',')}}`;
}
