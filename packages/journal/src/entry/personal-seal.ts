import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { AEAD_NONCE_BYTES, AEAD_TAG_BYTES, taggedBytes } from '@mingjing/crypto';
import { Tag } from '@mingjing/protocol';

const ALGORITHM = 'aes-256-gcm';
const OPTIONS = { authTagLength: AEAD_TAG_BYTES };
const PLACE_BYTES = 9;

/** Where an entry stands; bound into the sealed bytes so that they cannot be moved elsewhere. */
export interface Place {
  readonly source: number;
  readonly index: number;
}

/*
 *   stored bytes of the personal group:
 *   nonce 12 | AES-256-GCM(field key, canonical PersonalGroup) | tag 16
 *   additional data: 0x02 | 'entry-personal' | chain id | source u8 | index u64 BE
 *
 * The nonce is random: after a crash an index whose entry was never acknowledged is used again
 * with other content, so a nonce made of the index could repeat under one key.
 */

/** Seals and opens personal groups of one chain. */
export function personalSeal(chainId: string) {
  const aad = taggedBytes(Tag.entryPersonal, chainId, new Uint8Array(PLACE_BYTES));
  const place = new DataView(aad.buffer, aad.byteOffset + aad.length - PLACE_BYTES);
  const setPlace = ({ source, index }: Place) => {
    place.setUint8(0, source);
    place.setBigUint64(1, BigInt(index));
  };
  return {
    seal(key: KeyObject, nonce: Uint8Array, plain: Uint8Array, at: Place): Uint8Array {
      setPlace(at);
      const cipher = createCipheriv(ALGORITHM, key, nonce, OPTIONS);
      cipher.setAAD(aad);
      const sealed = new Uint8Array(AEAD_NONCE_BYTES + plain.length + AEAD_TAG_BYTES);
      sealed.set(nonce, 0);
      sealed.set(cipher.update(plain), AEAD_NONCE_BYTES);
      cipher.final();
      sealed.set(cipher.getAuthTag(), AEAD_NONCE_BYTES + plain.length);
      return sealed;
    },

    /** The plain bytes, or undefined when they were not sealed with this key at this place. */
    open(key: KeyObject, sealed: Uint8Array, at: Place): Uint8Array | undefined {
      const end = sealed.length - AEAD_TAG_BYTES;
      if (end < AEAD_NONCE_BYTES) return undefined;
      setPlace(at);
      const nonce = sealed.subarray(0, AEAD_NONCE_BYTES);
      const decipher = createDecipheriv(ALGORITHM, key, nonce, OPTIONS);
      decipher.setAAD(aad);
      decipher.setAuthTag(sealed.subarray(end));
      const plain = new Uint8Array(decipher.update(sealed.subarray(AEAD_NONCE_BYTES, end)));
      try {
        decipher.final();
      } catch {
        // `final` compares the tag and has nothing else to report.
        return undefined;
      }
      return plain;
    },
  };
}
