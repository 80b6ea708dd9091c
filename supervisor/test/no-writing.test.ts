// A supervision node writes nothing: every type of transaction under each of its keys, and every
// message of a peer over its connection, tried at a validator of a running chain.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from '@mingjing/client';
import { bytesToHex, keyId } from '@mingjing/crypto';
import { loadKeyFile, randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import { transactionRefusal } from '@mingjing/execution';
import { ENVELOPE_PLACES, homePaths, REQUEST_PLACES } from '@mingjing/host';
import {
  type Body,
  bodyCodec,
  messageTypes,
  type ParsedTransaction,
  type Request,
  transactionCodec,
  transactionId,
  transactionSigningBytes,
} from '@mingjing/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RunningNode } from '../../node/src/index.ts';
import { TestChain, until } from './chain.ts';
import { PlayedPeer } from './played-peer.ts';
import { ABSENT, type Made, WRITING, type WritingName } from './writing-messages.ts';

const KEYS = ['peer', 'journal', 'statement'] as const;
/** What a supervision node does say: it greets, tells its tip, and answers for orders. */
const SAID = ['hello', 'tip', 'orderReceipt'];
/** A message of a validator shows its effect within these looks, or is sent again. */
const LOOKS = 60;
const LOOK_MS = 50;

let chain: TestChain;
let node: RunningNode;
/** Connections of the supervision node and of the fourth validator, which do not run. */
const played: PlayedPeer[] = [];
beforeAll(async () => {
  chain = await TestChain.create({ emptyBlockMs: 60_000 });
  await chain.startValidators(chain.validatorIds.filter((nodeId) => nodeId !== ABSENT));
  node = chain.nodes.get('jia-validator') as RunningNode;
  await chain.publish('something');
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
  afterEach(() => Promise.all(played.splice(0).map((peer) => peer.stop())));

  async function dial(nodeId: string): Promise<PlayedPeer> {
    const peer = await PlayedPeer.dial(chain, node, nodeId);
    played.push(peer);
    return peer;
  }

  /** How often the node has refused that a peer writes. */
  function refusals(): number {
    const lines = readFileSync(node.host.paths.log, 'utf8').split('\n');
    const said = ['"peer misbehaved"', '"peer":"supervision"', '"reason":"supervision-writes"'];
    return lines.filter((line) => said.every((part) => line.includes(part))).length;
  }

  it('is tried with every message that there is, but for those that write nothing', () => {
    const all = [...Object.keys(WRITING), ...SAID];
    expect(all.sort()).toEqual(Object.keys(ENVELOPE_PLACES).sort());
  });

  it.each(Object.keys(WRITING) as WritingName[])(
    'carries no %s, and that of a validator carries it',
    async (name) => {
      const ground = { chain, node };
      const silent = await dial('supervision');
      const before = refusals();
      const refused = WRITING[name](ground);
      const due = before + refused.envelopes.length;
      for (const envelope of refused.envelopes) silent.send(envelope);
      await until(async () => refusals() >= due || (await refused.isTaken(silent)));
      await refused.follow?.();
      expect([await refused.isTaken(silent), refusals()]).toEqual([false, due]);
      const validator = await dial(ABSENT);
      await until(() => isTakenFrom(validator, () => WRITING[name](ground)));
      expect(refusals()).toBe(due);
    },
  );

  /** The chain may move on while a message travels: then it is tried anew. */
  async function isTakenFrom(peer: PlayedPeer, make: () => Made): Promise<boolean> {
    const made = make();
    for (const envelope of made.envelopes) peer.send(envelope);
    await peer.read();
    await made.follow?.();
    for (let look = 0; look < LOOKS; look += 1) {
      if (await made.isTaken(peer)) return true;
      await pause(LOOK_MS);
    }
    return false;
  }

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
});
