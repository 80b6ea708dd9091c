import { RULE_SET_BYTES_MAX } from './limits.ts';
import type { ParsedRuleSet, RuleSet } from './rule-set.ts';
import { type Fault, fault } from './rule-set-fault.ts';
import { ruleSetFault } from './rule-set-schema.ts';

/** Parses the JSON file of a rule set: all of it is right, or its first fault is the refusal. */
export function parseRuleSet(bytes: Uint8Array): ParsedRuleSet {
  if (bytes.length > RULE_SET_BYTES_MAX) return refused(fault('too-large', '', '$'));
  const text = textOf(bytes);
  if (text === undefined) return refused(fault('not-utf8', '', '$'));
  try {
    return checkRuleSet(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return refused(fault('not-json', '', '$'));
    throw error;
  }
}

/** The same for a value that was parsed from JSON. */
export function checkRuleSet(json: unknown): ParsedRuleSet {
  const found = ruleSetFault(json);
  return found === undefined ? { ok: true, value: json as RuleSet } : refused(found);
}

function refused(refusal: Fault): ParsedRuleSet {
  return { ok: false, refusal };
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // The decoder's only failure is malformed input, which is the answer asked for.
    return undefined;
  }
}
