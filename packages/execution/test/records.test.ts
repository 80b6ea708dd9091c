import { concatBytes, equalBytes } from '@mingjing/crypto';
import {
  KeyPurpose,
  RecordStanding,
  recordCodec,
  recordId,
  Standing,
  Verification,
} from '@mingjing/protocol';
import { leafHash, rangeRoot, rootOf } from '@mingjing/tlog';
import { describe, expect, it } from 'vitest';
import { recordLeaf } from '../src/index.ts';
import { RegistryDraft } from '../src/state/registry.ts';
import { bytes, enrolled, record, START, TestChain } from './chain.ts';

const amend = (recordId: Uint8Array, subject = 'order/2') => {
  return { recordsAmend: { recordId, record: record(subject) } };
};
const withdraw = (recordId: Uint8Array, reason = 3) => ({ recordsWithdraw: { recordId, reason } });

/** Writes a user's entry directly: no message of this version sets a standing. */
function setUser(chain: TestChain, id: string, change: object): void {
  const { registry } = chain.state;
  const user = registry.get('user', id) as object;
  const draft = new RegistryDraft(registry);
  draft.set('user', id, { ...user, ...change } as never);
  registry.load(draft.changes());
}

describe('publishing', () => {
  it('appends one leaf for each record, in order, and writes no registry entry', () => {
    const chain = new TestChain();
    const before = chain.state.registry.root;
    const records = [record('a/1'), record('a/2')];
    const transaction = chain.sign('alice', { recordsPublish: { records } });
    const outcome = chain.block([transaction]);
    const leaves = records.map((each, index) =>
      leafHash(concatBytes(recordId(transaction.id, index), recordCodec.encode(each))),
    );
    expect(outcome.recordLeaves.map((leaf) => [...leaf])).toEqual(leaves.map((leaf) => [...leaf]));
    expect(equalBytes(rangeRoot(chain.state.records), rootOf(leaves))).toBe(true);
    expect(outcome.registry).toEqual([]);
    expect(chain.state.registry.root).toEqual(before);
    expect(recordLeaf(recordId(transaction.id, 1), record('a/2'))).toEqual(leaves[1]);
  });

  it.each([
    ['an officer', 'system-a', 'signerNotPermitted'],
    ['a node', 'node-a statement', 'signerNotPermitted'],
    ['a user', 'alice', 'done'],
  ])('is for users: %s', (_, signer, code) => {
    const chain = new TestChain();
    expect(chain.act(signer, { recordsPublish: { records: [record('a')] } })).toBe(code);
    expect(chain.state.records.size).toBe(code === 'done' ? 1 : 0);
  });

  it('ends with the verification, at the very millisecond', () => {
    const publish = { recordsPublish: { records: [record('a')] } };
    expect(new TestChain().act('carol', publish, START + 4999)).toBe('done');
    expect(new TestChain().act('carol', publish, START + 5000)).toBe('userNotVerified');
  });

  it.each([
    ['unverified', { verification: Verification.formatOk }, 'userNotVerified'],
    ['not verified at all', { verification: Verification.none }, 'userNotVerified'],
    ['suspended', { standing: Standing.suspended }, 'userNotActive'],
    ['closed', { standing: Standing.closed }, 'userNotActive'],
    ['active and verified', {}, 'done'],
  ])('needs a verified, active user: %s', (_, change, code) => {
    const chain = new TestChain();
    const id = chain.publish('alice');
    setUser(chain, 'alice', change);
    expect(chain.act('alice', { recordsPublish: { records: [record('a')] } })).toBe(code);
    expect(chain.act('alice', amend(id))).toBe(code);
    expect(chain.act('alice', withdraw(id))).toBe(code);
  });
});

describe('amending and withdrawing', () => {
  it('lists the versions in order and stays with the author', () => {
    const chain = new TestChain();
    const id = chain.publish('alice');
    expect(chain.state.registry.get('recordStatus', id)).toBeUndefined();
    expect(chain.act('bob', amend(id))).toBe('notAuthor');
    expect(chain.act('alice', amend(id, 'order/2'))).toBe('done');
    expect(chain.act('alice', amend(id, 'order/3'))).toBe('done');
    const status = chain.state.registry.get('recordStatus', id);
    expect(status).toMatchObject({ standing: RecordStanding.amended, height: 4 });
    expect(status?.versions).toHaveLength(2);
    expect(chain.state.records.size).toBe(3);
    expect(chain.act('bob', withdraw(id))).toBe('notAuthor');
    expect(chain.act('alice', withdraw(id, 3))).toBe('done');
    const withdrawn = chain.state.registry.get('recordStatus', id);
    expect(withdrawn).toMatchObject({ standing: RecordStanding.withdrawn, reason: 3 });
    expect(withdrawn?.versions).toEqual(status?.versions);
    expect(chain.act('alice', withdraw(id))).toBe('recordWithdrawn');
    expect(chain.act('alice', amend(id))).toBe('recordWithdrawn');
    expect(chain.state.records.size).toBe(3);
  });

  it('refuses a record nobody published in an earlier block', () => {
    const chain = new TestChain();
    expect(chain.act('alice', amend(bytes(36, 1)))).toBe('unknownRecord');
    expect(chain.act('alice', withdraw(bytes(36, 1)))).toBe('unknownRecord');
    const publication = chain.sign('alice', { recordsPublish: { records: [record('a')] } });
    const sameBlock = chain.sign('alice', withdraw(recordId(publication.id, 0)));
    expect([...chain.block([publication, sameBlock]).results]).toEqual([0, 10]);
  });

  it('sees what stands earlier in the same block', () => {
    const chain = new TestChain();
    const id = chain.publish('alice');
    const twice = [withdraw(id, 1), withdraw(id, 2)].map((act) => chain.sign('alice', act));
    expect([...chain.block(twice).results]).toEqual([0, 12]);
    expect(chain.state.registry.get('recordStatus', id)?.reason).toBe(1);
  });

  it('goes by person, not by key: the author keeps it after a rotation', () => {
    const chain = new TestChain();
    const id = chain.publish('alice');
    const identityRotate = { key: enrolled('alice second', KeyPurpose.user) };
    expect(chain.act('alice', { identityRotate })).toBe('done');
    expect(chain.act('alice second', withdraw(id))).toBe('done');
  });
});
