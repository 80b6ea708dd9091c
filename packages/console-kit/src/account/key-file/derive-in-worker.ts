import type { Derivation } from './derivation.ts';

/** Derives in a thread that is made for it and ends with it; throws `key-not-derived`. */
export async function deriveInWorker(asked: Derivation): Promise<Uint8Array> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  try {
    return await new Promise<Uint8Array>((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<Uint8Array>) => resolve(data));
      // Above all a device without the memory that it takes.
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        reject(new Error('key-not-derived'));
      });
      worker.postMessage(asked);
    });
  } finally {
    worker.terminate();
  }
}
