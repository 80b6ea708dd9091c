import { assert } from '@mingjing/crypto';
import {
  type Body,
  bodyCodec,
  type Message,
  transactionCodec,
  transactionHash,
  transactionId,
  transactionSigningBytes,
  UNIQUE_BYTES,
} from '@mingjing/protocol';

export interface TransactionParts {
  readonly chainId: string;
  readonly message: Message;
  /** Block time in ms from which on the transaction is no longer taken. */
  readonly validUntil: number;
  /** 16 random bytes: two transactions that say the same are two acts. */
  readonly unique: Uint8Array;
  /** Id of the signer's enrolled key, 32 bytes. */
  readonly keyId: Uint8Array;
  /** Ed25519 over exactly these bytes, 64 bytes. */
  readonly sign: (message: Uint8Array) => Uint8Array;
}

export interface ComposedTransaction {
  readonly bytes: Uint8Array;
  readonly id: Uint8Array;
  readonly hash: Uint8Array;
}

/** A signed transaction in its canonical bytes, with the id and hash it will be known by. */
export function composeTransaction(parts: TransactionParts): ComposedTransaction {
  const draft = draftTransaction(parts);
  return draft.signed(parts.sign(draft.signingBytes));
}

/** A transaction before its signature, for keys that sign elsewhere or later. */
export interface TransactionDraft {
  /** What the key signs: exactly these bytes. */
  readonly signingBytes: Uint8Array;
  signed(signature: Uint8Array): ComposedTransaction;
}

export function draftTransaction(parts: Omit<TransactionParts, 'sign'>): TransactionDraft {
  const { chainId, message, validUntil, unique, keyId } = parts;
  assert(unique.length === UNIQUE_BYTES, 'a transaction has 16 unique bytes');
  assert(keyId.length === 32, 'a key id has 32 bytes');
  const fields: Body = { chainId, signer: keyId, validUntil, unique };
  const body = bodyCodec.encode({ ...fields, [message.type]: message.value });
  return {
    signingBytes: transactionSigningBytes(chainId, body),
    signed(signature) {
      assert(signature.length === 64, 'a signature has 64 bytes');
      const bytes = transactionCodec.encode({ body, signature });
      return { bytes, id: transactionId(chainId, body), hash: transactionHash(chainId, bytes) };
    },
  };
}
