import { bytesToHex, equalBytes } from '@mingjing/crypto';
import {
  headerCodec,
  type PoolItem,
  proposalSignable,
  proposalStatementCodec,
  type SignedProposal,
  type SignedVote,
  signedStatement,
  Tag,
  transactionCodec,
  VoteType,
  voteSignable,
  voteStatementCodec,
} from '@mingjing/protocol';
import type { Envelope, NetworkHandler, ReplicaPorts, Response } from '@mingjing/replica';
import { describe, expect, it } from 'vitest';
import { type BehaviourName, byzantine } from '../src/byzantine/index.ts';
import { publication } from '../src/load/transactions.ts';
import { SeededRandom } from '../src/random.ts';
import { worldKey } from '../src/world/keys.ts';

const PEERS = ['node-b', 'node-c', 'node-d', 'node-f'];
const key = worldKey('node-a', 'vote', 'ed25519');
const CHAIN = 'simulated-0000000000000000';
const nothing = new Uint8Array(0);

/** A node in disguise, what left it, and what its own handler would answer. */
function disguised(names: readonly BehaviourName[], given: Omit<Response, 'id'> = {}) {
  const sent: { peer: string; envelope: Envelope }[] = [];
  const network = {
    peers: () => PEERS,
    send: (peer: string, envelope: Envelope) => void sent.push({ peer, envelope }),
    request: async () => ({ id: 1 }),
  };
  const ports = { network, wal: { load: async () => [nothing] } } as unknown as ReplicaPorts;
  const handler: NetworkHandler = {
    envelope: () => undefined,
    connected: () => undefined,
    disconnected: () => undefined,
    request: async () => given,
  };
  const random = new SeededRandom(1);
  const traitor = { nodeId: 'node-a', chainId: CHAIN, random, sign: key.sign };
  const disguise = byzantine(names, traitor);
  const worn = disguise.ports(ports);
  const broadcast = (envelope: Envelope, times = 1) => {
    for (let count = 0; count < times; count += 1) {
      for (const peer of PEERS) worn.network.send(peer, envelope);
    }
  };
  return { sent, broadcast, ports: worn, handler: disguise.handler(handler), disguise };
}

function voteFor(round: number, blockId: Uint8Array): SignedVote {
  const said = { type: VoteType.prevote, height: 3, round, blockId };
  const { statement, signing } = voteSignable(CHAIN, said);
  return { statement, validator: 0, signature: key.sign(signing) };
}

function proposalFor(round: number): SignedProposal {
  const hash = nothing;
  const header = headerCodec.encode({
    ...{ version: 1, rulesVersion: 1, chainId: CHAIN, height: 3, time: 1000, proposer: 'node-a' },
    ...{ parentId: hash, parentCertificateHash: hash, transactionsRoot: hash, stateRoot: hash },
    ...{ resultsRoot: hash, validatorsHash: hash, nextValidatorsHash: hash, parametersHash: hash },
  });
  const said = { height: 3, round, validRound: 0, blockId: new Uint8Array(32) };
  const { statement, signing } = proposalSignable(CHAIN, said);
  const rest = { parentCertificate: nothing, transactionHashes: [], polka: nothing };
  return { statement, signature: key.sign(signing), header, ...rest };
}

function item(): PoolItem {
  const random = new SeededRandom(7);
  return publication({ chainId: CHAIN, random, kind: 'ed25519', validUntil: 9 }, [20]);
}

function isGenuine({ statement, signature }: SignedVote | SignedProposal, tag: string): boolean {
  return equalBytes(key.sign(signedStatement(tag, CHAIN, statement)), signature);
}

describe('a Byzantine node', () => {
  it('equivocates: two genuine votes and proposals of one step, each to some peers', () => {
    const { sent, broadcast } = disguised(['equivocate']);
    broadcast({ proposal: proposalFor(0) });
    const proposals = sent.flatMap(({ envelope }) => envelope.proposal ?? []);
    const ids = new Set(
      proposals.map((each) => `${proposalStatementCodec.decode(each.statement).blockId}`),
    );
    expect(ids.size).toBe(2);
    expect(proposals.every((each) => isGenuine(each, Tag.proposal))).toBe(true);
    broadcast({ vote: voteFor(0, new Uint8Array(32)) });
    const votes = sent.flatMap(({ envelope }) => envelope.vote ?? []);
    const values = new Set(
      votes.map((each) => `${voteStatementCodec.decode(each.statement).blockId}`),
    );
    expect(values).toEqual(ids);
    expect(votes.every((each) => isGenuine(each, Tag.vote))).toBe(true);
  });

  it('sends a vote to one node only, the same one when it sends it again', () => {
    const { sent, broadcast } = disguised(['voteToOne']);
    const vote = voteFor(0, nothing);
    broadcast({ vote }, 3);
    expect(new Set(sent.map(({ peer }) => peer)).size).toBe(1);
    expect(sent).toHaveLength(3);
  });

  it('withholds bodies and blocks, passed on or asked for', async () => {
    const { sent, broadcast, handler } = disguised(['withholdBodies'], { bodies: { items: [] } });
    broadcast({ poolBatch: { items: [item()] } });
    expect(sent).toEqual([]);
    const answer = await handler.request('node-b', { id: 1, bodies: { hashes: [] } });
    expect(answer.refusal).toBeDefined();
  });

  it('trickles bodies: passes none on, and gives one of what is asked for', async () => {
    const given = { bodies: { items: [item(), item()] } };
    const { sent, broadcast, handler } = disguised(['trickleBodies'], given);
    broadcast({ poolBatch: { items: [item()] } });
    expect(sent).toEqual([]);
    const answer = await handler.request('node-b', { id: 1, bodies: { hashes: [] } });
    expect(answer.bodies?.items).toEqual([item()]);
  });

  it('withholds attachments and passes bodies on', async () => {
    const given = { bodies: { items: [item()] } };
    const { sent, broadcast, handler } = disguised(['withholdAttachments'], given);
    broadcast({ poolBatch: { items: [item()] } });
    const [first] = sent[0]?.envelope.poolBatch?.items ?? [];
    expect(first).toEqual({ transaction: item().transaction, attachments: [] });
    const answer = await handler.request('node-b', { id: 1, bodies: { hashes: [] } });
    expect(answer.bodies?.items[0]?.attachments).toEqual([]);
    const refused = { id: 1, attachment: { commitment: new Uint8Array(32) } };
    expect((await handler.request('node-b', refused)).refusal).toBeDefined();
  });

  it('puts a garbage signature on a known body', () => {
    const { sent, broadcast } = disguised(['garbageSignature']);
    broadcast({ poolBatch: { items: [item()] } }, 10);
    const bodies = sent.flatMap(({ envelope }) => envelope.poolBatch?.items ?? []);
    const spoilt = bodies.filter(({ transaction }) => !equalBytes(transaction, item().transaction));
    expect(spoilt.length).toBeGreaterThan(0);
    const { body } = transactionCodec.decode(item().transaction);
    for (const { transaction } of spoilt) {
      expect(transactionCodec.decode(transaction).body).toEqual(body);
    }
  });

  it('votes in stale and future rounds and other heights', () => {
    const { sent, broadcast } = disguised(['strayRounds']);
    broadcast({ vote: voteFor(5, nothing) }, 40);
    const said = sent.map(({ envelope }) =>
      voteStatementCodec.decode(envelope.vote?.statement ?? nothing),
    );
    expect(said.some(({ round }) => round < 5)).toBe(true);
    expect(said.some(({ round }) => round > 21)).toBe(true);
    expect(said.some(({ height }) => height !== 3)).toBe(true);
  });

  it('replays what it heard', () => {
    const { sent, broadcast, handler } = disguised(['replay']);
    const old = { vote: voteFor(0, new Uint8Array(32)) };
    handler.envelope('node-b', old);
    broadcast({ vote: voteFor(1, nothing) }, 40);
    expect(sent.some(({ envelope }) => envelope === old)).toBe(true);
  });

  it('floods', () => {
    const { sent, broadcast } = disguised(['flood']);
    broadcast({ vote: voteFor(0, nothing) }, 500);
    expect(sent.length).toBeGreaterThan(3000);
  });

  it('proposes invalid blocks, each signed, and some of them good', () => {
    const { sent, broadcast } = disguised(['invalidBlocks']);
    for (let round = 0; round < 100; round += 1) broadcast({ proposal: proposalFor(round) });
    const proposals = sent.flatMap(({ envelope }) => envelope.proposal ?? []);
    const good = proposalFor(0).header;
    const changed = proposals.filter(({ header }) => !equalBytes(header, good));
    expect(changed.length).toBeGreaterThan(100);
    expect(changed.length).toBeLessThan(proposals.length);
    expect(proposals.every((each) => isGenuine(each, Tag.proposal))).toBe(true);
  });

  it('forgets its lock, its log and its guard', async () => {
    const { sent, broadcast, handler, ports } = disguised(['amnesia']);
    const proposal = proposalFor(4);
    handler.envelope('node-b', { proposal });
    broadcast({ vote: voteFor(4, nothing) });
    const { vote } = sent[0]?.envelope ?? {};
    const { blockId } = voteStatementCodec.decode(vote?.statement ?? nothing);
    expect(blockId).toEqual(proposalStatementCodec.decode(proposal.statement).blockId);
    expect(await ports.wal.load()).toEqual([]);
  });

  it('sends bytes that mean nothing, and never touches those of its node', () => {
    const { sent, broadcast, disguise } = disguised(['garbage']);
    const vote = voteFor(0, nothing);
    const before = bytesToHex(vote.statement);
    broadcast({ vote }, 100);
    expect(bytesToHex(vote.statement)).toBe(before);
    const statements = sent.flatMap(({ envelope }) => envelope.vote?.statement ?? []);
    expect(statements.some((bytes) => !voteStatementCodec.parse(bytes).ok)).toBe(true);
    const frame = new Uint8Array(50);
    const frames = Array.from({ length: 500 }, () => disguise.frame('node-b', frame));
    expect(frames.some((bytes) => !equalBytes(bytes, frame))).toBe(true);
    expect(frame).toEqual(new Uint8Array(50));
  });

  it('does several things at once', () => {
    const { sent, broadcast } = disguised(['voteToOne', 'flood']);
    broadcast({ vote: voteFor(0, nothing) }, 1000);
    expect(new Set(sent.map(({ peer }) => peer)).size).toBe(1);
    expect(sent.length).toBeGreaterThan(1300);
  });
});
