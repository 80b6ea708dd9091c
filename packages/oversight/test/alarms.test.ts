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
import { BOUNDS, blockAt, idAt, newOversight, openOf, tipOf } from './house.ts';

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

function fullEvents(open = 1000): readonly AlarmEvent[] {
  const oversight = newOversight();
  for (let n = 0; n < open; n++) oversight.misbehaved('node-a', `r${n}`, 0);
  return oversight.takeEvents();
}

/** A judgement with so many open alarms of an earlier run; `told` takes its new events. */
function fullList(open = 1000) {
  const oversight = newOversight(fullEvents(open));
  return { oversight, told: () => oversight.takeEvents() };
}

function unlisted({ alarms }: ReturnType<typeof newOversight>): number | undefined {
  const evidence = alarms.open().find(({ rule }) => rule === 'alarms-not-listed')?.evidence;
  return evidence?.kind === 'count' ? evidence.count : undefined;
}

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

  it('tells of what is not listed once, however long it lasts', () => {
    const { oversight, told } = fullList();
    oversight.tick([], 31_000);
    expect(told().map(({ type }) => type)).toEqual(['raised', 'updated']);
    expect(unlisted(oversight)).toBe(5);
    for (let second = 32; second < 92; second++) oversight.tick([], second * 1000);
    expect(told()).toEqual([]);
  });

  it('does not mix the rest with the rest of the gaps', () => {
    const { oversight } = fullList(900);
    const gaps = Array.from({ length: 150 }, (_, n) => {
      return { commitment: `c${n}`, height: 1, withheldBy: [] };
    });
    for (const now of [0, 10_001, 10_002]) oversight.tick(gaps, now);
    expect(unlisted(oversight)).toBe(1);
    oversight.tick(gaps.slice(0, 149), 10_003);
    oversight.misbehaved('node-b', 'late', 10_004);
    expect(unlisted(oversight)).toBe(2);
  });

  it('lists what waited when there is room, and says no more that anything waits', () => {
    const { oversight, told } = fullList();
    oversight.tick([], 31_000);
    for (let n = 0; n < 4; n++) oversight.alarms.clear('peer-misbehaved', `node-a r${n}`, 32_000);
    expect(unlisted(oversight)).toBe(1);
    oversight.alarms.clear('peer-misbehaved', 'node-a r4', 33_000);
    expect(unlisted(oversight)).toBeUndefined();
    expect(openOf(oversight).filter((each) => each.startsWith('tip-stalled'))).toHaveLength(5);
    const after = newOversight([...fullEvents(), ...told()]);
    expect(after.alarms.open()).toEqual(oversight.alarms.open());
  });

  it('counts no more what is over before there was room', () => {
    const { oversight } = fullList();
    oversight.tick([], 31_000);
    oversight.tip('node-a', tipOf('node-a', 1), 32_000);
    oversight.tick([], 32_000);
    expect(unlisted(oversight)).toBe(4);
    oversight.setMembers([], { validators: [] }, BOUNDS, 33_000);
    expect(unlisted(oversight)).toBeUndefined();
  });

  it('calls a node differing whose fork found the list full', () => {
    const { oversight } = fullList();
    oversight.verified(blockAt(3), 1000);
    oversight.tip('node-b', tipOf('node-b', 3, { blockId: idAt(3, 7) }), 1000);
    oversight.tip('node-b', tipOf('node-b', 4), 1000);
    oversight.verified(blockAt(4), 1000);
    expect(oversight.judgement(1000).nodes[1]?.standing).toBe('differs');
  });

  it('remembers ten thousand that are not listed, and counts none of them twice', () => {
    const { oversight, told } = fullList();
    const raiseAll = () => {
      for (let n = 0; n < 10_020; n++) oversight.misbehaved('node-b', `r${n}`, n);
    };
    raiseAll();
    expect(unlisted(oversight)).toBe(10_000);
    // What overtakes itself before it is taken is one event.
    expect(told().map(({ type }) => type)).toEqual(['raised', 'updated']);
    raiseAll();
    expect(told()).toEqual([]);
  });

  it('goes on from the number of an earlier run, until the list has room', () => {
    const { oversight, told } = fullList();
    for (let n = 0; n < 3; n++) oversight.misbehaved('node-b', `r${n}`, n);
    const after = newOversight([...fullEvents(), ...told()]);
    after.misbehaved('node-b', 'r0', 40_000);
    expect(unlisted(after)).toBe(3);
    for (const n of [0, 1]) after.alarms.clear('peer-misbehaved', `node-a r${n}`, 41_000);
    expect(unlisted(after)).toBeUndefined();
    expect(openOf(after)).toContain('peer-misbehaved node-b r0');
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
