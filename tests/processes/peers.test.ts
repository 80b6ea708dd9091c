import { connect } from 'node:net';
import { generateSeed, randomBytes } from '@mingjing/crypto/node';
import type { ChainNetwork } from '@mingjing/network';
import { type Envelope, RefusalCode } from '@mingjing/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFailed, test } from 'vitest';
import { readJournal } from './journal-lines.ts';
import { TestNetwork } from './network.ts';
import { peerKeyOf, playPeer } from './played-peer.ts';
import type { ProgramProcess } from './program-process.ts';
import { bareRecord, holdings, submit, transactionOf } from './submissions.ts';
import { until } from './until.ts';

// Three validators run; whoever speaks with the fourth one's key is played here.
const QUIET = { emptyBlockMs: 600_000 };

let network: TestNetwork;
let node: ProgramProcess;
/** Connections of the played peer, all closed again. */
const played: ChainNetwork[] = [];

beforeAll(async () => {
  network = await TestNetwork.create({
    parameters: QUIET,
    // All is said to the first, whose process must outlive it.
    launch: (nodeId) => ({ isHere: nodeId !== 'jia-validator' }),
  });
  for (const program of network.validators.slice(0, 3)) program.start();
  await Promise.all(network.validators.slice(0, 3).map((program) => program.ready()));
  await network.connected();
  node = network.validator(0);
});
afterEach(() => Promise.all(played.splice(0).map((each) => each.stop())));
afterAll(() => network?.remove());

interface Role {
  readonly seed: Uint8Array;
  readonly chainId?: string;
}

/** Dials the node in the name of the fourth validator; tells what came back as unacceptable. */
async function dial({ seed, chainId = network.chainId }: Role) {
  onTestFailed(() => console.error(network.report()));
  const dialled = await playPeer({ chainId, to: node, nodeId: 'ding-validator', seed });
  played.push(dialled.peer);
  return dialled;
}

function dingSeed(): Uint8Array {
  return peerKeyOf(network.validator(3)).seed;
}

async function securityEntries(): Promise<number> {
  const { logs } = await node.client().journalLogs();
  return logs.find(({ source }) => source === 'security')?.size ?? 0;
}

/** Whatever was said to it, the node is alive, has its peers, and the chain is where it was. */
async function undisturbed<T>(act: () => Promise<T>): Promise<T> {
  const before = await holdings(node);
  const { pid } = node;
  const answer = await act();
  expect(await holdings(node)).toEqual(before);
  expect(node.pid).toBe(pid);
  await until('the two correct peers are connected', async () => {
    return (await node.client().status()).peers >= 2;
  });
  return answer;
}

test('a peer outside the registry is refused before any protocol, and journalled', async () => {
  await undisturbed(async () => {
    const before = await securityEntries();
    const { peer } = await dial({ seed: generateSeed() });
    const isTwice = async () => (await securityEntries()) >= before + 2;
    await until('it was refused, dialled again and was refused again', isTwice);
    expect(peer.peers()).toEqual([]);
    expect(peer.statistics()).toMatchObject({ framesReceived: 0 });
  });
});

test('a validator that asks for the journal of another is refused and charged', async () => {
  await undisturbed(async () => {
    const { peer } = await dial({ seed: dingSeed() });
    await until('it is connected', () => peer.peers().length === 1);
    const before = await securityEntries();
    const note = new Uint8Array(9);
    for (const question of [
      { journalHead: { source: 1, from: 0 } },
      { journalPage: { source: 1, from: 0, to: 1, size: 1 } },
      { journalCosigned: { source: 1, note } },
    ]) {
      await expect(peer.request(node.nodeId, question)).rejects.toMatchObject({
        ...{ code: 'REQUEST_REFUSED', refusalCode: RefusalCode.notPermitted },
      });
    }
    await until('an entry tells of it', async () => (await securityEntries()) === before + 1);
  });
});

test('a member of another chain under the same key is not connected', async () => {
  await undisturbed(async () => {
    const chainId = 'testnet-0123456789abcdef';
    const { peer, complaints } = await dial({ seed: dingSeed(), chainId });
    await until('no common protocol is found', () => complaints.includes('wrong-chain'));
    expect(peer.peers()).toEqual([]);
  });
});

test.each([
  ['no bytes', new Uint8Array(0)],
  ['random bytes', randomBytes(4096)],
  ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\nhost: a\r\n\r\n')],
])('a caller at the peer port who sends %s is dropped', async (_, bytes) => {
  await undisturbed(async () => {
    const port = Number(node.p2p.split('/').at(-1));
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
      // A reset is an answer as good as an end.
      socket
        .once('error', () => resolve())
        .once('close', () => resolve())
        .resume();
    });
  });
});

describe('an admitted peer', () => {
  const statement = randomBytes(40);
  const signature = randomBytes(64);
  const cuts: [name: string, envelope: () => Envelope][] = [
    ['an envelope without a message', () => ({})],
    [
      'two messages in one envelope',
      () => ({ attachmentsHeld: { commitments: [] }, poolBatch: { items: [] } }),
    ],
  ];
  test.each(cuts)('that sends %s is cut off and journalled', async (_, envelope) => {
    await undisturbed(async () => {
      const before = await securityEntries();
      const { peer } = await dial({ seed: dingSeed() });
      await until('it is connected', () => peer.peers().length === 1);
      peer.send(node.nodeId, envelope());
      await until('it is cut off', () => peer.peers().length === 0);
      await until('that is journalled', async () => (await securityEntries()) > before);
    });
  });

  const garbage: [name: string, envelope: () => Envelope][] = [
    ['a vote', () => ({ vote: { statement, validator: 3, signature } })],
    [
      'a vote of a validator there is not',
      () => ({ vote: { statement, validator: 99, signature } }),
    ],
    [
      'a proposal',
      () => ({
        proposal: {
          ...{ statement, signature, header: randomBytes(80), polka: randomBytes(9) },
          parentCertificate: randomBytes(9),
          transactionHashes: [randomBytes(32)],
        },
      }),
    ],
    [
      'a certificate of a height far ahead',
      () => ({
        certificate: {
          ...{ type: 2, height: 1_000_000, round: 0, blockId: randomBytes(32) },
          signatures: [{ validator: 0, signature }],
        },
      }),
    ],
    [
      'transactions',
      () => ({ poolBatch: { items: [{ transaction: randomBytes(99), attachments: [] }] } }),
    ],
    [
      'the hello of another chain, and of a height far ahead,',
      () => ({
        hello: { chainId: 'other-0123456789abcdef', nodeId: 'ding-validator', height: 1_000_000 },
      }),
    ],
    ['a tip', () => ({ tip: { tip: statement, signature } })],
    [
      'commitments of no length',
      () => ({ attachmentsHeld: { commitments: [new Uint8Array(0), randomBytes(7)] } }),
    ],
  ];
  test.each(garbage)('that sends %s made of garbage changes nothing', async (_, envelope) => {
    await undisturbed(async () => {
      const { peer } = await dial({ seed: dingSeed() });
      await until('it is connected', () => peer.peers().length === 1);
      for (let i = 0; i < 20; i += 1) peer.send(node.nodeId, envelope());
      // Requests are answered in turn, so by the second answer what was sent first has been read.
      const answers = [0, 1].map(() =>
        peer.request(node.nodeId, { blocks: { from: 1, count: 1, attachments: false } }),
      );
      await Promise.allSettled(answers);
    });
  });
});

// Last: it stops the node.
test('the chain goes on after all that, and the journal names what was refused', async () => {
  const transaction = transactionOf(network, network.user(1), bareRecord());
  const result = await submit(node, { transaction, attachments: [] });
  expect(result).toMatchObject({ status: 'committed', code: 0 });
  await node.terminate();
  const { verdict, lines } = await readJournal(network, node);
  expect(verdict.ok).toBe(true);
  const security = lines.filter(({ source }) => source === 'security');
  const refused = { event: 'peer-refused', reason: 'not-admitted', sourceAddress: '127.0.0.1' };
  expect(security).toContainEqual(expect.objectContaining(refused));
  for (const reason of ['envelope-ambiguous', 'frame-malformed']) {
    const misbehaved = { event: 'peer-misbehaved', actor: 'ding-validator', reason };
    expect(security).toContainEqual(expect.objectContaining(misbehaved));
  }
});
