import { verify } from '@mingjing/crypto/node';
import {
  defaultParameters,
  EvidenceKind,
  JournalSource,
  type LogCheckpoint,
  type MisbehaviourEvidence,
  type ProposalStatement,
  proposalSignable,
  type VoteStatement,
  voteSignable,
} from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import {
  ANCHOR_INTERVAL_MS,
  conflictHeight,
  EVIDENCE_PER_KEY_MAX,
  evidenceId,
  evidenceRefusal,
  ResultCode,
} from '../src/index.ts';
import { bytes, genesis, idOf, key, TestChain } from './chain.ts';

const log = (source: number, size: number, fill = size): LogCheckpoint => {
  return { source, size, root: bytes(32, fill) };
};
const anchor = (logs: LogCheckpoint[], nodeId = 'node-a') => ({
  retentionAnchor: { nodeId, logs, witnessed: [] },
});

describe('anchoring the logs of a node', () => {
  const later = (chain: TestChain, logs: LogCheckpoint[], wait = ANCHOR_INTERVAL_MS) =>
    chain.act('node-a statement', anchor(logs), chain.state.time + wait);

  it('keeps the latest, which only grows', () => {
    const chain = new TestChain();
    expect(later(chain, [log(1, 5), log(4, 9)])).toBe('done');
    expect(later(chain, [log(1, 5), log(4, 9)])).toBe('done');
    expect(later(chain, [log(1, 6), log(2, 1), log(4, 9)])).toBe('done');
    const entry = chain.state.registry.get('anchor', 'node-a');
    expect(entry).toMatchObject({ height: 3, time: chain.state.time });
    expect(entry?.logs.map(({ source, size }) => [source, size])).toEqual([
      [1, 6],
      [2, 1],
      [4, 9],
    ]);
  });

  it.each([
    ['a log that shrank', [log(1, 4), log(4, 9)]],
    ['a root that changed at the same size', [log(1, 5, 99), log(4, 9)]],
    ['a log that is left out', [log(1, 6)]],
    ['sources out of order', [log(4, 9), log(1, 5)]],
    ['a source twice', [log(1, 5), log(1, 6), log(4, 9)]],
    [
      'a source that is none',
      [log(1, 5), log(4, 9), log(Object.keys(JournalSource).length + 1, 1)],
    ],
    ['source 0', [log(0, 1), log(1, 5), log(4, 9)]],
    ['a short root', [log(1, 5), { ...log(4, 9), root: bytes(31, 9) }]],
    ['no log', []],
  ])('refuses %s', (_, logs) => {
    const chain = new TestChain();
    expect(later(chain, [log(1, 5), log(4, 9)])).toBe('done');
    expect(later(chain, logs)).toBe('anchorInvalid');
    expect(chain.state.registry.get('anchor', 'node-a')?.height).toBe(1);
  });

  it('is at most once in a minute', () => {
    const chain = new TestChain();
    later(chain, [log(1, 5)]);
    expect(later(chain, [log(1, 6)], ANCHOR_INTERVAL_MS - 1)).toBe('anchorTooSoon');
    expect(later(chain, [log(1, 6)], 1)).toBe('done');
  });

  it('is for the node itself, with its statement key', () => {
    const chain = new TestChain();
    expect(chain.act('node-b statement', anchor([log(1, 5)]))).toBe('signerNotPermitted');
    expect(chain.act('system-a', anchor([log(1, 5)]))).toBe('signerNotPermitted');
    expect(chain.act('alice', anchor([log(1, 5)], 'alice'))).toBe('signerNotPermitted');
    expect(chain.act('follower statement', anchor([log(1, 5)], 'follower'))).toBe('done');
  });
});

const { chainId } = new TestChain().state;
const voter = key('node-d vote');

function votes(a: Partial<VoteStatement>, b: Partial<VoteStatement>): MisbehaviourEvidence {
  const vote = { type: 1, height: 9, round: 2, blockId: bytes(32, 1) };
  const [first, second] = [a, b].map((change) => voteSignable(chainId, { ...vote, ...change }));
  return signedBy(EvidenceKind.votes, first as never, second as never);
}

function proposals(a: Partial<ProposalStatement>, b: Partial<ProposalStatement>) {
  const proposal = { height: 9, round: 2, validRound: 0, blockId: bytes(32, 1) };
  const [first, second] = [a, b].map((each) => proposalSignable(chainId, { ...proposal, ...each }));
  return signedBy(EvidenceKind.proposals, first as never, second as never);
}

type Signable = ReturnType<typeof voteSignable>;
function signedBy(
  kind: number,
  first: Signable,
  second: Signable,
  name = 'node-d vote',
): MisbehaviourEvidence {
  const voter = key(name);
  return {
    voteKey: idOf(name),
    first: first.statement,
    firstSignature: voter.sign(first.signing),
    second: second.statement,
    secondSignature: voter.sign(second.signing),
    kind,
  };
}

function turned(evidence: MisbehaviourEvidence): MisbehaviourEvidence {
  const { first, firstSignature, second, secondSignature } = evidence;
  return {
    ...evidence,
    first: second,
    firstSignature: secondSignature,
    second: first,
    secondSignature: firstSignature,
  };
}

const other = { blockId: bytes(32, 2) };
const conflict = votes({}, other);

describe('evidence of misbehaviour', () => {
  const report = (evidence: MisbehaviourEvidence, chain = new TestChain()) =>
    chain.act('node-a statement', { misbehaviourEvidence: evidence });

  const table: [string, MisbehaviourEvidence, string][] = [
    ['two prevotes', conflict, 'done'],
    ['a prevote and a nil prevote', votes({}, { blockId: new Uint8Array(0) }), 'done'],
    ['two precommits', votes({ type: 2 }, { type: 2, ...other }), 'done'],
    ['two proposals', proposals({}, other), 'done'],
    ['a prevote and a precommit', votes({}, { type: 2, ...other }), 'evidenceInvalid'],
    ['votes of two rounds', votes({}, { round: 3, ...other }), 'evidenceInvalid'],
    ['votes of two heights', votes({}, { height: 8, ...other }), 'evidenceInvalid'],
    ['the same vote twice', votes({}, {}), 'evidenceInvalid'],
    [
      'a proposal said again with another valid round',
      proposals({}, { validRound: 1 }),
      'evidenceInvalid',
    ],
    [
      'votes that claim to be proposals',
      { ...conflict, kind: EvidenceKind.proposals },
      'evidenceInvalid',
    ],
    [
      'proposals that claim to be votes',
      { ...proposals({}, other), kind: EvidenceKind.votes },
      'evidenceInvalid',
    ],
    ['a kind that is none', { ...conflict, kind: 3 }, 'evidenceInvalid'],
    ['a bad first signature', { ...conflict, firstSignature: bytes(64, 1) }, 'evidenceInvalid'],
    ['a bad second signature', { ...conflict, secondSignature: bytes(64, 1) }, 'evidenceInvalid'],
    ['a short signature', { ...conflict, secondSignature: bytes(63, 1) }, 'evidenceInvalid'],
    [
      'a loose statement',
      { ...conflict, first: Uint8Array.from([...conflict.first, 0x28, 1]) },
      'evidenceInvalid',
    ],
    ['an unknown key', { ...conflict, voteKey: bytes(32, 1) }, 'evidenceInvalid'],
    [
      'a key of another purpose',
      { ...conflict, voteKey: idOf('node-d statement') },
      'evidenceInvalid',
    ],
    [
      'the key of another validator',
      { ...conflict, voteKey: idOf('node-c vote') },
      'evidenceInvalid',
    ],
  ];
  it.each(table)('judges %s', (_, evidence, code) => {
    const chain = new TestChain();
    expect(report(evidence, chain)).toBe(code);
    expect(chain.state.registry.all('evidence')).toHaveLength(code === 'done' ? 1 : 0);
  });

  it.each([
    ['the same once more', conflict],
    ['the same the other way round', turned(conflict)],
    ['another pair of that round', votes({}, { blockId: bytes(32, 3) })],
    ['precommits of that round', votes({ type: 2 }, { type: 2, ...other })],
    ['votes of a later round', votes({ round: 5 }, { round: 5, ...other })],
    ['proposals of that height', proposals({}, other)],
    ['a pair of that height that nobody signed', { ...conflict, firstSignature: bytes(64, 1) }],
  ])('is recorded once for a height: not for %s', (_, again) => {
    const chain = new TestChain();
    expect(report(conflict, chain)).toBe('done');
    expect(report(again, chain)).toBe('evidenceKnown');
    const entries = chain.state.registry.all('evidence');
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ nodeId: 'node-d', height: 9, recordedHeight: 1 });
    const id = evidenceId(chainId, conflict.voteKey, 9);
    expect(chain.state.registry.get('evidence', id)).toBe(entries[0]);
  });

  it('is recorded of so many heights of a key, whatever it does after that', () => {
    const chain = new TestChain();
    const at = (height: number) => votes({ height }, { height, ...other });
    for (let height = 1; height <= EVIDENCE_PER_KEY_MAX; height += 1) {
      expect(report(at(height), chain)).toBe('done');
    }
    const next = EVIDENCE_PER_KEY_MAX + 1;
    expect(report(at(next), chain)).toBe('evidenceSufficient');
    expect(report(at(1), chain)).toBe('evidenceKnown');
    expect(chain.state.registry.all('evidence')).toHaveLength(EVIDENCE_PER_KEY_MAX);
    expect(chain.state.registry.get('key', conflict.voteKey)?.evidenceCount).toBe(
      EVIDENCE_PER_KEY_MAX,
    );
    const ofAnother = signedBy(
      EvidenceKind.votes,
      voteSignable(chainId, { type: 1, height: next, round: 0, blockId: bytes(32, 1) }),
      voteSignable(chainId, { type: 1, height: next, round: 0, ...other }),
      'node-c vote',
    );
    expect(report(ofAnother, chain)).toBe('done');
  });

  it('is refused without a verification where the state needs no more', () => {
    const chain = new TestChain();
    const { registry } = chain.state;
    expect(evidenceRefusal(chainId, registry, conflict)).toBeUndefined();
    report(conflict, chain);
    expect(evidenceRefusal(chainId, registry, conflict)).toBe(ResultCode.evidenceKnown);
    const unsigned = {
      ...votes({ height: 8 }, { ...other, height: 8 }),
      firstSignature: bytes(0, 0),
    };
    expect(evidenceRefusal(chainId, registry, unsigned)).toBeUndefined();
  });

  it('binds the chain, and needs a node to report it', () => {
    expect(conflictHeight(chainId, voter.publicKey, conflict, verify)).toBe(9);
    expect(
      conflictHeight('demo-0000000000000000', voter.publicKey, conflict, verify),
    ).toBeUndefined();
    const act = { misbehaviourEvidence: conflict };
    expect(new TestChain().act('alice', act)).toBe('signerNotPermitted');
    expect(new TestChain().act('system-a', act)).toBe('signerNotPermitted');
  });

  it('is refused, not choked on, when the key id is as long as a transaction may be', () => {
    const parameters = { ...defaultParameters, transactionBytesMax: 1024 * 1024 };
    const chain = new TestChain({ ...genesis, parameters });
    const evidence = { ...conflict, voteKey: bytes(1_000_000, 1) };
    const act = { misbehaviourEvidence: { ...evidence, firstSignature: bytes(64, 1) } };
    expect(chain.act('node-a statement', act)).toBe('evidenceInvalid');
  });
});
