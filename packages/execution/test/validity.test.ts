import { describe, expect, it } from 'vitest';
import { signerOf, transactionRefusal } from '../src/index.ts';
import { key, record, START, TestChain } from './chain.ts';

const publish = { recordsPublish: { records: [record('order/1')] } };

describe('whether a transaction may stand in a block', () => {
  const chain = new TestChain();
  const { replayWindowMs } = chain.state.parameters;
  const time = START + 1000;
  it.each([
    ['a millisecond ahead', time + 1, undefined],
    ['now', time, 'expired'],
    ['past', time - 1, 'expired'],
    ['the whole window ahead', time + replayWindowMs, undefined],
    ['one millisecond more', time + replayWindowMs + 1, 'valid-until-too-far'],
  ])('valid until %s', (_, validUntil, refusal) => {
    const transaction = chain.sign('alice', publish, { validUntil });
    expect(transactionRefusal(chain.state, transaction, time)).toBe(refusal);
  });

  it.each([
    ['a user', 'alice', undefined],
    ['an officer', 'security-b', undefined],
    ['a supervision officer', 'inspector', undefined],
    ['a node of an organisation, by its statement key', 'follower statement', undefined],
    ['the same by its peer key', 'follower peer', 'signer-not-allowed'],
    ['the same by its journal key', 'node-a journal', 'signer-not-allowed'],
    ['the same by its vote key', 'node-a vote', 'signer-not-allowed'],
    ['a supervision node by its statement key', 'supervisor statement', 'signer-not-allowed'],
    ['a supervision node by its journal key', 'supervisor journal', 'signer-not-allowed'],
    ['a verifier', 'verifier-a', 'signer-not-allowed'],
    ['a stranger', 'stranger', 'signer-unknown'],
  ])('signed by %s', (_, signer, refusal) => {
    const transaction = chain.sign(signer, publish);
    expect(transactionRefusal(chain.state, transaction, time)).toBe(refusal);
    const known = signerOf(chain.state, transaction)?.publicKey;
    expect(known && Buffer.compare(known, key(signer).publicKey)).toBe(
      refusal === 'signer-unknown' ? undefined : 0,
    );
  });

  it('refuses a replay as long as it could stand, across minutes', () => {
    const chain = new TestChain();
    const validUntil = START + 200_000;
    const transaction = chain.sign('alice', publish, { validUntil, unique: 7 });
    expect(transactionRefusal(chain.state, transaction, START + 1000)).toBeUndefined();
    chain.block([transaction], START + 1000);
    for (const later of [2000, 61_000, 121_000, 199_999]) {
      expect(transactionRefusal(chain.state, transaction, START + later)).toBe('replayed');
      chain.block([], START + later);
    }
    expect(transactionRefusal(chain.state, transaction, START + 200_000)).toBe('expired');
    chain.block([], START + 400_000);
    expect(chain.state.replay.has(transaction.id, validUntil)).toBe(false);
  });

  it('judges replay by the body: another signature is no other act', () => {
    const chain = new TestChain();
    const transaction = chain.sign('alice', publish, { unique: 7 });
    chain.block([transaction]);
    const again = { ...transaction, signature: new Uint8Array(64), hash: new Uint8Array(32) };
    expect(transactionRefusal(chain.state, again, chain.state.time + 1)).toBe('replayed');
  });

  it('counts a refused transaction as used', () => {
    const chain = new TestChain();
    const transaction = chain.sign('system-a', publish);
    expect([...chain.block([transaction]).results]).toEqual([1]);
    expect(transactionRefusal(chain.state, transaction, chain.state.time + 1)).toBe('replayed');
  });

  it('refuses a revoked signer from the next block on', () => {
    const chain = new TestChain();
    const last = chain.sign('audit-a', publish);
    chain.carry({ revokeOfficer: { officerId: 'audit-a' } });
    expect(transactionRefusal(chain.state, last, chain.state.time + 1)).toBe('signer-revoked');
  });
});
