// Before a vote or proposal leaves, the write-ahead record that holds it and then the signer's own
// file are durable.
import { bytesToHex } from '@mingjing/crypto';
import {
  proposalStatementCodec,
  VoteType,
  voteStatementCodec,
  writeAheadRecordCodec,
} from '@mingjing/protocol';
import type { Envelope, ReplicaPorts } from '@mingjing/replica';
import type { PlantedFault } from '@mingjing/simulator';
import { expect, test } from 'vitest';
import { QuietWorld } from './quiet-world.ts';

const NODE = 'node-b';

/** The ports of NODE with something put around them; the others keep theirs. */
function around(change: (ports: ReplicaPorts) => Partial<ReplicaPorts>): PlantedFault {
  return { ports: (node, ports) => (node === NODE ? { ...ports, ...change(ports) } : ports) };
}

/** What NODE says under its own key in an envelope, as `height/round/step/value`. */
function saidIn({ vote, proposal }: Envelope, position: number): string | undefined {
  if (proposal) {
    const { height, round, blockId } = proposalStatementCodec.decode(proposal.statement);
    return `${height}/${round}/0/${bytesToHex(blockId)}`;
  }
  if (vote?.validator !== position) return undefined;
  const { height, round, type, blockId } = voteStatementCodec.decode(vote.statement);
  return `${height}/${round}/${type === VoteType.prevote ? 1 : 2}/${bytesToHex(blockId)}`;
}

/** Votes that a write-ahead record holds, in the same form. */
function votesIn(bytes: Uint8Array): string[] {
  const { recoverable } = writeAheadRecordCodec.decode(bytes);
  const { ownVotes } = JSON.parse(new TextDecoder().decode(recoverable)) as {
    ownVotes: { type: string; height: number; round: number; value: string | null }[];
  };
  return ownVotes.map(
    ({ type, height, round, value }) =>
      `${height}/${round}/${type === 'prevote' ? 1 : 2}/${value ?? ''}`,
  );
}

test('every vote that leaves stands in a durable record and was signed after it', async () => {
  const durable = new Set<string>();
  const isSigned = new Set<string>();
  const early: string[] = [];
  const sent = new Set<string>();
  const planted = around(({ wal, signer, network }) => ({
    wal: {
      load: () => wal.load(),
      clear: () => wal.clear(),
      isLong: () => wal.isLong(),
      append: async (record) => {
        await wal.append(record);
        for (const vote of votesIn(record)) durable.add(vote);
      },
      replace: async (records) => {
        await wal.replace(records);
        for (const vote of records.flatMap(votesIn)) durable.add(vote);
      },
    },
    signer: signer && {
      ...signer,
      signVote: async (vote, signing) => {
        const { height, round, type, blockId } = vote;
        const step = type === VoteType.prevote ? 1 : 2;
        const name = `${height}/${round}/${step}/${bytesToHex(blockId)}`;
        if (!durable.has(name)) early.push(`signed ${name}`);
        const signature = await signer.signVote(vote, signing);
        if (signature !== undefined) isSigned.add(name);
        return signature;
      },
    },
    network: {
      peers: () => network.peers(),
      request: (peer, request) => network.request(peer, request),
      send: (peer, envelope) => {
        const said = saidIn(envelope, 1);
        if (said !== undefined && envelope.vote) {
          sent.add(said);
          if (!durable.has(said) || !isSigned.has(said)) early.push(`sent ${said}`);
        }
        network.send(peer, envelope);
      },
    },
  }));
  const quiet = new QuietWorld({ planted, faults: { forceMsMax: 40 } });
  await quiet.pass(500);
  for (let height = 1; height <= 6; height += 1) {
    await quiet.publish('node-a', [200]);
    await quiet.reach(height, 20_000);
  }
  expect(early).toEqual([]);
  expect(sent.size).toBeGreaterThan(6);
});

test.each(['wal', 'signer'] as const)(
  'while the %s is not durable nothing is said',
  async (port) => {
    const gate = Promise.withResolvers<void>();
    const planted = around(({ wal, signer }) =>
      port === 'wal'
        ? { wal: held(wal) }
        : { signer: signer && { ...signer, ...heldSigner(signer) } },
    );
    function held(wal: ReplicaPorts['wal']): ReplicaPorts['wal'] {
      return {
        load: () => wal.load(),
        clear: () => wal.clear(),
        isLong: () => wal.isLong(),
        append: async (record) => {
          await gate.promise;
          await wal.append(record);
        },
        replace: async (records) => {
          await gate.promise;
          await wal.replace(records);
        },
      };
    }
    function heldSigner(signer: NonNullable<ReplicaPorts['signer']>) {
      return {
        signVote: async (...args: Parameters<typeof signer.signVote>) => {
          await gate.promise;
          return signer.signVote(...args);
        },
        signProposal: async (...args: Parameters<typeof signer.signProposal>) => {
          await gate.promise;
          return signer.signProposal(...args);
        },
      };
    }
    const quiet = new QuietWorld({ planted });
    const said = () =>
      quiet.sent
        .filter(({ from, envelope }) => from === NODE && saidIn(envelope, 1) !== undefined)
        .filter(({ envelope }) => envelope.vote || envelope.proposal);
    await quiet.pass(500);
    await quiet.publish('node-a');
    await quiet.reach(1, 20_000, ['node-a', 'node-c', 'node-d']);
    await quiet.pass(5000);
    expect(said()).toEqual([]);
    gate.resolve();
    await quiet.publish('node-a');
    await quiet.reach(2, 20_000);
    await quiet.until(() => said().length > 0, 20_000);
  },
);
