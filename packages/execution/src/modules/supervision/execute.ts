import type { Message } from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { Context } from '../context.ts';
import { openAccess } from './access-opening.ts';
import { approveAccess, closeAccess, placeAccess } from './access-orders.ts';
import { releaseShare } from './access-shares.ts';
import { sealIdentity } from './identities.ts';
import { registerEnvelopeKey } from './recipients.ts';

/** Executes one message of look-through; `badField` for any other. */
export function executeSupervision(context: Context, message: Message): ResultCode {
  switch (message.type) {
    case 'accessOrder':
      return placeAccess(context, message.value);
    case 'accessApprove':
      return approveAccess(context, message.value);
    case 'accessOpen':
      return openAccess(context, message.value);
    case 'accessShare':
      return releaseShare(context, message.value);
    case 'accessClose':
      return closeAccess(context, message.value);
    case 'envelopeKeyRegister':
      return registerEnvelopeKey(context, message.value);
    case 'identitySeal':
      return sealIdentity(context, message.value);
    default:
      return ResultCode.badField;
  }
}
