import { bytesToHex } from '@mingjing/crypto';
import { encodeElement, GENERATOR, times } from '@mingjing/crypto/ristretto';
import { checkProof, type ProofCheck } from '@mingjing/disclosure';
import {
  type RecordEnvelope,
  type RecordItem,
  RegistryKind,
  recipientKeyId,
} from '@mingjing/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currentEpochOf, proofChecksOf } from '../src/index.ts';
import { bytes, TestChain } from './chain.ts';
import { envelopeKey, epochPlanned, keyAct, privateRecord, SupervisedChain } from './supervised.ts';

const chain = new SupervisedChain();

describe('a key for envelopes', () => {
  it('is registered once, by its holder, and the one before is revoked with it', () => {
    const own = new SupervisedChain();
    const { registry } = own.state;
    const keyOf = (holder: string) =>
      bytesToHex(registry.get('envelopeHolder', holder)?.keyId ?? bytes(0, 0));
    const first = recipientKeyId(envelopeKey('alice'));
    expect(keyOf('user/alice')).toBe(bytesToHex(first));
    expect(keyOf('organisation/org-a')).toBe(bytesToHex(recipientKeyId(envelopeKey('org-a'))));
    expect(own.act('alice', keyAct('alice'))).toBe('keyRefused');
    expect(own.act('bob', keyAct('alice', 'bob'))).toBe('keyRefused');
    expect(own.act('alice', keyAct('alice-2', 'alice'))).toBe('done');
    expect(registry.get('envelopeKey', first)?.revokedHeight).toBe(own.state.height);
    expect(keyOf('user/alice')).toBe(bytesToHex(recipientKeyId(envelopeKey('alice-2'))));
  });

  it.each([
    ['reviewer-a', RegistryKind.organisation],
    ['system-a', RegistryKind.organisation],
    ['reader-1', RegistryKind.organisation],
  ])('is no organisation’s when %s registers it', (signer, kind) => {
    const holder = signer === 'reader-1' ? 'authority' : 'org-a';
    expect(chain.act(signer, keyAct(`of ${signer}`, holder, kind))).toBe('signerNotPermitted');
  });

  it('is none when its possession is proved for another holder, or of another key', () => {
    const foreign = chain.sign('bob', keyAct('bob-2', 'alice'));
    expect(chain.isProved(foreign)).toBe(false);
    const { envelopeKeyRegister: key } = keyAct('bob-3', 'bob') as never as {
      envelopeKeyRegister: { publicKey: Uint8Array; possession: Uint8Array };
    };
    const other = { ...key, publicKey: envelopeKey('alice-9') };
    expect(chain.isProved(chain.sign('bob', { envelopeKeyRegister: other }))).toBe(false);
    const neutral = { ...key, publicKey: bytes(32, 0) };
    expect(chain.isProved(chain.sign('bob', { envelopeKeyRegister: neutral }))).toBe(false);
  });
});

describe('a private record', () => {
  it('is published to one and to several, alone and in a batch with others', () => {
    expect(chain.publishPrivate('alice').code).toBe('done');
    expect(chain.publishPrivate('alice', [{ recipients: ['alice', 'bob', 'org-a'] }]).code).toBe(
      'done',
    );
    const batch = [{ seed: 'one' }, { seed: 'two', recipients: ['bob'] }];
    expect(chain.publishPrivate('alice', batch).code).toBe('done');
  });

  it('is refused for keys that are not registered, revoked, or another’s', () => {
    const own = new SupervisedChain();
    expect(own.publishPrivate('alice', [{ recipients: ['alice', 'nobody'] }]).code).toBe(
      'recipientUnknown',
    );
    own.act('bob', keyAct('bob-2', 'bob'));
    expect(own.publishPrivate('alice', [{ recipients: ['bob'] }]).code).toBe('recipientUnknown');
    expect(own.publishPrivate('alice', [{ recipients: ['bob-2'] }]).code).toBe('done');
  });

  it('is refused where its authority does not look, and to users who may not write', () => {
    expect(chain.publishPrivate('tess', [{ recipients: ['tess'] }]).code).toBe('outOfScope');
    expect(chain.publishPrivate('reviewer-a').code).toBe('signerNotPermitted');
  });

  it('has a place in no block when it is sealed to an epoch that there is not', () => {
    const epoch = epochPlanned({ number: 9 });
    const transaction = chain.publication('alice', [{ epoch }]);
    expect(proofChecksOf(chain.state.registry, transaction)).toBe('epoch-unknown');
    expect(chain.isProved(transaction)).toBe(false);
  });

  it('stays with its epoch, and a new one is sealed to the new keys', () => {
    const own = new SupervisedChain();
    const before = own.epoch();
    const { code, id } = own.publishPrivate('alice');
    expect(code).toBe('done');
    expect(own.carry({ startEpoch: epochPlanned({ number: 2 }) })).toMatchObject({ status: 2 });
    expect(currentEpochOf(own.state.registry, 'authority')?.number).toBe(2);
    expect(own.publishPrivate('alice', [{ epoch: before }]).code).toBe('epochNotCurrent');
    expect(own.publishPrivate('alice').code).toBe('done');
    expect(own.granted(own.orderOf(id))).toHaveLength(32);
  });

  it('is amended with a new envelope, which is read by the id of its version', () => {
    const own = new SupervisedChain();
    const { id } = own.publishPrivate('alice', [{ seed: 'first' }]);
    const sealing = { seed: 'second' };
    const record = privateRecord(own.sealed(sealing).envelope);
    const later = own.signProved('alice', { recordsAmend: { recordId: id, record } }, [sealing], 7);
    expect(own.block([later]).results).toEqual([0]);
    const version = Uint8Array.from([...later.id, 0, 0, 0, 0]);
    expect(own.order('reader-1', own.orderOf(version)).code).toBe('done');
    expect(own.order('reader-1', { ...own.orderOf(version), recordId: id }).code).toBe(
      'pointWrong',
    );
    const again = { recordId: version, reason: 1 };
    expect(own.act('alice', { recordsWithdraw: again })).toBe('unknownRecord');
  });
});

describe('the proof of a private record', () => {
  const sealings = [{ seed: 'held', recipients: ['alice', 'bob'] }];
  const genuine = chain.publication('alice', sealings);
  const [check] = proofChecksOf(chain.state.registry, genuine) as ProofCheck[];
  const [record] = (genuine.message.value as { records: RecordItem[] }).records as [RecordItem];
  const envelope = record.envelope as RecordEnvelope;
  const isTaken = (
    signer: string,
    change: Partial<RecordEnvelope>,
    of: Partial<RecordItem> = {},
  ) => {
    const copied = { ...record, ...of, envelope: { ...envelope, ...change } };
    return chain.isProved(chain.sign(signer, { recordsPublish: { records: [copied] } }));
  };

  it('holds for its body, and has no worth in another one', () => {
    expect(check && checkProof(check)).toBe(true);
    // The same record under the same key, signed once more: another body.
    expect(isTaken('alice', {})).toBe(false);
    expect(isTaken('bob', {})).toBe(false);
    expect(isTaken('alice', {}, { subject: 'contract/2' })).toBe(false);
  });

  it('is nobody’s who copies C0 and Cs into a record of his own', () => {
    const own = chain.sealed({ seed: 'mine', recipients: ['bob'] }).envelope;
    const { c0, cs, proof } = envelope;
    for (const parts of [
      { c0, cs },
      { c0, cs, proof },
      { c0 },
      { cs },
      { c0, cs, keyCheck: envelope.keyCheck },
    ]) {
      const copied = privateRecord({ ...own, ...parts });
      const transaction = chain.sign('bob', { recordsPublish: { records: [copied] } });
      expect(chain.isProved(transaction)).toBe(false);
    }
  });

  it('is refused with any one byte changed', () => {
    const fields = ['c0', 'cs', 'keyCheck', 'proof'] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...fields),
        fc.nat(63),
        fc.integer({ min: 1, max: 255 }),
        (field, at, by) => {
          const changed = Uint8Array.from(envelope[field]);
          changed[at % changed.length] = (changed[at % changed.length] as number) ^ by;
          return !isTaken('alice', { [field]: changed });
        },
      ),
      { numRuns: 20 },
    );
  });

  it('is refused when C0 is randomised once more with it', () => {
    const more = encodeElement(times(GENERATOR, 5n));
    expect(isTaken('bob', { c0: more })).toBe(false);
  });

  it('is checked for each record of a batch', () => {
    const [first, second] = [{ seed: 'a' }, { seed: 'b' }];
    const batch = chain.publication('alice', [first, second]);
    const { records } = batch.message.value as { records: RecordItem[] };
    expect(chain.isProved(batch)).toBe(true);
    expect(proofChecksOf(chain.state.registry, batch)).toHaveLength(2);
    const swapped = chain.sign('alice', { recordsPublish: { records: records.toReversed() } });
    expect(chain.isProved(swapped)).toBe(false);
  });

  it('is none of a public record, which costs nothing here', () => {
    const plain = new TestChain();
    const records = [{ category: 1, subject: '', attachments: [] }];
    const transaction = plain.sign('alice', { recordsPublish: { records } });
    expect(proofChecksOf(plain.state.registry, transaction)).toEqual([]);
  });
});

describe('an identity', () => {
  it('is sealed by its organisation, to the organisation’s own key', () => {
    const own = new SupervisedChain();
    const sealing = (seed: string, recipients = ['org-a']) => ({ seed, recipients });
    expect(own.sealIdentity('node-a statement', 'alice', sealing('i-1'))).toBe('done');
    expect(own.sealIdentity('reviewer-a', 'alice', sealing('i-2', ['org-a', 'alice']))).toBe(
      'done',
    );
    expect(own.state.registry.get('identityEnvelope', 'alice')?.envelopes).toHaveLength(2);
    expect(own.sealIdentity('reviewer-a', 'alice', sealing('i-2'))).toBe('alreadyExists');
    expect(own.sealIdentity('reviewer-a', 'alice', sealing('i-3', ['alice']))).toBe(
      'recipientUnknown',
    );
    expect(own.sealIdentity('node-b statement', 'alice', sealing('i-4'))).toBe(
      'signerNotPermitted',
    );
    expect(own.sealIdentity('alice', 'alice', sealing('i-5'))).toBe('signerNotPermitted');
    expect(own.sealIdentity('reader-1', 'alice', sealing('i-6'))).toBe('signerNotPermitted');
    expect(own.sealIdentity('node-a statement', 'nobody', sealing('i-7'))).toBe('unknownSubject');
    for (let n = 3; n <= 16; n += 1) own.sealIdentity('node-a statement', 'bob', sealing(`b-${n}`));
    own.sealIdentity('node-a statement', 'bob', sealing('b-1'));
    own.sealIdentity('node-a statement', 'bob', sealing('b-2'));
    expect(own.sealIdentity('node-a statement', 'bob', sealing('b-17'))).toBe('tooMany');
  });
});
