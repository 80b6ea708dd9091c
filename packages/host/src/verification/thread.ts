// A thread that verifies signatures and proofs and nothing else: it holds no key and opens no file.
import { parentPort } from 'node:worker_threads';
import { verify } from '@mingjing/crypto/node';
import { checkProof, type ProofCheck } from '@mingjing/disclosure';
import { type PackedChecks, unpackChecks } from './packed-checks.ts';

parentPort?.on('message', (packed: PackedChecks | readonly ProofCheck[] | 'close') => {
  // Ended from within: ending a thread from outside can meet it inside a native call.
  if (packed === 'close') return parentPort?.close();
  const verdicts = 'bytes' in packed ? signatures(packed) : packed.map(checkProof);
  parentPort?.postMessage(Uint8Array.from(verdicts, Number));
});

function signatures(packed: PackedChecks): boolean[] {
  return unpackChecks(packed).map(({ publicKey, message, signature }) =>
    verify(publicKey, message, signature),
  );
}
