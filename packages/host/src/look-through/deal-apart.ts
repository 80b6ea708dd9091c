import { fork } from 'node:child_process';
import { once } from 'node:events';
import { HostError } from '../errors.ts';
import type { Receiving, SealedEpoch } from './ceremony.ts';
import type { EpochPlan } from './deal.ts';

/** What the dealing process is told; both ways over its own channel, never in a file. */
export interface DealingAsk {
  readonly plan: EpochPlan;
  readonly receiving: Receiving;
}

/**
 * Deals an epoch and seals its shares in a process of its own, which has ended when this resolves:
 * its memory is the system's again. No share and no secret was ever in the memory of this one,
 * where what numbers leave behind cannot be overwritten. Throws `HostError`.
 */
export async function dealApart(ask: DealingAsk): Promise<SealedEpoch> {
  const child = fork(new URL('./dealing-process.ts', import.meta.url), {
    ...{ serialization: 'advanced', execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  });
  let sealed: SealedEpoch | undefined;
  child.once('message', (answer) => {
    sealed = answer as unknown as SealedEpoch;
  });
  try {
    const ended = Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
    child.send(ask, (error) => error && child.disconnect());
    await ended;
  } catch (cause) {
    throw notDealt(cause);
  }
  if (sealed === undefined) throw notDealt();
  return sealed;
}

function notDealt(cause?: unknown): HostError {
  const en = 'the process that deals the shares ended before they were sealed';
  return new HostError('NOT_DEALT', '分发份额的进程在密封之前结束', en, cause);
}
