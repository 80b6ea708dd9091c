// A thread of its own for one derivation: the page goes on, and its memory goes with it.
import { type Derivation, deriveHere } from './derivation.ts';

globalThis.addEventListener('message', ({ data }: MessageEvent<Derivation>) => {
  postMessage(deriveHere(data));
});
