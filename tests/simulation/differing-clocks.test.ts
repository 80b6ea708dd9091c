import { proposalStatementCodec } from '@mingjing/protocol';
import { VALIDATORS } from '@mingjing/simulator';
import { expect, it } from 'vitest';
import { QuietWorld } from './quiet-world.ts';

/** More than the bound of a proposal's time apart, each from each. */
const APART_MS = 12_000;

it('clocks that differ too much cost no more than waiting, until they agree again', async () => {
  const quiet = new QuietWorld();
  await quiet.pass(500);
  await quiet.publish('node-a');
  await quiet.reach(1);
  for (const [place, name] of VALIDATORS.entries()) {
    quiet.world.node(name).clockOffsetMs += place * APART_MS;
  }
  await quiet.publish('node-a');
  const from = quiet.sent.length;
  await quiet.pass(30_000);
  const rounds = quiet.sent.slice(from).flatMap(({ envelope: { proposal } }) => {
    return proposal === undefined ? [] : [proposalStatementCodec.decode(proposal.statement).round];
  });
  // Everybody's turn may fail at once; each round after that waits longer than the one before it.
  expect(Math.max(...rounds)).toBeGreaterThan(3);
  expect(Math.max(...rounds)).toBeLessThan(16);
  for (const [place, name] of VALIDATORS.entries()) {
    quiet.world.node(name).clockOffsetMs -= place * APART_MS;
  }
  await quiet.reach(2, 30_000);
});
