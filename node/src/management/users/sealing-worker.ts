// A thread that seals identities and nothing else: it signs nothing and opens no file.
import { parentPort } from 'node:worker_threads';
import { composeIdentitySeal } from '@mingjing/client';
import { randomBytes } from '@mingjing/crypto/node';
import type { SealingTask } from './sealing-thread.ts';

parentPort?.on('message', (task: SealingTask | 'close') => {
  // Ended from within: ending a thread from outside can meet it inside a native call.
  if (task === 'close') return parentPort?.close();
  const { document, options } = task;
  parentPort?.postMessage(composeIdentitySeal(document, { ...options, random: randomBytes }));
});
