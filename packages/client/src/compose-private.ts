import { type Envelope, type EnvelopeKeys, proveEnvelope, sealContent } from '@mingjing/disclosure';
import {
  AttachmentRole,
  type Body,
  bodyWithoutProofs,
  commitmentOf,
  ENVELOPE_RECIPIENTS_MAX,
  type EnvelopeRecipient,
  type RecordEnvelope,
  type RecordItem,
  recordId,
  SALT_BYTES,
  UNIQUE_BYTES,
} from '@mingjing/protocol';
import type { ComposedRecord, Publication, PublishOptions } from './compose-publish.ts';
import { composeTransaction } from './compose-transaction.ts';
import { sealedBytes } from './private-document.ts';
import { type DocumentRefusal, documentFault, type PublishDocument } from './publish-document.ts';

/** Bytes that authenticate a ciphertext: it is so much longer than what is in it. */
const SEAL_BYTES = 16;
const WIDE_BYTES = 64;

/** Whose registered key opens the record. */
export interface PrivateRecipient {
  readonly keyId: Uint8Array;
  readonly publicKey: Uint8Array;
}

export interface PrivateOptions extends PublishOptions {
  readonly suite: number;
  /** Number of the epoch, and the sum of the public keys of its two sides. */
  readonly epoch: number;
  readonly seal: Uint8Array;
  /** 1 to 8, each once; whoever writes and wants to read names himself. */
  readonly recipients: readonly PrivateRecipient[];
}

export type PrivateRefusal = DocumentRefusal | 'recipients-count' | 'recipient-twice';

export type PrivateResult =
  | { readonly ok: true; readonly value: Publication }
  | { readonly ok: false; readonly reason: PrivateRefusal };

/**
 * Puts a document on record that only its recipients read, and the authority with custodians under
 * an order: name and content are sealed together, the ciphertext is the record's one attachment.
 * One transaction for each, since its proof is bound to the whole of it. Pure but for what is
 * injected.
 */
export function composePrivate(document: PublishDocument, options: PrivateOptions): PrivateResult {
  const reason = fault(document, options);
  if (reason !== undefined) return { ok: false, reason };
  const { chainId, suite, epoch, recipients, random, seal } = options;
  const keys = { seal, recipients: recipients.map(({ publicKey }) => publicKey) };
  const sealed = sealContent({
    ...{ chainId, suite, epoch, keys, content: sealedBytes(document) },
    keyIds: recipients.map(({ keyId }) => keyId),
    random: { opening: random(WIDE_BYTES), element: random(WIDE_BYTES) },
  });
  const content = { salt: random(SALT_BYTES), content: sealed.ciphertext };
  const attachment = {
    commitment: commitmentOf(chainId, content.salt, content.content),
    sizeBytes: content.content.length,
    role: AttachmentRole.ciphertext,
  };
  const frame = frameOf(options);
  const recordOf = (proof: Uint8Array): RecordItem => ({
    category: document.category ?? 0,
    subject: document.subject ?? '',
    attachments: [attachment],
    envelope: recordEnvelope({ ...sealed.envelope, proof }, keys, attachment.commitment),
  });
  const unproved = { records: [recordOf(new Uint8Array(0))] };
  const body = bodyWithoutProofs({ ...frame, recordsPublish: unproved });
  const place = { chainId, suite, body };
  const proof = proveEnvelope(sealed.envelope, keys, place, sealed.opening, random(WIDE_BYTES));
  const { bytes, id } = composeTransaction({
    ...{ chainId, keyId: options.keyId, sign: options.sign },
    ...{ validUntil: frame.validUntil, unique: frame.unique },
    message: { type: 'recordsPublish', value: { records: [recordOf(proof)] } },
  });
  const composed: ComposedRecord = {
    ...{ fileName: document.fileName, id: recordId(id, 0), transactionId: id, index: 0 },
    attachments: [{ ...attachment, salt: content.salt }],
  };
  const requests = [[{ transaction: bytes, attachments: [content] }]];
  return { ok: true, value: { requests, records: [composed] } };
}

function fault(
  document: PublishDocument,
  { recipients, limits }: PrivateOptions,
): PrivateRefusal | undefined {
  const found = documentFault(document, limits);
  if (found !== undefined) return found;
  const size = sealedBytes(document).length + SEAL_BYTES;
  if (size > limits.attachmentSizeMax) return 'file-too-large';
  if (recipients.length < 1 || recipients.length > ENVELOPE_RECIPIENTS_MAX) {
    return 'recipients-count';
  }
  const names = new Set(recipients.map(({ keyId }) => String(keyId)));
  return names.size < recipients.length ? 'recipient-twice' : undefined;
}

function frameOf({ chainId, keyId, limits, random, now, validForMs }: PrivateOptions): Body {
  const validFor = validForMs ?? Math.floor(limits.replayWindowMs / 2);
  const [signer, validUntil] = [keyId, now() + validFor];
  return { chainId, signer, validUntil, unique: random(UNIQUE_BYTES) };
}

/** An envelope as a body carries it, with the registered keys and what its ciphertext is in. */
export function recordEnvelope(
  { epoch, c0, cs, keyCheck, proof, recipients }: Envelope,
  keys: EnvelopeKeys,
  ciphertext: Uint8Array,
): RecordEnvelope {
  const named = recipients.map(
    ({ keyId, wrapped }, i): EnvelopeRecipient => ({
      ...{ keyId, wrapped },
      publicKey: keys.recipients[i] as Uint8Array,
    }),
  );
  return { epoch, c0, cs, keyCheck, proof, ciphertext, recipients: named };
}
