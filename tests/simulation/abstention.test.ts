// A validator whose record of signatures was lost, or whose chain was put back behind it.
import { bytesToHex } from '@mingjing/crypto';
import { frameCodec, VoteType, voteStatementCodec } from '@mingjing/protocol';
import { MemoryDisk, openMemorySignState } from '@mingjing/storage';
import { afterEach, expect, test } from 'vitest';
import { openMemoryKeyValue } from '../../packages/storage/src/memory-key-value.ts';
import { QuietWorld } from './quiet-world.ts';

const NODE = 'node-b';
let quiet: QuietWorld;

/** What NODE's own votes said since the begin, by place; every value that was said there. */
function ownVotes(): Map<string, Set<string>> {
  const position = quiet.world
    .node('node-a')
    .replica?.chain.state.validators.validators.findIndex(({ nodeId }) => nodeId === NODE);
  const votes = new Map<string, Set<string>>();
  for (const { from, envelope } of quiet.sent) {
    const { vote } = envelope;
    if (from !== NODE || !vote || vote.validator !== position) continue;
    const said = voteStatementCodec.decode(vote.statement);
    const place = `${said.height}/${said.round}/${said.type === VoteType.prevote ? 1 : 2}`;
    const values = votes.get(place) ?? new Set();
    votes.set(place, values.add(bytesToHex(said.blockId)));
  }
  return votes;
}

function votedHeights(from = 0): number[] {
  const heights = [...ownVotes().keys()].map((place) => Number(place.split('/')[0]));
  return [...new Set(heights)].filter((height) => height > from).sort((a, b) => a - b);
}

async function grow(blocks: number, through = 'node-a'): Promise<void> {
  for (let block = 0; block < blocks; block += 1) {
    const before = quiet.heightOf(quiet.world.node(through));
    await quiet.publish(through);
    await quiet.reach(before + 1, 20_000, [through]);
  }
}

/** NODE with a record that says nothing is known, as a home has it whose record was lost. */
async function loseRecord(): Promise<void> {
  const fresh = new MemoryDisk();
  await openMemorySignState(fresh, 'sign-state', { isLost: true });
  quiet.world.node(NODE).disk.content('sign-state', fresh.content('sign-state'));
}

/** Takes NODE's chain back to nothing, as a restore of an old backup does. */
async function loseChain(): Promise<void> {
  const chain = openMemoryKeyValue(quiet.world.node(NODE).disk, 'store/chain');
  const batch = chain.batch();
  for (let kind = 1; kind < 16; kind += 1) {
    await chain.visit({ from: Uint8Array.of(kind), to: Uint8Array.of(kind + 1) }, (key) =>
      batch.delete(key),
    );
  }
  const written = batch.write();
  await quiet.pass(100);
  await written;
}

function turnLastBit(log: Uint8Array): Uint8Array {
  return log.map((byte, at) => (at === log.length - 1 ? byte ^ 1 : byte));
}

afterEach(() => {
  for (const [place, values] of ownVotes()) expect(values.size, place).toBe(1);
  expect(quiet.accusations).toEqual([]);
});

test('a lost record: no vote until nothing it may have signed matters', async () => {
  quiet = new QuietWorld();
  await quiet.pass(500);
  await grow(3);
  await quiet.reach(3);
  quiet.world.node(NODE).crash();
  await grow(2);
  await loseRecord();
  void quiet.world.node(NODE).start();
  await quiet.reach(5, 5000, [NODE]);
  const before = votedHeights();
  await grow(6);
  await quiet.reach(11, 5000, [NODE]);
  const after = votedHeights(Math.max(...before));
  // Told 5 by the others, so it abstains up to 7.
  expect(Math.min(...after)).toBeGreaterThan(7);
  expect(after).toContain(10);
});

test('a lost record and one other away: it follows and waits', async () => {
  quiet = new QuietWorld({ nodes: ['node-a', NODE, 'node-c', 'node-d'] });
  await quiet.pass(500);
  await grow(2);
  await quiet.reach(2);
  quiet.world.node(NODE).crash();
  await loseRecord();
  quiet.world.node('node-d').crash();
  void quiet.world.node(NODE).start();
  const before = votedHeights();
  await quiet.pass(20_000);
  // Two of four say nothing of what the other half may have seen.
  expect(votedHeights()).toEqual(before);
  quiet.world.node(NODE).crash();
  void quiet.world.node(NODE).start();
  void quiet.world.node('node-d').start();
  await grow(6);
  await quiet.reach(8, 20_000, [NODE]);
  expect(Math.min(...votedHeights(Math.max(...before)))).toBeGreaterThan(4);
  expect(votedHeights().at(-1)).toBeGreaterThanOrEqual(7);
});

test('a chain behind the record: no vote up to the height signed last, then it votes', async () => {
  quiet = new QuietWorld();
  await quiet.pass(500);
  await grow(4);
  await quiet.reach(4);
  quiet.world.node(NODE).crash();
  await loseChain();
  const before = Math.max(...votedHeights());
  void quiet.world.node(NODE).start();
  await quiet.reach(4, 10_000, [NODE]);
  expect(quiet.abstentions).toEqual([`${NODE} ${before}`]);
  await grow(3);
  await quiet.reach(7, 5000, [NODE]);
  const after = votedHeights(before);
  expect(Math.min(...after)).toBeGreaterThan(before);
  expect(after).toContain(7);
});

const lostLogs: [string, (log: Uint8Array) => Uint8Array][] = [
  ['a record without the log of its height', () => new Uint8Array()],
  // Looks like a write that a crash cut short, and held the lock.
  ['a log that lost its last record to a turned bit', turnLastBit],
];
test.each(lostLogs)('%s: no further vote at that height', async (_name, damaged) => {
  let isHolding = false;
  const isPrecommit = (frame: Uint8Array) => {
    const parsed = frameCodec.parse(frame);
    const votes = parsed.ok ? parsed.value.envelopes.map(({ vote }) => vote) : [];
    return votes.some((vote) => vote && voteStatementCodec.decode(vote.statement).type === 2);
  };
  const passes = (_from: string, _to: string, frame: Uint8Array) =>
    !isHolding || !isPrecommit(frame);
  quiet = new QuietWorld({ planted: { passes } });
  await quiet.pass(500);
  await grow(2);
  await quiet.reach(2);
  isHolding = true;
  await quiet.publish('node-a');
  await quiet.until(() => [...ownVotes().keys()].includes('3/0/2'), 5000);
  quiet.world.node(NODE).crash();
  const { disk } = quiet.world.node(NODE);
  disk.content('wal', damaged(disk.content('wal')));
  const signed = [...ownVotes().keys()].filter((place) => place.startsWith('3/'));
  isHolding = false;
  void quiet.world.node(NODE).start();
  await grow(3);
  await quiet.reach(5, 20_000, [NODE]);
  expect(quiet.abstentions).toEqual([`${NODE} 3`]);
  expect([...ownVotes().keys()].filter((place) => place.startsWith('3/'))).toEqual(signed);
  expect(votedHeights()).toContain(5);
});
