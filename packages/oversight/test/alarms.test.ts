import {
  blockCodec,
  bodyCodec,
  EvidenceKind,
  type Message,
  type MisbehaviourEvidence,
  transactionCodec,
  VoteType,
  voteStatementCodec,
} from '@mingjing/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AlarmEvent, equivocationsIn, storedEquivocations } from '../src/index.ts';
import { blockAt, idAt, newOversight, openOf, tipOf } from './house.ts';

const CHAIN = 'test-0123456789abcdef';
const trusting = () => true;

describe('equivocation', () => {
  const vote = (branch: number) =>
    voteStatementCodec.encode({
      type: VoteType.precommit,
      height: 7,
      round: 2,
      blockId: idAt(7, branch),
    });
  const value: MisbehaviourEvidence = {
    voteKey: new Uint8Array(32).fill(5),
    first: vote(1),
    firstSignature: new Uint8Array(64).fill(1),
    second: vote(2),
    secondSignature: new Uint8Array(64).fill(2),
    kind: EvidenceKind.votes,
  };
  const message: Message = { type: 'misbehaviourEvidence', value };
  const publish: Message = { type: 'recordsPublish', value: { records: [] } };

  it('is read from what a block recorded, and only from what had an effect', () => {
    const transactions = [{ message: publish }, { message }, { message }];
    expect(equivocationsIn(9, transactions, [0, 0, 51])).toEqual([
      {
        voteKey: value.voteKey,
        statements: {
          type: 'votes',
          height: 7,
          round: 2,
          first: Buffer.from(value.first).toString('hex'),
          firstSignature: '01'.repeat(64),
          second: Buffer.from(value.second).toString('hex'),
          secondSignature: '02'.repeat(64),
          recordedHeight: 9,
        },
      },
    ]);
  });

  it('is read from a stored block that has more than its chain allows by now', () => {
    // Behind 200 attachments, which few chains allow at any time.
    const refs = Array.from({ length: 200 }, (_, at) => ({
      ...{ commitment: new Uint8Array(32).fill(at), sizeBytes: 1, role: 1 },
    }));
    const records = [{ category: 1, subject: '', attachments: refs }];
    const messages: Message[] = [{ type: 'recordsPublish', value: { records } }, message];
    const transactions = messages.map(({ type, value }) => {
      const [signer, unique] = [new Uint8Array(32), new Uint8Array(16)];
      const body = bodyCodec.encode({
        chainId: CHAIN,
        signer,
        validUntil: 1,
        unique,
        [type]: value,
      });
      return transactionCodec.encode({ body, signature: new Uint8Array(64) });
    });
    const block = blockCodec.encode({
      ...{ header: new Uint8Array(1), parentCertificate: new Uint8Array(0), transactions },
    });
    const stored = (results: number[]) =>
      storedEquivocations({ height: 9, block, results }, CHAIN).map(({ voteKey }) => voteKey[0]);
    expect(stored([12, 0])).toEqual([5]);
    expect(stored([0, 51])).toEqual([]);
  });

  it('is an alarm naming validator and height that never clears by itself', () => {
    const oversight = newOversight();
    const [found] = equivocationsIn(9, [{ message }], [0]);
    if (found === undefined) throw new Error('nothing found');
    oversight.equivocated('node-c', found, 100);
    oversight.equivocated('node-c', found, 200);
    oversight.tick([], 20_000);
    expect(openOf(oversight)).toEqual(['equivocation node-c@7']);
  });
});

describe('the list of alarms', () => {
  it('stops listing at a thousand and counts on', () => {
    const oversight = newOversight();
    for (let n = 0; n < 1010; n++) oversight.misbehaved('node-a', `reason-${n}`, n);
    expect(oversight.alarms.open()).toHaveLength(1001);
    expect(oversight.alarms.open().at(-1)).toMatchObject({
      rule: 'alarms-not-listed',
      evidence: { kind: 'count', count: 10 },
    });
  });

  it('keeps an alarm of an earlier run until its reason is gone', () => {
    const before = newOversight();
    before.tick([], 31_000);
    const after = newOversight(before.takeEvents());
    after.tick([], 32_000);
    expect(openOf(after)).toHaveLength(5);
    after.tip('node-a', tipOf('node-a', 1), 33_000);
    after.tick([], 33_000);
    expect(openOf(after)).not.toContain('tip-stalled node-a');
    after.misbehaved('node-a', 'x', 34_000);
    expect(after.alarms.open().at(-1)?.id).toBe('alarm-6');
  });
});

const step = fc.oneof(
  fc.record({ kind: fc.constant('own' as const), height: fc.integer({ min: 1, max: 12 }) }),
  fc.record({
    kind: fc.constant('tip' as const),
    node: fc.constantFrom('node-a', 'node-b', 'node-c', 'node-d'),
    height: fc.integer({ min: 1, max: 12 }),
    time: fc.integer({ min: 1, max: 50 }),
  }),
  fc.record({ kind: fc.constant('tick' as const), gap: fc.boolean() }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function play(oversight: ReturnType<typeof newOversight>, steps: readonly Step[], liar?: string) {
  let now = 0;
  const events: AlarmEvent[] = [];
  for (const each of steps) {
    now += 4000;
    if (each.kind === 'own') oversight.verified(blockAt(each.height), now);
    if (each.kind === 'tip') {
      const { node, height, time } = each;
      const blockId = idAt(height, node === liar ? 7 : 0);
      oversight.tip(node, tipOf(node, height, { time, blockId }), now);
    }
    if (each.kind === 'tick') {
      const gap = { commitment: 'ab', height: 1, withheldBy: ['node-a'] };
      oversight.tick(each.gap ? [gap] : [], now);
    }
    events.push(...oversight.takeEvents());
  }
  return events;
}

describe('for any order of inputs', () => {
  it('honest heads never make a fork', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const oversight = newOversight([], trusting);
        const events = play(oversight, steps);
        const rules = events.flatMap((event) =>
          event.type === 'cleared' ? [] : [event.alarm.rule],
        );
        expect(rules).not.toContain('fork');
      }),
    );
  });

  it('a head that differs from a verified block is a fork, whichever comes first', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 25 }),
        fc.integer({ min: 1, max: 12 }),
        fc.boolean(),
        (steps, height, isOwnFirst) => {
          const oversight = newOversight([], trusting);
          play(oversight, steps, 'node-d');
          const lie = () =>
            oversight.tip('node-d', tipOf('node-d', height + 12, { blockId: idAt(1, 7) }), 1e6);
          if (isOwnFirst) oversight.verified(blockAt(height + 12), 1e6);
          lie();
          if (!isOwnFirst) oversight.verified(blockAt(height + 12), 1e6);
          expect(openOf(oversight)).toContain('fork node-d watch-1');
        },
      ),
    );
  });

  it('the events of a run restore its list', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const first = newOversight([], trusting);
        const events = play(first, steps, 'node-d');
        const second = newOversight(JSON.parse(JSON.stringify(events)), trusting);
        expect(second.alarms.open()).toEqual(first.alarms.open());
        expect(second.alarms.cleared()).toEqual(first.alarms.cleared());
      }),
    );
  });
});
