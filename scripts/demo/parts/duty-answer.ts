import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { statementSigningBytes } from '@mingjing/protocol';
import type { Office } from '../office.ts';

const CHALLENGES = '/v1/management/duty/challenges';
export const DUTY_OFFICER = 'jia-duty';
const LOOK_MS = 500;
/** While nobody measures how long an answer takes: each look is an entry of the journal. */
const CALM_LOOK_MS = 5000;

/** Answers the challenge that waits for the duty officer, with his key; false when none does. */
export async function answerChallenge(office: Office): Promise<boolean> {
  const { challenge } = await office.have(DUTY_OFFICER, 'GET', `${CHALLENGES}/mine`);
  if (challenge === null) return false;
  const bytes = statementSigningBytes(challenge.chain_id, {
    ...{ kind: 'duty-answer', nodeId: challenge.node_id, officer: DUTY_OFFICER },
    facts: [
      ['challenge', challenge.id],
      ['nonce', challenge.nonce],
    ],
  });
  const signature = Buffer.from(office.sign(DUTY_OFFICER, bytes)).toString('base64url');
  await office.have(DUTY_OFFICER, 'POST', `${CHALLENGES}/${challenge.id}/answer`, { signature });
  return true;
}

/** The duty officer stays at his desk while something goes on. */
export async function onDutyDuring<T>(office: Office, work: () => Promise<T>): Promise<T> {
  let isOver = false;
  const desk = (async () => {
    for (; !isOver; await sleep(LOOK_MS)) await answerChallenge(office);
  })();
  try {
    return await work();
  } finally {
    isOver = true;
    await desk;
  }
}

/** The duty officer stays at his desk; throws when his program does not answer him. */
export async function stayOnDuty(office: Office, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await answerChallenge(office);
    await Promise.race([sleep(CALM_LOOK_MS), once(signal, 'abort')]);
  }
}
