import { randomBytes } from '@mingjing/crypto/node';
import { encodeElement, GENERATOR, secretScalar, times } from '@mingjing/crypto/ristretto';
import {
  type ProofCheck,
  proofCheckId,
  proveEnvelope,
  provePossession,
  sealContent,
} from '@mingjing/disclosure';
import { afterEach, describe, expect, test } from 'vitest';
import { HelpedVerifier, type Helper } from '../../src/verification/helped-verifier.ts';
import { nativeVerifier } from '../../src/verification/native-verifier.ts';
import { plainProof } from '../../src/verification/plain-proof.ts';

const chainId = 'trial-0123456789abcdef';
const opened: HelpedVerifier[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((verifier) => verifier.close()));
});

function helped(options: Partial<ConstructorParameters<typeof HelpedVerifier>[0]> = {}) {
  const lost: unknown[] = [];
  const given = {
    ...{ helpers: 2, proofsHere: 0, lost: (cause: unknown) => lost.push(cause) },
    ...options,
  };
  const verifier = new HelpedVerifier(given);
  opened.push(verifier);
  return { verifier, lost };
}

function possession(isRight: boolean): ProofCheck {
  const secret = secretScalar(randomBytes(64));
  const context = randomBytes(20);
  const proof = provePossession(secret, { chainId, context }, randomBytes(64));
  const publicKey = encodeElement(times(GENERATOR, isRight ? secret : secret + 1n));
  return { kind: 'possession', publicKey, proof, chainId, context };
}

function envelope(isRight: boolean): ProofCheck {
  const [seal, key] = [1, 2].map(() =>
    encodeElement(times(GENERATOR, secretScalar(randomBytes(64)))),
  );
  const keys = { seal: seal as Uint8Array, recipients: [key as Uint8Array] };
  const sealed = sealContent({
    ...{ chainId, suite: 1, epoch: 1, keys, keyIds: [randomBytes(32)], content: randomBytes(9) },
    random: { opening: randomBytes(64), element: randomBytes(64) },
  });
  const place = { chainId, suite: 1, body: randomBytes(100) };
  const proof = proveEnvelope(sealed.envelope, keys, place, sealed.opening, randomBytes(64));
  const body = isRight ? place.body : randomBytes(100);
  return {
    kind: 'envelope',
    envelope: { ...sealed.envelope, proof },
    keys,
    place: { ...place, body },
  };
}

const mixed = () => [
  ...Array.from({ length: 9 }, (_, n) => possession(n % 3 !== 0)),
  ...[envelope(true), envelope(false), envelope(true)],
];
const expected = [false, true, true, false, true, true, false, true, true, true, false, true];

describe('proofs on threads', () => {
  test('have the verdicts of this thread, in order, several calls at once', async () => {
    const { verifier, lost } = helped();
    const checks = mixed();
    expect(await nativeVerifier.checkProofs(checks)).toEqual(expected);
    const calls = [checks, checks.slice(3), []];
    const verdicts = await Promise.all(calls.map((each) => verifier.checkProofs(each)));
    expect(verdicts).toEqual([expected, expected.slice(3), []]);
    expect(lost).toEqual([]);
  });

  test('are checked here when the thread ends, or after the end', async () => {
    const cause = new Error('out of memory');
    const fails = async () => {
      throw cause;
    };
    const start = (): Helper => {
      return { isEnded: false, verify: fails, checkProofs: fails, close: async () => undefined };
    };
    const { verifier, lost } = helped({ helpers: 1, start });
    expect(await verifier.checkProofs(mixed())).toEqual(expected);
    expect(lost).toEqual([cause]);
    await verifier.close();
    expect(await verifier.checkProofs(mixed())).toEqual(expected);
  });

  test('are checked here until a thread is worth its start', async () => {
    const given: number[] = [];
    let threads = 0;
    const start = (): Helper => {
      threads += 1;
      return {
        ...{ isEnded: false, verify: nativeVerifier.verifyMany, close: async () => undefined },
        checkProofs: (checks) => {
          given.push(checks.length);
          return nativeVerifier.checkProofs(checks);
        },
      };
    };
    const { verifier } = helped({ helpers: 1, proofsHere: 20, start });
    expect(await verifier.checkProofs(mixed())).toEqual(expected);
    expect(threads).toBe(0);
    expect(await verifier.checkProofs(mixed())).toEqual(expected);
    expect([threads, ...given]).toEqual([1, 8, 4]);
    expect(await verifier.checkProofs(mixed().slice(0, 1))).toEqual([false]);
    expect([threads, ...given]).toEqual([1, 8, 4, 1]);
  });

  test('travel with bytes of their own, and mean the same', () => {
    for (const check of [possession(true), envelope(true)]) {
      const plain = plainProof(check);
      expect(proofCheckId(plain)).toEqual(proofCheckId(check));
      const bytes = plain.kind === 'envelope' ? plain.envelope.c0 : plain.proof;
      expect(bytes.buffer.byteLength).toBe(bytes.length);
    }
  });
});
