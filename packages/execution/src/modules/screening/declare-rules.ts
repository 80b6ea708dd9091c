import { isName, KeyPurpose, type RuleSetHash, type ScreeningRules } from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { Context } from '../context.ts';

/** Rule sets that one node states: more than anybody reads through. */
const RULE_SETS_MAX = 16;
const HASH_BYTES = 32;

/**
 * A node states by which rule sets it judges what is submitted to it, in place of what it stated
 * before. So it is on the chain which rules were in force where, and from when. Whether it does
 * judge by them no other node can see; screening never decides validity (design, section 4).
 */
export function declareRules(context: Context, message: ScreeningRules): ResultCode {
  const { registry, signer, height, time } = context;
  const { nodeId, ruleSets } = message;
  if (signer.purpose !== KeyPurpose.statement || signer.holder !== nodeId) {
    return ResultCode.signerNotPermitted;
  }
  if (ruleSets.length > RULE_SETS_MAX || !ruleSets.every(isWellFormed)) return ResultCode.badField;
  registry.set('screeningRules', nodeId, { nodeId, ruleSets, height, time });
  return ResultCode.done;
}

function isWellFormed(
  { hash, id, version }: RuleSetHash,
  index: number,
  all: readonly RuleSetHash[],
): boolean {
  const before = all[index - 1]?.id;
  const isNext = before === undefined || before < id;
  return isName(id) && version >= 1 && hash.length === HASH_BYTES && isNext;
}
