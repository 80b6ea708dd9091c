// Loaded before a program: code inside it that asks on and on for what no configuration lists.
//
//   NODE_OPTIONS=--import=…/stray-connection.ts node node/src/main.ts start …
const EVERY_MS = 500;

setInterval(() => {
  fetch('http://127.0.0.9:4444/').catch(() => undefined);
}, EVERY_MS).unref();
