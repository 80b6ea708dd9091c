// Loaded before a program: code inside it that asks on and on for what no configuration lists, and
// listens where nobody declared a port.
//
//   NODE_OPTIONS=--import=…/stray-connection.ts node node/src/main.ts start …
import { createServer } from 'node:net';
import { isMainThread } from 'node:worker_threads';

const EVERY_MS = 500;

setInterval(() => {
  fetch('http://127.0.0.9:4444/').catch(() => undefined);
}, EVERY_MS).unref();

// It is loaded into the threads of the program as well, which share its sockets.
if (isMainThread) {
  createServer((socket) => socket.end('stray'))
    .listen(0, '127.0.0.9')
    .unref();
}
