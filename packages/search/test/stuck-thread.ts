// A thread inside a call that does not return before the gate is opened.
import { parentPort, workerData } from 'node:worker_threads';

const { gate } = workerData as { readonly gate: Int32Array<SharedArrayBuffer> };

parentPort?.on('message', () => {
  Atomics.wait(gate, 0, 0);
  parentPort?.close();
});
