// The thread in which SQLite works: its calls are synchronous. One writes, one reads.
import { parentPort, workerData } from 'node:worker_threads';
import { SearchError } from '../errors.ts';
import { Blinder } from '../indexed-form.ts';
import { IndexReader } from './index-reader.ts';
import { IndexWriter } from './index-writer.ts';
import type { Answer, AnswerMessage, Task, TaskMessage, WorkerSettings } from './messages.ts';

const settings = workerData as WorkerSettings;
const blinder = new Blinder(settings.blindKey);
let side: IndexWriter | IndexReader | undefined;

parentPort?.on('message', ({ number, task }: TaskMessage) => {
  const message: AnswerMessage = { number, answer: answerTo(task) };
  parentPort?.postMessage(message);
  // Ended from within: ending a thread from outside can meet it inside a native call.
  if (task.type === 'close') parentPort?.close();
});

function answerTo(task: Task): Answer {
  try {
    return { ok: true, value: carryOut(task) };
  } catch (error) {
    if (error instanceof SearchError) {
      return { ok: false, code: error.code, message: error.message };
    }
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ok: false, code: 'SEARCH_FAILED', message };
  }
}

function carryOut(task: Task): unknown {
  if (task.type === 'close') return close();
  // Opened with the first task, so that its errors are told to whoever asked.
  side ??= open();
  if (side instanceof IndexReader) return task.type === 'query' ? side.query(task.query) : no(task);
  switch (task.type) {
    case 'query':
      return no(task);
    case 'replace':
      return side.replace(task.batch);
    case 'add':
      return side.add(task.batch);
    case 'span':
      return side.span(task.origin, task.first);
    default:
      return side[task.type]();
  }
}

function no({ type }: Task): never {
  throw new SearchError('SEARCH_FAILED', `the side that is to ${settings.role} was asked: ${type}`);
}

function open(): IndexWriter | IndexReader {
  const { chainId, path, role } = settings;
  return role === 'read' ? new IndexReader(path, blinder) : new IndexWriter(path, chainId, blinder);
}

function close(): void {
  side?.close();
  side = undefined;
}
