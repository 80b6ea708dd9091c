import { equalBytes, type VerifySignature } from '@mingjing/crypto';
import {
  passed,
  type ValidatorStep,
  validatorSetCodec,
  validatorSetHash,
} from '@mingjing/protocol';
import { certifyHeader, type Footing } from './certified-header.ts';
import type { ReceiptReason, StepField } from './facts.ts';

/** A step that was refused: which, and what of it. */
export interface StepRefused {
  readonly ok: false;
  readonly part: 'validator-step';
  readonly reason: ReceiptReason;
  readonly index: number;
  readonly of: StepField;
}

/**
 * Walks the validator-set changes from the genesis set: each is a block that the set before it
 * committed and whose header names the set after it.
 */
export function walkSteps(
  start: Footing,
  steps: readonly ValidatorStep[],
  verify: VerifySignature,
): { ok: true; value: Footing } | StepRefused {
  let footing = start;
  for (const [index, step] of steps.entries()) {
    const refused = (of: StepField, reason: ReceiptReason): StepRefused => {
      return { ok: false, part: 'validator-step', reason, index, of };
    };
    const certified = certifyHeader(footing, step.header, step.certificate, verify);
    if (!certified.ok) return refused(certified.of, certified.reason);
    const { header } = certified.value;
    if (equalBytes(header.nextValidatorsHash, header.validatorsHash)) {
      return refused('header', 'no-change');
    }
    const next = validatorSetCodec.parse(step.nextValidators);
    if (!next.ok) return refused('next-validators', next.reason);
    const { chainId } = footing;
    if (!equalBytes(validatorSetHash(chainId, next.value), header.nextValidatorsHash)) {
      return refused('next-validators', 'hash-differs');
    }
    footing = { chainId, height: header.height, set: next.value };
  }
  return passed(footing);
}
