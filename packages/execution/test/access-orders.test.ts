import { type AccessOrder, OfficerRole } from '@mingjing/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { isGranted, sharesOf } from '../src/index.ts';
import { bytes } from './chain.ts';
import { HOUR, NOTHING, READERS, SupervisedChain, sealingKey } from './supervised.ts';

const DAY = 24 * HOUR;
const chain = new SupervisedChain();
let secret: Uint8Array;
let open: Uint8Array;
let far: Uint8Array;
beforeAll(() => {
  secret = chain.publishPrivate('alice').id;
  open = chain.publish('alice');
  far = chain.publish('tess');
});
const entryOf = (from: SupervisedChain, id: Uint8Array) => {
  const entry = from.state.registry.get('access', id);
  if (entry === undefined) throw new Error('no such order');
  return entry;
};

describe('an open access order', () => {
  it('is given on a private record, a public one, and an identity', () => {
    expect(chain.order('reader-1', chain.orderOf(secret)).code).toBe('done');
    expect(chain.order('reader-1', chain.orderOf(open)).code).toBe('done');
    const reading = { blinded: NOTHING, epoch: 0 };
    expect(chain.order('reader-1', chain.orderOf(secret, reading)).code).toBe('done');
    const identity = { ...reading, kind: 2, recordId: NOTHING, userId: 'alice' };
    expect(chain.order('reader-1', chain.orderOf(open, identity)).code).toBe('done');
  });

  it('on an identity asks about how it was sealed, in whichever epoch', () => {
    const own = new SupervisedChain();
    const sealing = { seed: 'identity', recipients: ['org-a'] };
    expect(own.sealIdentity('reviewer-a', 'alice', sealing)).toBe('done');
    const { c0, epoch } = own.sealed(sealing).envelope;
    const identity = { kind: 2, recordId: NOTHING, userId: 'alice' };
    const asked = { ...identity, blinded: c0, epoch };
    const other = own.publishPrivate('alice').id;
    expect(own.order('reader-1', own.orderOf(other, asked)).code).toBe('done');
    // C0 of a record under the name of an identity would be read without the record's scope.
    expect(own.order('reader-1', own.orderOf(other, identity)).code).toBe('pointWrong');
    expect(own.order('reader-1', own.orderOf(other, { ...asked, userId: 'bob' })).code).toBe(
      'pointWrong',
    );
  });

  it.each<
    [name: string, code: string, signer: string, change: (id: Uint8Array) => Partial<AccessOrder>]
  >([
    ['by an officer without the capability', 'signerNotPermitted', 'reader-freezes', () => ({})],
    ['by an officer of an enterprise', 'signerNotPermitted', 'security-a', () => ({})],
    ['by a user', 'signerNotPermitted', 'alice', () => ({})],
    ['by a node', 'signerNotPermitted', 'node-a statement', () => ({})],
    ['out of the officer’s jurisdiction', 'outOfScope', 'reader-far', () => ({})],
    [
      'in the epoch of another authority',
      'outOfScope',
      'reader-other',
      () => ({ officers: [{ officer: 'reader-other', sealingKey: sealingKey('o') }] }),
    ],
    ['in an epoch there is not', 'epochUnknown', 'reader-1', () => ({ epoch: 9 })],
    ['about another point', 'pointWrong', 'reader-1', () => ({ blinded: sealingKeyElement() })],
    ['about the neutral element', 'badField', 'reader-1', () => ({ blinded: bytes(32, 0) })],
    ['about a point without an epoch', 'badField', 'reader-1', () => ({ epoch: 0 })],
    ['in an epoch about no point', 'badField', 'reader-1', () => ({ blinded: NOTHING })],
    ['on a record there is not', 'unknownRecord', 'reader-1', () => ({ recordId: bytes(36, 9) })],
    [
      'on a user there is not',
      'unknownSubject',
      'reader-1',
      () => ({ kind: 2, recordId: NOTHING, userId: 'nobody' }),
    ],
    ['on a record and a user', 'badField', 'reader-1', () => ({ userId: 'alice' })],
    ['of no kind', 'badField', 'reader-1', () => ({ kind: 0 })],
    ['without a basis', 'badField', 'reader-1', () => ({ basis: 0 })],
    ['with a commitment', 'badField', 'reader-1', () => ({ commitment: bytes(32, 1) })],
    ['to be opened', 'orderUntimely', 'reader-1', () => ({ openBy: chain.state.time + 2 * HOUR })],
    ['whose deadline is over', 'orderUntimely', 'reader-1', () => ({ deadline: chain.state.time })],
    [
      'whose deadline is a month off',
      'orderUntimely',
      'reader-1',
      () => ({ deadline: chain.state.time + 31 * DAY, expiresAt: chain.state.time + 32 * DAY }),
    ],
    [
      'that ends before its deadline',
      'orderUntimely',
      'reader-1',
      () => ({ expiresAt: chain.state.time + HOUR / 2 }),
    ],
    [
      'that lasts for years',
      'orderUntimely',
      'reader-1',
      () => ({ expiresAt: chain.state.time + 367 * DAY }),
    ],
    [
      'read by an officer of another authority',
      'unknownSubject',
      'reader-1',
      () => ({ officers: [{ officer: 'reader-other', sealingKey: sealingKey('o') }] }),
    ],
    [
      'read by an officer who may not look',
      'unknownSubject',
      'reader-1',
      () => ({ officers: [{ officer: 'reader-freezes', sealingKey: sealingKey('o') }] }),
    ],
    [
      'read twice by one',
      'badField',
      'reader-1',
      () => ({
        officers: [1, 2].map((n) => ({ officer: 'reader-2', sealingKey: sealingKey(`${n}`) })),
      }),
    ],
    [
      'read under a key of small order',
      'badField',
      'reader-1',
      () => ({ officers: [{ officer: 'reader-2', sealingKey: bytes(32, 0) }] }),
    ],
  ])('%s is refused as %s', (_, code, signer, change) => {
    expect(chain.order(signer, chain.orderOf(secret, change(secret))).code).toBe(code);
  });

  it('out of the authority’s reach is refused whoever signs', () => {
    expect(chain.order('reader-1', chain.orderOf(far)).code).toBe('outOfScope');
    expect(chain.order('reader-far', chain.orderOf(far)).code).toBe('done');
  });
});

describe('the approval', () => {
  it('is another officer’s of the same authority, in scope, once', () => {
    const { id } = chain.order('reader-1', chain.orderOf(secret));
    expect(isGranted(entryOf(chain, id), chain.state.time)).toBe(false);
    expect(chain.approve('reader-1', id)).toBe('approverIsOrderer');
    expect(chain.approve('reader-far', id)).toBe('outOfScope');
    expect(chain.approve('reader-other', id)).toBe('outOfScope');
    expect(chain.approve('reader-freezes', id)).toBe('signerNotPermitted');
    expect(chain.approve('security-a', id)).toBe('signerNotPermitted');
    expect(chain.approve('reader-2', bytes(32, 9))).toBe('accessUnknown');
    expect(chain.approve('reader-2', id)).toBe('done');
    expect(isGranted(entryOf(chain, id), chain.state.time)).toBe(true);
    expect(chain.approve('reader-3', id)).toBe('accessClosed');
    expect(entryOf(chain, id)).toMatchObject({ officer: 'reader-1', approvedBy: 'reader-2' });
  });

  it('comes before the deadline, and while who ordered is in office', () => {
    const own = new SupervisedChain();
    const record = own.publish('alice');
    const late = own.order('reader-1', own.orderOf(record)).id;
    expect(own.approve('reader-2', late, own.state.time + HOUR)).toBe('accessClosed');
    const left = own.order('reader-1', own.orderOf(record)).id;
    own.carry({ revokeOfficer: { officerId: 'reader-1' } });
    expect(own.approve('reader-2', left)).toBe('accessClosed');
    const closed = own.order(
      'reader-2',
      own.orderOf(record, { officers: [{ officer: 'reader-2', sealingKey: sealingKey('r') }] }),
    ).id;
    expect(own.act('reader-3', { accessClose: { orderId: closed } })).toBe('done');
    expect(own.approve('reader-3', closed)).toBe('accessClosed');
  });
});

describe('a share', () => {
  it('is released once by each custodian, under an order that works', () => {
    const { id } = chain.order('reader-1', chain.orderOf(secret));
    expect(chain.share('node-a', id)).toBe('accessClosed');
    chain.approve('reader-2', id);
    expect(chain.share('node-a', bytes(32, 8))).toBe('accessUnknown');
    expect(chain.share('node-a', id, 1)).toBe('done');
    expect(chain.share('node-a', id, 1)).toBe('shareKnown');
    expect(chain.share('follower', id, 2)).toBe('shareKnown');
    expect(chain.share('node-b', id, 3)).toBe('done');
    const shares = sharesOf(chain.state.registry, entryOf(chain, id));
    expect(
      shares.map(({ custodian, nodeId, answerHash }) => [custodian, nodeId, answerHash[0]]),
    ).toEqual([
      ['org-a', 'node-a', 1],
      ['org-b', 'node-b', 3],
    ]);
    const act = { accessShare: { orderId: id, answerHash: bytes(32, 4) } };
    for (const signer of ['reader-2', 'security-c', 'alice']) {
      expect(chain.act(signer, act)).toBe('signerNotPermitted');
    }
    expect(chain.act('reader-3', { accessClose: { orderId: id } })).toBe('done');
    expect(chain.share('node-c', id)).toBe('accessClosed');
    expect(chain.act('reader-3', { accessClose: { orderId: id } })).toBe('accessClosed');
    expect(chain.act('reader-other', { accessClose: { orderId: id } })).toBe('outOfScope');
    expect(chain.act('alice', { accessClose: { orderId: id } })).toBe('signerNotPermitted');
    expect(chain.act('reader-3', { accessClose: { orderId: bytes(32, 8) } })).toBe('accessUnknown');
  });

  it('is none of who holds none, of an order that asks for none, or that is over', () => {
    const own = new SupervisedChain();
    const record = own.publish('alice');
    const reading = own.granted(own.orderOf(record));
    expect(own.share('node-a', reading)).toBe('noShareAsked');
    const { id } = own.publishPrivate('alice');
    const order = own.granted(own.orderOf(id));
    expect(own.share('node-a', order, 1, own.state.time + DAY)).toBe('accessClosed');
  });

  it('is none of an organisation that is no custodian of the epoch', () => {
    const own = new SupervisedChain();
    own.carry({ startEpoch: own.plan({ number: 2, custodians: ['org-a', 'org-b', 'org-c'] }) });
    const order = own.granted(own.orderOf(own.publishPrivate('alice').id));
    expect(own.share('node-d', order)).toBe('custodianUnknown');
    expect(own.share('node-c', order)).toBe('done');
  });
});

describe('an authority', () => {
  it('that is revoked orders nothing more, and nothing is sealed to it', () => {
    const own = new SupervisedChain();
    const { id } = own.publishPrivate('alice');
    expect(own.carry({ revokeAuthority: { authority: 'authority' } })).toMatchObject({ status: 2 });
    const { registry } = own.state;
    expect(registry.get('node', 'supervisor')?.revokedHeight).not.toBe(0);
    for (const reader of READERS)
      expect(registry.get('officer', reader)?.revokedHeight).not.toBe(0);
    expect(registry.get('authority', 'authority')?.revokedHeight).not.toBe(0);
    expect(own.publishPrivate('alice').code).toBe('epochNotCurrent');
    expect(own.propose('system-a', { startEpoch: own.plan({ number: 2 }) }).code).toBe(
      'unknownSubject',
    );
    expect(own.propose('system-a', { revokeAuthority: { authority: 'authority' } }).code).toBe(
      'unknownSubject',
    );
    expect(
      own.propose('system-a', { revokeAuthority: { authority: 'other-authority' } }).code,
    ).toBe('badAction');
    expect(() => own.order('reader-1', own.orderOf(id))).toThrow('signer-revoked');
    expect(
      own.state.registry
        .all('officer')
        .some(
          ({ role, revokedHeight }) =>
            role === OfficerRole.supervisionOfficer && revokedHeight === 0,
        ),
    ).toBe(true);
  });
});

function sealingKeyElement(): Uint8Array {
  return chain.sealed({ seed: 'another' }).envelope.c0;
}
