import { composeTransaction } from '@mingjing/client';
import { bytesToHex, envelopeKeyOf, hexToBytes } from '@mingjing/crypto';
import { loadKeyFile, randomBytes } from '@mingjing/crypto/node';
import { proveEnvelope, sealContent } from '@mingjing/disclosure';
import {
  AttachmentRole,
  bodyWithoutProofs,
  commitmentOf,
  type Message,
  type PoolItem,
  type RecordItem,
  recipientKeyId,
  recordId,
} from '@mingjing/protocol';
import type { Signing, TestNetwork } from './network.ts';

/**
 * A private record whose key check opens nothing, under a proof that holds: all recipients and the
 * authority open the same M, and M is of no use.
 */
export function garbageRecord(
  { chainId, genesis }: TestNetwork,
  { signing, keyFile }: { readonly signing: Signing; readonly keyFile: string },
  seal: string,
): { readonly item: PoolItem; readonly id: string } {
  const { publicKey } = envelopeKeyOf(loadKeyFile(keyFile).seed);
  const keyIds = [recipientKeyId(publicKey)];
  const keys = { seal: hexToBytes(seal) as Uint8Array, recipients: [publicKey] };
  const place = { chainId, suite: genesis.suite };
  const random = { opening: randomBytes(64), element: randomBytes(64) };
  const content = Buffer.from('nobody will read this');
  const sealed = sealContent({ ...place, epoch: 1, keys, keyIds, content, random });
  const attachment = { salt: randomBytes(32), content: sealed.ciphertext };
  const ciphertext = commitmentOf(chainId, attachment.salt, attachment.content);
  const { epoch, c0, cs, recipients } = sealed.envelope;
  const envelope = {
    ...{ epoch, c0, cs, ciphertext, keyCheck: randomBytes(32) },
    recipients: recipients.map((each) => ({ ...each, publicKey })),
  };
  const record = (proof: Uint8Array): RecordItem => ({
    ...{ category: 0, subject: '', envelope: { ...envelope, proof } },
    attachments: [
      {
        ...{ commitment: ciphertext, sizeBytes: attachment.content.length },
        role: AttachmentRole.ciphertext,
      },
    ],
  });
  const frame = { validUntil: Date.now() + 60_000, unique: randomBytes(16) };
  const unproved = { records: [record(new Uint8Array(0))] };
  const body = { chainId, signer: signing.keyId, ...frame, recordsPublish: unproved };
  const said = { ...sealed.envelope, keyCheck: envelope.keyCheck };
  const at = { ...place, body: bodyWithoutProofs(body) };
  const proof = proveEnvelope(said, keys, at, sealed.opening, randomBytes(64));
  const message: Message = { type: 'recordsPublish', value: { records: [record(proof)] } };
  const { bytes, id } = composeTransaction({ chainId, ...signing, ...frame, message });
  const item = { transaction: bytes, attachments: [attachment] };
  return { item, id: bytesToHex(recordId(id, 0)) };
}
