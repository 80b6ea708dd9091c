import type { Message, ServicePause } from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { RegistryDraft, RegistryReader } from '../../state/registry.ts';

/** What a paused service takes from nobody: what adds to what it offers, and who could add more. */
const PAUSED: readonly Message['type'][] = ['recordsPublish', 'recordsAmend', 'identityRegister'];

/**
 * Pauses the service of the whole chain, or lets it go on (kind 52): from the next transaction on
 * no node commits what adds contents or users, and all of them go on to answer. What a person may
 * ask for at any time (withdraw, erase), decisions and what nodes state go on. Refused when it
 * changes nothing (`badAction`), or with a height of its own (`badField`).
 */
export function setPause(
  { registry, height }: { readonly registry: RegistryDraft; readonly height: number },
  pause: ServicePause,
): ResultCode {
  if (pause.sinceHeight !== 0) return ResultCode.badField;
  if (pause.paused === isPaused(registry)) return ResultCode.badAction;
  registry.set('pause', '', { ...pause, sinceHeight: height });
  return ResultCode.done;
}

/** Whether the service is paused after the transactions so far. */
function isPaused(registry: RegistryReader): boolean {
  return registry.get('pause', '')?.paused ?? false;
}

/** Whether a message has to wait until the service goes on (`servicePaused`). */
export function isStoppedByPause(registry: RegistryReader, type: Message['type']): boolean {
  return PAUSED.includes(type) && isPaused(registry);
}
