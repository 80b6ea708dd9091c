import { signPortable } from '@mingjing/crypto';
import {
  AttachmentRole,
  bodyCodec,
  recordId,
  transactionCodec,
  transactionId,
  transactionSigningBytes,
} from '@mingjing/protocol';
import { author, bytes, chainId, genesis } from './chain.ts';

const CIPHERTEXT = bytes(32, 12);
const envelope = {
  ...{ epoch: 1, c0: bytes(32, 1), cs: bytes(32, 2), keyCheck: bytes(32, 3) },
  ...{ ciphertext: CIPHERTEXT, proof: bytes(64, 4) },
  recipients: [{ keyId: bytes(32, 5), publicKey: bytes(32, 6), wrapped: bytes(32, 7) }],
};

/** A signed publication of one private record with so many attachments, its ciphertext the last. */
export function privateRecord(attachments: number) {
  const refs = Array.from({ length: attachments }, (_, index) => {
    const isLast = index === attachments - 1;
    const role = isLast ? AttachmentRole.ciphertext : AttachmentRole.content;
    return { commitment: isLast ? CIPHERTEXT : bytes(32, 100 + index), sizeBytes: 10, role };
  });
  const body = bodyCodec.encode({
    ...{ chainId, signer: author.keyId, validUntil: genesis.time, unique: bytes(16, attachments) },
    recordsPublish: { records: [{ category: 1, subject: 's', attachments: refs, envelope }] },
  });
  const signature = signPortable(author.seed, transactionSigningBytes(chainId, body));
  const transaction = transactionCodec.encode({ body, signature });
  return { transaction, id: recordId(transactionId(chainId, body), 0) };
}
