import type { VerifySignature } from '@mingjing/crypto';
import { type Checked, refused, type ValidatorSet, type ValidatorStep } from '@mingjing/protocol';
import { type CertifiedHeader, certifyHeader } from './receipt/certified-header.ts';
import type { ReceiptReason } from './receipt/facts.ts';
import { STEPS_MAX } from './receipt/limits.ts';
import { walkSteps } from './receipt/walk-steps.ts';

/** A header with all that leads to it from the validator set of genesis. */
export interface HeaderClaim {
  readonly chainId: string;
  /** The set that genesis states. */
  readonly set: ValidatorSet;
  /** Every change of the set before the header's block, ascending. */
  readonly steps: readonly ValidatorStep[];
  readonly header: Uint8Array;
  readonly certificate: Uint8Array;
  readonly verify: VerifySignature;
}

export type HeaderClaimRefusal = `${'step' | 'header' | 'certificate'}-${ReceiptReason}`;

/**
 * Checks a header from genesis alone, as receipts do: each change of the validator set is
 * certified by the set before it, the header by the last. A step that is left out leaves a set
 * that the header does not name. Never throws for what came from outside.
 */
export function certifyFromGenesis(
  claim: HeaderClaim,
): Checked<CertifiedHeader, HeaderClaimRefusal> {
  const { chainId, set, steps, header, certificate, verify } = claim;
  if (steps.length > STEPS_MAX) return refused('step-too-many-steps');
  const footing = walkSteps({ chainId, height: 0, set }, steps, verify);
  if (!footing.ok) return refused(`step-${footing.reason}`);
  const certified = certifyHeader(footing.value, header, certificate, verify);
  return certified.ok ? certified : refused(`${certified.of}-${certified.reason}`);
}
