// A supervision node writes nothing: every type of transaction under each of its keys, and every
// message of a peer over its connection, tried at a validator of a running chain.
import { createClient } from '@mingjing/client';
import { bytesToHex, hexToBytes, keyId } from '@mingjing/crypto';
import { loadKeyFile, randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import { transactionRefusal } from '@mingjing/execution';
import { ENVELOPE_PLACES, homePaths, REQUEST_PLACES } from '@mingjing/host';
import {
  type Body,
  bodyCodec,
  type Envelope,
  messageTypes,
  type ParsedTransaction,
  type Request,
  transactionCodec,
  transactionId,
  transactionSigningBytes,
} from '@mingjing/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningNode } from '../../node/src/index.ts';
import { TestChain, until } from './chain.ts';

const KEYS = ['peer', 'journal', 'statement'] as const;
/** What a supervision node does say: it greets, tells its tip, and answers for orders. */
const SAID = ['hello', 'tip', 'orderReceipt'];
const NOTHING = new Uint8Array(0);

let chain: TestChain;
let node: RunningNode;
let record: string;
beforeAll(async () => {
  chain = await TestChain.create({ emptyBlockMs: 60_000 });
  await chain.startValidators();
  await chain.startSupervisor();
  node = chain.nodes.get('jia-validator') as RunningNode;
  await until(() => node.host.network.peers().includes('supervision'));
  [record = ''] = await chain.publish('something');
});
afterAll(async () => {
  await chain?.stop();
  expect(chain?.failures).toEqual([]);
});

/** A transaction of a type with nothing in it, signed by a key of the supervision node. */
function transactionOf(
  type: string,
  key: (typeof KEYS)[number],
): { bytes: Uint8Array; body: Body } {
  const { seed, publicKey } = loadKeyFile(homePaths(chain.supervisionHome).key(key));
  const { chainId } = node.host.replica.chain;
  const body: Body = {
    ...{ chainId, signer: keyId(publicKey), validUntil: Date.now() + 60_000 },
    ...{ unique: randomBytes(16), [type]: {} },
  };
  const bytes = bodyCodec.encode(body);
  const signature = signerFromSeed(seed).sign(transactionSigningBytes(chainId, bytes));
  return { bytes: transactionCodec.encode({ body: bytes, signature }), body };
}

describe('the keys of the supervision node', () => {
  it.each(messageTypes)('write no %s', async (type) => {
    const { state, chainId } = node.host.replica.chain;
    const client = createClient({ baseUrl: chain.nodeUrl() });
    for (const key of KEYS) {
      const { bytes, body } = transactionOf(type, key);
      const refused = await client
        .submit([{ transaction: bytes, attachments: [] }])
        .then(({ results }) => results[0]?.status)
        .catch(() => 'refused');
      expect(refused).toBe('refused');
      // Whatever it says, it may not stand: that is judged by the key alone.
      const id = transactionId(chainId, bodyCodec.encode(body));
      const signerKey = bytesToHex(body.signer);
      const parsed = { body, id, signerKey, signer: body.signer } as unknown as ParsedTransaction;
      const judged = transactionRefusal(state, withKey(parsed), state.time);
      expect(judged).toBe('signer-not-allowed');
      expect(node.host.replica.pool.hasId(id)).toBe(false);
    }
  });
});

/** The names under which a parsed transaction is looked up, as parsing makes them. */
function withKey(parsed: ParsedTransaction): ParsedTransaction {
  const key = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
  return { ...parsed, signerKey: key(parsed.body.signer), idKey: key(parsed.id) };
}

describe('the connection of the supervision node', () => {
  /** A good transaction of a user, which any other peer may pass on: he withdraws his record. */
  function usersTransaction(): { transaction: Uint8Array; id: Uint8Array } {
    const { seed, publicKey } = loadKeyFile(chain.testnet.users[0] ?? '');
    const { chainId } = node.host.replica.chain;
    const body = bodyCodec.encode({
      ...{ chainId, signer: keyId(publicKey), validUntil: Date.now() + 60_000 },
      ...{ unique: randomBytes(16), recordsWithdraw: { recordId: hexToBytes(record), reason: 1 } },
    } as Body);
    const signature = signerFromSeed(seed).sign(transactionSigningBytes(chainId, body));
    const transaction = transactionCodec.encode({ body, signature });
    return { transaction, id: transactionId(chainId, body) };
  }

  const envelopes = (): Record<keyof typeof ENVELOPE_PLACES, Envelope> => {
    const { chainId, height } = node.host.replica.chain;
    const items = [{ transaction: usersTransaction().transaction, attachments: [] }];
    const signed = { statement: NOTHING, signature: new Uint8Array(64) };
    return {
      hello: { hello: { chainId, nodeId: 'supervision', height } },
      poolBatch: { poolBatch: { items } },
      attachmentsHeld: { attachmentsHeld: { commitments: [randomBytes(32)] } },
      proposal: { proposal: { ...signed, transactions: [] } },
      vote: { vote: signed },
      certificate: {
        certificate: {
          type: 1,
          height: height + 1,
          round: 0,
          blockId: randomBytes(32),
          signatures: [],
        },
      },
      tip: { tip: { tip: NOTHING, signature: new Uint8Array(64) } },
      orderReceipt: { orderReceipt: signed },
    } as never;
  };

  it('writes by no message of any kind', async () => {
    const { replica } = node.host;
    const before = replica.chain.height;
    const all = envelopes();
    expect(Object.keys(all).sort()).toEqual(Object.keys(ENVELOPE_PLACES).sort());
    for (const envelope of Object.values(all)) replica.handler.envelope('supervision', envelope);
    await chain.supervisor.host.network.request('jia-validator', {
      blocks: { from: 1, to: 1 },
    } as never);
    expect(replica.chain.height).toBe(before);
    const noted = async () => {
      const size = node.host.journal.durableSize('security');
      const entries = await node.host.journal.readRange('security', Math.max(0, size - 50), size);
      const texts = entries.map(({ bodyBytes }) =>
        Buffer.from(bodyBytes ?? NOTHING).toString('latin1'),
      );
      return texts.some((text) => text.includes('supervision-writes'));
    };
    await until(noted);
    const writing = Object.keys(all).filter((name) => !SAID.includes(name));
    expect(writing.sort()).toEqual([
      'attachmentsHeld',
      'certificate',
      'poolBatch',
      'proposal',
      'vote',
    ]);
  });

  it.each(Object.keys(REQUEST_PLACES))(
    'a request %s is answered or refused, and changes nothing',
    async (name) => {
      const { replica } = node.host;
      const users = () => replica.chain.state.registry.all('user').length;
      const before = [replica.chain.height, users()];
      const asked = { id: 1, [name]: {} } as unknown as Request;
      await Promise.resolve(replica.handler.request('supervision', asked)).catch(() => undefined);
      expect([replica.chain.height, users()]).toEqual(before);
    },
  );

  it('carries nothing that the connection of a validator would', async () => {
    const { pool, handler, chain: own } = node.host.replica;
    const { id, transaction } = usersTransaction();
    const batch = { poolBatch: { items: [{ transaction, attachments: [] }] } };
    const isWithdrawn = () =>
      own.state.registry.get('recordStatus', hexToBytes(record) ?? NOTHING) !== undefined;
    handler.envelope('supervision', batch as never);
    await node.host.replica.submit([]);
    expect([pool.hasId(id), isWithdrawn()]).toEqual([false, false]);
    handler.envelope('yi-validator', batch as never);
    await until(isWithdrawn);
  });
});
