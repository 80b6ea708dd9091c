import { assert } from '../assert.ts';
import { hexToBytes } from '../bytes.ts';
import { verifyPortable } from '../ed25519-portable.ts';
import type { VerifySignature } from '../enrolment.ts';
import { SelfTestError } from './errors.ts';
import { SELF_TEST_VECTORS } from './self-test-vectors.ts';
import { verify } from './verify.ts';

/**
 * Runs the embedded vectors through the native verifier and the portable reference, some 25 ms
 * at start-up. Throws `SelfTestError` on any difference: a node whose native library judges
 * differently from the others would fork off, so it must refuse to validate.
 * `nativeVerify` is an argument so that a test can show the failure.
 */
export function selfTest(nativeVerify: VerifySignature = verify): void {
  for (const vector of SELF_TEST_VECTORS) {
    const publicKey = fromHex(vector.publicKey);
    const message = fromHex(vector.message);
    const signature = fromHex(vector.signature);
    if (nativeVerify(publicKey, message, signature) !== vector.valid) {
      throw new SelfTestError(vector.name, 'the native verifier gives the wrong verdict');
    }
    if (verifyPortable(publicKey, message, signature) !== vector.valid) {
      throw new SelfTestError(vector.name, 'the portable verifier gives the wrong verdict');
    }
  }
}

function fromHex(hex: string): Uint8Array {
  const bytes = hexToBytes(hex);
  assert(bytes !== undefined, 'embedded vectors are hex');
  return bytes;
}
