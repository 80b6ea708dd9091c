// A thread that verifies signatures and nothing else: it holds no key and opens no file.
import { parentPort } from 'node:worker_threads';
import { verify } from '@mingjing/crypto/node';
import { type PackedChecks, unpackChecks } from './packed-checks.ts';

parentPort?.on('message', (packed: PackedChecks | 'close') => {
  // Ended from within: ending a thread from outside can meet it inside a native call.
  if (packed === 'close') return parentPort?.close();
  const verdicts = unpackChecks(packed).map(({ publicKey, message, signature }) =>
    Number(verify(publicKey, message, signature)),
  );
  parentPort?.postMessage(Uint8Array.from(verdicts));
});
