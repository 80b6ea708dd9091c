import type { Action } from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { RegistryDraft } from '../../state/registry.ts';
import type { Context } from '../context.ts';
import { applyAction } from './actions.ts';
import { areAllPossible } from './electorate.ts';

/** What carrying an action out needs of a block. */
export type EffectContext = Pick<Context, 'registry' | 'verify' | 'height' | 'time'>;

/** What would come of an action now; nothing is changed. */
export function trial(context: EffectContext, action: Action): ResultCode {
  return carriedOut(context, context.registry.fork(), action);
}

/** Carries an action out whole or not at all. */
export function effect(context: EffectContext, action: Action): ResultCode {
  const fork = context.registry.fork();
  const code = carriedOut(context, fork, action);
  if (code === ResultCode.done) context.registry.adopt(fork);
  return code;
}

// No act may leave an electorate behind that could not undo it.
function carriedOut(context: EffectContext, fork: RegistryDraft, action: Action): ResultCode {
  const code = applyAction({ ...context, registry: fork }, action);
  if (code !== ResultCode.done || areAllPossible(fork)) return code;
  return ResultCode.electorateImpossible;
}
