// The yardstick of this bench: what one native signature check costs on this machine just now.
import { randomBytes } from 'node:crypto';
import { generateSeed, signerFromSeed, verify } from '@mingjing/crypto/node';

const MESSAGE_BYTES = 200;
const KEYS = 16;

/** CPU microseconds of one verification of a 200-byte message, mean of `count`. */
export function timeVerifyUs(count: number): number {
  const cases = Array.from({ length: KEYS }, () => {
    const { publicKey, sign } = signerFromSeed(generateSeed());
    const message = randomBytes(MESSAGE_BYTES);
    return { publicKey, message, signature: sign(message) };
  });
  const before = process.cpuUsage();
  for (let index = 0; index < count; index += 1) {
    const { publicKey, message, signature } = cases[index % KEYS] as (typeof cases)[0];
    if (!verify(publicKey, message, signature)) throw new Error('a good signature was refused');
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}
