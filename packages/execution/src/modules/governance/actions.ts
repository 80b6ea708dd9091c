import { type Action, type ActionName, ActionNumber } from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import {
  replaceValidator,
  revokeAuthority,
  revokeNode,
  revokeOfficer,
  revokeVerifier,
  rotateKey,
  setParameters,
  setVotingPower,
} from '../membership/change.ts';
import {
  admitNodeLater,
  admitOrganisation,
  admitVerifier,
  appointOfficer,
} from '../membership/enrol.ts';
import type { EnrolmentContext } from '../membership/keys.ts';
import { setRegions } from '../membership/regions.ts';
import { setAbsence } from '../retention/absence.ts';
import { setRetention } from '../retention/periods.ts';
import { excuseOrder } from '../supervision/access-opening.ts';
import { startEpoch } from '../supervision/epochs.ts';
import { setPolicy } from './electorate.ts';
import { replaceKey } from './lost-key.ts';
import { setPause } from './pause.ts';
import { declareRelease, withdrawRelease } from './releases.ts';

const actionNames = Object.keys(ActionNumber) as readonly ActionName[];

/** The one action that is set, or undefined when there is none or more than one. */
export function actionName(action: Action | null | undefined): ActionName | undefined {
  if (!action) return undefined;
  const set = actionNames.filter((name) => action[name] !== undefined && action[name] !== null);
  return set.length === 1 ? set[0] : undefined;
}

/** Carries an action out; anything but `done` must leave no trace (the caller forks). */
export function applyAction(
  context: EnrolmentContext & { readonly time: number },
  action: Action,
): ResultCode {
  const name = actionName(action);
  switch (name) {
    case 'admitOrganisation':
      return admitOrganisation(context, action.admitOrganisation as never);
    case 'admitNode':
      return admitNodeLater(context, action.admitNode as never);
    case 'revokeNode':
      return revokeNode(context, action.revokeNode?.nodeId ?? '');
    case 'setVotingPower':
      return setVotingPower(context, action.setVotingPower as never);
    case 'appointOfficer':
      return appointOfficer(context, action.appointOfficer as never);
    case 'revokeOfficer':
      return revokeOfficer(context, action.revokeOfficer?.officerId ?? '');
    case 'rotateKey':
      return rotateKey(context, action.rotateKey as never);
    case 'setParameters':
      return setParameters(context, action.setParameters as never);
    case 'admitVerifier':
      return admitVerifier(context, action.admitVerifier as never);
    case 'setRetention':
      return setRetention(context, action.setRetention as never);
    case 'setAbsence':
      return setAbsence(context, action.setAbsence as never);
    case 'replaceValidator':
      return replaceValidator(context, action.replaceValidator as never);
    case 'setPolicy':
      return setPolicy(context, action.setPolicy as never);
    case 'replaceKey':
      return replaceKey(context, action.replaceKey as never);
    case 'setRegions':
      return setRegions(context, action.setRegions as never);
    case 'declareRelease':
      return declareRelease(context, action.declareRelease as never);
    case 'withdrawRelease':
      return withdrawRelease(context, action.withdrawRelease as never);
    case 'revokeVerifier':
      return revokeVerifier(context, action.revokeVerifier?.verifierId ?? '');
    case 'setPause':
      return setPause(context, action.setPause as never);
    case 'startEpoch':
      return startEpoch(context, action.startEpoch as never);
    case 'excuseOrder':
      return excuseOrder(context, action.excuseOrder?.orderId ?? new Uint8Array(0));
    case 'revokeAuthority':
      return revokeAuthority(context, action.revokeAuthority?.authority ?? '');
    case undefined:
      return ResultCode.badAction;
  }
}
