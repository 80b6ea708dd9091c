// The key that a passphrase gives, made in a thread of its own: the page goes on meanwhile, and the
// thread ends with what it knew.

/** Throws `key-not-derived`, above all where a device lacks the memory. */
export async function derive(asked) {
  const worker = new Worker('/account/key-worker.js', { type: 'module' });
  try {
    return await new Promise((resolve, reject) => {
      worker.addEventListener('message', ({ data }) => resolve(data));
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
