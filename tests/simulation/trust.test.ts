import type { ReplicaPorts } from '@mingjing/replica';
import { FOLLOWER, VALIDATORS } from '@mingjing/simulator';
import { describe, expect, it } from 'vitest';
import { QuietWorld } from './quiet-world.ts';

const EMPTY_BLOCK_MS = 10_000;
/** More than the blocks below the tip that are verified in full whatever is believed. */
const HEARTBEATS = 70;

/** A world whose follower says how many signatures of transactions it verified. */
async function caughtUp(trust: 'signatures' | 'certificate' | undefined) {
  let verified = 0;
  let certificates = 0;
  const ports = (node: string, given: ReplicaPorts): ReplicaPorts => {
    if (node !== FOLLOWER) return given;
    const { verifier } = given;
    return {
      ...given,
      verifier: {
        verify: (check) => {
          certificates += 1;
          return verifier.verify(check);
        },
        verifyMany: (checks) => {
          verified += checks.length;
          return verifier.verifyMany(checks);
        },
        checkProofs: (checks) => verifier.checkProofs(checks),
      },
    };
  };
  const quiet = new QuietWorld({
    nodes: VALIDATORS,
    planted: { ports },
    catchUp: () => (trust === undefined ? {} : { trust }),
  });
  await quiet.pass(500);
  for (let height = 1; height <= 3; height += 1) {
    await quiet.publish('node-a', [100]);
    await quiet.reach(height);
  }
  await quiet.pass(HEARTBEATS * (EMPTY_BLOCK_MS + 500));
  await quiet.publish('node-a', [100]);
  const tip = quiet.world.maxHeight + 1;
  await quiet.reach(tip);
  void quiet.world.node(FOLLOWER).start();
  await quiet.reach(tip, 20_000, [FOLLOWER]);
  const [ours, theirs] = [FOLLOWER, 'node-a'].map((name) => quiet.world.node(name).replica);
  expect(ours?.chain.state.stateRoot).toEqual(theirs?.chain.state.stateRoot);
  return { verified, certificates, tip };
}

describe('catching up', () => {
  it.each([undefined, 'signatures'] as const)('verifies all again (%s)', async (trust) => {
    expect(await caughtUp(trust)).toMatchObject({ verified: 4 });
  });

  it('believes a quorum about signatures of old blocks where it is told to', async () => {
    const { verified, certificates, tip } = await caughtUp('certificate');
    expect(tip).toBeGreaterThan(HEARTBEATS - 3);
    // The one at the tip; and three signatures of each certificate.
    expect([verified, certificates >= 3 * tip]).toEqual([1, true]);
  });
});
