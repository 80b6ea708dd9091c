// The envelope of a private record, read from its receipt.
import { signPortable } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import {
  AttachmentRole,
  bodyCodec,
  receiptCodec,
  recordId,
  transactionCodec,
  transactionId,
  transactionSigningBytes,
} from '@mingjing/protocol';
import { expect, it } from 'vitest';
import {
  author,
  bytes,
  chainId,
  genesis,
  receiptAt,
  receiptBytes,
  trustedGenesisHash,
} from '../../proofs/test/chain.ts';
import { provedEnvelope } from '../src/index.ts';

const trust = { trustedGenesisHash, verify };
const envelope = {
  ...{ epoch: 1, c0: bytes(32, 1), cs: bytes(32, 2), keyCheck: bytes(32, 3) },
  ...{ ciphertext: bytes(32, 0), proof: bytes(64, 4) },
  recipients: [{ keyId: bytes(32, 5), publicKey: bytes(32, 6), wrapped: bytes(32, 7) }],
};

/** A receipt of a private record with so many attachments, and the id of the record. */
function receiptWith(count: number) {
  const attachments = Array.from({ length: count }, (_, index) => {
    const role = index === 0 ? AttachmentRole.ciphertext : AttachmentRole.content;
    return { commitment: bytes(32, index), sizeBytes: 10, role };
  });
  const body = bodyCodec.encode({
    ...{ chainId, signer: author.keyId, validUntil: genesis.time, unique: bytes(16, 1) },
    recordsPublish: { records: [{ category: 1, subject: '', attachments, envelope }] },
  });
  const signature = signPortable(author.seed, transactionSigningBytes(chainId, body));
  const transactions = [transactionCodec.encode({ body, signature })];
  const receipt = receiptCodec.encode({ ...receiptAt(0, { transactions }), attachments: [] });
  return { receipt, id: recordId(transactionId(chainId, body), 0) };
}

it('is found also where the chain allows more attachments than it did at its beginning', () => {
  const count = genesis.parameters.attachmentsPerTransactionMax + 1;
  for (const { id, receipt } of [receiptWith(1), receiptWith(count)]) {
    expect(provedEnvelope(receipt, id, trust)).toMatchObject({ chainId, envelope: { epoch: 1 } });
  }
});

it('is none in the receipt of another record, or of one that is not private', () => {
  const { id, receipt } = receiptWith(1);
  expect(provedEnvelope(receipt, id.with(0, (id[0] ?? 0) ^ 1), trust)).toBeUndefined();
  expect(provedEnvelope(receiptBytes, id, trust)).toBeUndefined();
});
