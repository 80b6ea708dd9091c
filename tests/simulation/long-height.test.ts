import { proposalStatementCodec } from '@mingjing/protocol';
import { expect, test } from 'vitest';
import { QuietWorld } from './quiet-world.ts';

const LONG_LOG_BYTES = 32_768;
/** What one record of so many rounds takes, and a block. */
const RECORD_BYTES = 32_768;
const ROUNDS = 30;
/** Beyond the bound of a proposal's time. */
const WRONG_MS = 12_000;

test('a height that goes on and on keeps its write-ahead log short, over a crash too', async () => {
  const quiet = new QuietWorld({ faults: { longLogBytes: LONG_LOG_BYTES } });
  await quiet.pass(500);
  await quiet.publish('node-a');
  await quiet.reach(1);
  // Of the others one finds every block untimely: there is no quorum for any.
  quiet.world.node('node-d').crash();
  quiet.world.node('node-c').clockOffsetMs += WRONG_MS;
  const from = quiet.sent.length;
  const roundReached = () => {
    const proposals = quiet.sent.slice(from).flatMap(({ envelope: { proposal } }) => {
      return proposal === undefined ? [] : [proposalStatementCodec.decode(proposal.statement)];
    });
    return Math.max(0, ...proposals.map(({ round }) => round));
  };
  await quiet.publish('node-a');
  for (let reached = 0; reached < ROUNDS; reached = roundReached()) await quiet.pass(60_000);
  const nodes = ['node-a', 'node-b', 'node-c'].map((name) => quiet.world.node(name));
  for (const node of nodes) {
    expect(quiet.heightOf(node)).toBe(1);
    const { length } = node.disk.content('wal');
    expect(length).toBeLessThan(LONG_LOG_BYTES + RECORD_BYTES);
    node.crash();
  }
  quiet.world.node('node-c').clockOffsetMs -= WRONG_MS;
  for (const node of quiet.world.nodes) void node.start();
  await quiet.reach(2, 300_000);
});
