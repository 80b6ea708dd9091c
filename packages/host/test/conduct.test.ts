import { EQUIVOCATION } from '@mingjing/replica';
import { createLogger } from '@mingjing/telemetry';
import { describe, expect, it } from 'vitest';
import type { MisbehaviourLog } from '../src/misbehaviour-log.ts';
import { conduct } from '../src/own-network.ts';
import { CHARGES_MAX } from '../src/peer-charges.ts';
import type { PeerNetwork } from '../src/peer-network.ts';

function watched() {
  const [noted, cutOff]: [string[], string[]] = [[], []];
  const misbehaviour = {
    note: (_peer: string, reason: string) => noted.push(reason),
    cutOff: () => undefined,
  } as unknown as MisbehaviourLog;
  const network = { cutOff: (peer: string) => cutOff.push(peer) } as unknown as PeerNetwork;
  const logger = createLogger({ name: 'test', level: 'silent' });
  const misbehaved = conduct({ logger, misbehaviour }, network);
  return { misbehaved, noted, cutOff };
}

describe('what is done about misbehaviour', () => {
  it.each([
    ['vote-signature', ['peer']],
    [EQUIVOCATION, []],
  ])('%s is noted each time; too much of it cuts off %j', (reason, expected) => {
    const { misbehaved, noted, cutOff } = watched();
    for (let count = 0; count <= CHARGES_MAX; count += 1) misbehaved('peer', reason);
    expect(noted).toHaveLength(CHARGES_MAX + 1);
    expect(cutOff).toEqual(expected);
  });
});
