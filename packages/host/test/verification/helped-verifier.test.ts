import { randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import type { SignatureCheck } from '@mingjing/replica';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { HelpedVerifier, type Helper } from '../../src/verification/helped-verifier.ts';
import { nativeVerifier } from '../../src/verification/native-verifier.ts';
import { packChecks, unpackChecks } from '../../src/verification/packed-checks.ts';

/** Enough to be shared, and no whole number of chunks. */
const MANY = 700;

const opened: HelpedVerifier[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((verifier) => verifier.close()));
});

function helped(options: Partial<ConstructorParameters<typeof HelpedVerifier>[0]> = {}) {
  const lost: unknown[] = [];
  const verifier = new HelpedVerifier({
    helpers: 2,
    lost: (cause) => lost.push(cause),
    ...options,
  });
  opened.push(verifier);
  return { verifier, lost };
}

/** Every seventh is wrong in one of four ways. */
function mixedChecks(count: number): SignatureCheck[] {
  const signer = signerFromSeed(randomBytes(32));
  return Array.from({ length: count }, (_, index) => {
    const message = new TextEncoder().encode(`message ${index}`);
    const signature = signer.sign(message);
    const check = { publicKey: signer.publicKey, message, signature };
    if (index % 7 !== 0) return check;
    const faults: SignatureCheck[] = [
      { ...check, signature: signature.map((byte, at) => (at === 40 ? byte ^ 1 : byte)) },
      { ...check, signature: signature.subarray(1) },
      { ...check, publicKey: new Uint8Array(0) },
      { ...check, message: new Uint8Array(0) },
    ];
    return faults[(index / 7) % faults.length] as SignatureCheck;
  });
}

describe('verification shared with threads', () => {
  test('the verdicts are those of one thread, in order', async () => {
    const { verifier, lost } = helped();
    const checks = mixedChecks(MANY);
    const expected = await nativeVerifier.verifyMany(checks);
    expect(await verifier.verifyMany(checks)).toEqual(expected);
    expect(expected.filter((verdict) => !verdict)).toHaveLength(MANY / 7);
    expect(lost).toEqual([]);
  });

  test('several calls at once do not mix', async () => {
    const { verifier } = helped({ helpers: 1 });
    const all = [mixedChecks(MANY), mixedChecks(MANY - 1), mixedChecks(3)];
    const expected = await Promise.all(all.map((checks) => nativeVerifier.verifyMany(checks)));
    const verdicts = await Promise.all(all.map((checks) => verifier.verifyMany(checks)));
    expect(verdicts).toEqual(expected);
  });

  test('few checks start no thread', async () => {
    const start = (): Helper => expect.fail('a thread was started');
    const { verifier } = helped({ start });
    expect(await verifier.verifyMany(mixedChecks(255))).toHaveLength(255);
  });

  test('what a thread that ends was given is verified all the same, and told', async () => {
    let isEnded = false;
    const cause = new Error('out of memory');
    const start = (): Helper => ({
      get isEnded() {
        return isEnded;
      },
      verify: async () => {
        isEnded = true;
        throw cause;
      },
      checkProofs: async () => {
        isEnded = true;
        throw cause;
      },
      close: async () => undefined,
    });
    const { verifier, lost } = helped({ helpers: 1, start });
    const checks = mixedChecks(MANY);
    expect(await verifier.verifyMany(checks)).toEqual(await nativeVerifier.verifyMany(checks));
    expect(lost).toEqual([cause]);
  });

  test('closed in the middle of a call, it answers and nothing is lost', async () => {
    const { verifier, lost } = helped();
    const checks = mixedChecks(MANY);
    const verdicts = verifier.verifyMany(checks);
    await verifier.close();
    expect(await verdicts).toEqual(await nativeVerifier.verifyMany(checks));
    expect(lost).toEqual([]);
    expect(await verifier.verifyMany(checks)).toEqual(await verdicts);
  });
});

test('checks travel as they are, whatever their lengths', () => {
  const bytes = fc.uint8Array({ maxLength: 40 });
  const check = fc.record({ publicKey: bytes, message: bytes, signature: bytes });
  fc.assert(
    fc.property(fc.array(check, { maxLength: 20 }), (checks) => {
      expect(unpackChecks(packChecks(checks))).toEqual(checks);
    }),
  );
});
