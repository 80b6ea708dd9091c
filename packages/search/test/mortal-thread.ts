// The thread of the index with a fault of its own: it does not outlive the query for `LAST`.
import { parentPort } from 'node:worker_threads';
import '../src/embedded/index-worker.ts';
import type { TaskMessage } from '../src/embedded/messages.ts';
import { LAST } from './last-query.ts';

parentPort?.on('message', ({ task }: TaskMessage) => {
  if (task.type === 'query' && task.query.text === LAST) throw new Error('the last query');
});
