import { caseHash, freezeMessage, type OrderTerms, takedownMessage } from '@mingjing/client';
import { bytesToHex } from '@mingjing/crypto';
import { ResultCode, tombstones } from '@mingjing/execution';
import { takedownIn, verifyReceipt, verifyStateProof } from '@mingjing/proofs';
import { genesisCodec, genesisHash, type Message, recordId } from '@mingjing/protocol';
import { buildStateProof } from '@mingjing/replica';
import {
  FOLLOWER,
  INSPECTOR,
  publication,
  published,
  SECOND_AUTHOR,
  signed,
  VALIDATORS,
  worldKey,
  worldVerifier,
} from '@mingjing/simulator';
import { describe, expect, it } from 'vitest';
import { QuietWorld } from './quiet-world.ts';

const kind = 'ed25519';

class OrderedWorld extends QuietWorld {
  readonly node = () => this.world.node('node-a');
  readonly terms = (): OrderTerms => ({
    ...{ basis: 1, reason: 2, caseHash: caseHash('drill 1'), isDrill: true },
    deadline: Math.floor(this.world.clock.time) + 3_600_000,
  });

  constructor() {
    super({ signatures: kind });
  }

  order(node: string, message: Message): Promise<Uint8Array> {
    const key = worldKey(INSPECTOR, 'officer', kind);
    return this.submit(node, signed(this.writing(), key, message));
  }

  registryOf(name: string) {
    const registry = this.world.node(name).replica?.chain.state.registry;
    if (registry === undefined) throw new Error(`${name} runs`);
    return registry;
  }

  refusalOf(node: string, item: Parameters<QuietWorld['submit']>[1]) {
    return this.submit(node, item).then(
      () => 'admitted',
      (error: Error) => error.message,
    );
  }
}

const verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) =>
  worldVerifier(kind).verify({ publicKey, message, signature });

describe('a takedown in a network', () => {
  it('is in force everywhere, is proved, and changes no block and no receipt', async () => {
    const quiet = new OrderedWorld();
    await quiet.pass(500);
    const item = publication(quiet.writing(), [300], SECOND_AUTHOR);
    const transactionId = await quiet.submit('node-b', item);
    await quiet.reach(1, 5000, [...VALIDATORS, FOLLOWER]);
    const { chain } = quiet.node().replica ?? {};
    const store = quiet.node().store;
    if (chain === undefined || store === undefined) throw new Error('the node runs');
    const before = bytesToHex(chain.state.blockId);

    const record = recordId(transactionId, 0);
    const orderId = await quiet.order('node-c', takedownMessage(record, quiet.terms()));
    await quiet.reach(2, 5000, [...VALIDATORS, FOLLOWER]);
    for (const name of [...VALIDATORS, FOLLOWER]) {
      expect(tombstones(quiet.registryOf(name))).toHaveLength(1);
    }
    const again = published(quiet.writing(), item.attachments);
    expect(await quiet.refusalOf('node-d', again)).toBe('not admitted: result-takenDown');

    const [commitment] = tombstones(chain.state.registry).map((each) => each.commitment);
    if (commitment === undefined) throw new Error('there is a tombstone');
    const proof = await buildStateProof(chain, store, [
      ['order', orderId],
      ['recordStatus', record],
      ['tombstone', commitment],
    ]);
    if (proof === undefined) throw new Error('there is a block');
    const trustedGenesisHash = genesisHash(genesisCodec.encode(quiet.world.options.genesis));
    const proved = verifyStateProof(proof, { trustedGenesisHash, verify });
    if (!proved.ok) throw new Error(proved.reason);
    const facts = takedownIn(proved.value, orderId);
    expect(facts).toMatchObject({ effectiveHeight: 3, isRecordShown: true });
    expect(facts?.commitments).toHaveLength(1);
    expect(facts?.order.officer).toBe(INSPECTOR);
    expect(takedownIn(proved.value, transactionId)).toBeUndefined();

    expect(bytesToHex(quiet.blocks('node-a')[0]?.executed.id ?? new Uint8Array(0))).toBe(before);
    const receipt = await quiet.node().replica?.receipt(transactionId);
    const checked = verifyReceipt(receipt ?? new Uint8Array(0), { trustedGenesisHash, verify });
    expect(checked).toMatchObject({ ok: true, value: { height: 1, resultCode: 0 } });
  });

  it('shows of a record whose entry is left out only the order itself', async () => {
    const quiet = new OrderedWorld();
    await quiet.pass(500);
    const item = publication(quiet.writing(), [300], SECOND_AUTHOR);
    const record = recordId(await quiet.submit('node-a', item), 0);
    await quiet.reach(1);
    const orderId = await quiet.order('node-a', takedownMessage(record, quiet.terms()));
    await quiet.reach(2);
    const { chain } = quiet.node().replica ?? {};
    const store = quiet.node().store;
    if (chain === undefined || store === undefined) throw new Error('the node runs');
    const proof = await buildStateProof(chain, store, [['order', orderId]]);
    const proved = proof && verifyStateProof(proof, { verify });
    if (!proved?.ok) throw new Error('the proof holds');
    const facts = takedownIn(proved.value, orderId);
    expect(facts).toMatchObject({ isRecordShown: false, commitments: [] });
  });
});

describe('an order in the pools', () => {
  it('is passed on to who follows by everybody who holds it, until it is in', async () => {
    const quiet = new OrderedWorld();
    await quiet.pass(500);
    await quiet.publish('node-a');
    await quiet.reach(1, 5000, [...VALIDATORS, FOLLOWER]);
    const expiresAt = Math.floor(quiet.world.clock.time) + 60_000;
    const freeze = freezeMessage({ userId: SECOND_AUTHOR }, expiresAt, quiet.terms());
    await quiet.order('node-b', freeze);
    await quiet.reach(2, 5000, [...VALIDATORS, FOLLOWER]);
    const told = quiet.sent.filter(({ to, envelope }) => to === FOLLOWER && envelope.poolBatch);
    expect(new Set(told.map(({ from }) => from))).toEqual(new Set(VALIDATORS));
    for (const name of [...VALIDATORS, FOLLOWER]) {
      expect(quiet.world.node(name).replica?.pool.orders()).toEqual([]);
    }
    const writing = publication(quiet.writing(), [], SECOND_AUTHOR);
    expect(await quiet.refusalOf('node-c', writing)).toBe('not admitted: result-userFrozen');
    const { results } = quiet.blocks('node-a')[1]?.executed.outcome ?? {};
    expect(results).toEqual([ResultCode.done]);
  });

  it('is not taken from anybody but an officer, nor by who follows anything else', async () => {
    const quiet = new OrderedWorld();
    await quiet.pass(500);
    const message = takedownMessage(new Uint8Array(36), quiet.terms());
    const user = worldKey(SECOND_AUTHOR, 'user', kind);
    const item = signed(quiet.writing(), user, message);
    expect(await quiet.refusalOf('node-a', item)).toBe('not admitted: result-signerNotPermitted');
    const handler = quiet.world.node(FOLLOWER).replica?.handler;
    const ordinary = publication(quiet.writing(), []);
    handler?.envelope('node-a', { poolBatch: { items: [item, ordinary] } } as never);
    await quiet.pass(300);
    expect(quiet.world.node(FOLLOWER).replica?.pool.size).toBe(0);
    expect(quiet.accusations).toEqual([]);
  });
});
