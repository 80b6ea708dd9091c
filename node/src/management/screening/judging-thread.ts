// A thread that judges texts and nothing else: it holds no key and opens no file.
import { parentPort } from 'node:worker_threads';
import { readingsOf, Screener, type Verdict, windowsOf } from '@mingjing/screening';
import type { JudgingOrder } from './text-judge.ts';

let screeners: Screener[] = [];

parentPort?.on('message', (order: JudgingOrder) => {
  // Ended from within: ending a thread from outside can meet it inside a native call.
  if (order.type === 'close') return parentPort?.close();
  if (order.type === 'use') {
    screeners = order.ruleSets.map((ruleSet) => new Screener(ruleSet));
    return parentPort?.postMessage([]);
  }
  parentPort?.postMessage(order.texts.map(verdictsOn));
});

function verdictsOn(text: string): Verdict[] {
  return readingsOf(text).flatMap(windowsOf).flatMap(verdictsOnWindow);
}

function verdictsOnWindow(window: string): Verdict[] {
  return screeners.map((screener) => {
    const screening = screener.screen(window);
    // Texts come well-formed, and windows have the screener's size.
    if (!screening.ok) throw new Error(`a text that cannot be judged: ${screening.reason}`);
    return screening.verdict;
  });
}
