import type { Message } from '@mingjing/protocol';
import { ResultCode } from '../codes.ts';
import type { Context } from './context.ts';
import { declareFiling } from './filing/filing.ts';
import { propose, vote, withdrawProposal } from './governance/governance.ts';
import { isStoppedByPause } from './governance/pause.ts';
import { acceptAgreement, publishAgreement } from './identity/agreements.ts';
import { register } from './identity/register.ts';
import { renew, rotate } from './identity/renew.ts';
import { appeal, confirm, decide, impose, lift } from './identity/sanctions.ts';
import { recordEvidence } from './misbehaviour/evidence.ts';
import { approveOrder, placeOrder } from './moderation/orders.ts';
import { amend, publish, withdraw } from './records/records.ts';
import { anchor } from './retention/anchors.ts';
import { dispose } from './retention/disposal.ts';
import { erase } from './retention/erasure.ts';
import { placeHold, releaseHold } from './retention/holds.ts';
import { declareRules } from './screening/declare-rules.ts';
import { executeSupervision } from './supervision/execute.ts';

/** Executes one message; a code other than `done` has had no effect. */
export function executeMessage(context: Context, message: Message): ResultCode {
  if (isStoppedByPause(context.registry, message.type)) return ResultCode.servicePaused;
  switch (message.type) {
    case 'recordsPublish':
      return publish(context, message.value);
    case 'recordsAmend':
      return amend(context, message.value);
    case 'recordsWithdraw':
      return withdraw(context, message.value);
    case 'governancePropose':
      return propose(context, message.value);
    case 'governanceBallot':
      return vote(context, message.value);
    case 'governanceWithdraw':
      return withdrawProposal(context, message.value);
    case 'identityRegister':
      return register(context, message.value);
    case 'identityRenew':
      return renew(context, message.value);
    case 'identityRotate':
      return rotate(context, message.value);
    case 'agreementPublish':
      return publishAgreement(context, message.value);
    case 'agreementAccept':
      return acceptAgreement(context, message.value);
    case 'sanctionImpose':
      return impose(context, message.value);
    case 'sanctionConfirm':
      return confirm(context, message.value);
    case 'sanctionLift':
      return lift(context, message.value);
    case 'sanctionAppeal':
      return appeal(context, message.value);
    case 'sanctionDecide':
      return decide(context, message.value);
    case 'retentionAnchor':
      return anchor(context, message.value);
    case 'retentionHold':
      return placeHold(context, message.value);
    case 'retentionRelease':
      return releaseHold(context, message.value);
    case 'retentionDisposal':
      return dispose(context, message.value);
    case 'retentionErase':
      return erase(context, message.value);
    case 'misbehaviourEvidence':
      return recordEvidence(context, message.value);
    case 'moderationOrder':
      return placeOrder(context, message.value);
    case 'moderationApprove':
      return approveOrder(context, message.value);
    case 'screeningRules':
      return declareRules(context, message.value);
    case 'filingDeclare':
      return declareFiling(context, message.value);
    default:
      return executeSupervision(context, message);
  }
}
