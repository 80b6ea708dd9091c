// What a connection that is refused costs the program, in CPU time: answered, and closed unread as
// that of a flood. Both run in a process of their own, so the visitors' own cost is not in it.
//
//   node packages/service/test/flood-cost.ts
import { type ChildProcess, fork } from 'node:child_process';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createHttpService, FloodGate } from '../src/index.ts';
import { RecordingJournal } from './recording-journal.ts';

const CONNECTIONS = 6000;
const AT_ONCE = 20;
/** Not measured: until what runs is compiled, and the source is a flood. */
const BEFORE = 2000;
/** One of the machine's own addresses that no command has. */
const SOURCE = '127.0.0.7';

if (process.send === undefined) {
  console.log(JSON.stringify({ answered: await cost(false), closed: await cost(true) }));
} else {
  process.on('message', (asked: { readonly hasGate?: boolean }) => void answer(asked));
}

/** CPU of the service for each connection, in microseconds. */
async function cost(hasGate: boolean): Promise<{ us: number; answered: number }> {
  const child = fork(fileURLToPath(import.meta.url));
  const { port } = await told<{ port: number }>(child, { hasGate });
  await visit(port, BEFORE);
  const begun = await told<number>(child, {});
  const answered = await visit(port, CONNECTIONS);
  const spent = (await told<number>(child, {})) - begun;
  child.kill();
  return { us: Math.round(spent / CONNECTIONS), answered };
}

function told<T>(child: ChildProcess, asked: object): Promise<T> {
  return new Promise((resolve) => {
    child.once('message', (answered) => resolve(answered as T));
    child.send(asked);
  });
}

/** The service: starts when it is told how, and otherwise says what it spent. */
async function answer({ hasGate }: { readonly hasGate?: boolean }): Promise<void> {
  if (hasGate === undefined) {
    const { system, user } = process.cpuUsage();
    process.send?.(user + system);
    return;
  }
  const service = createHttpService({
    ...{ name: 'flooded', listen: { host: '127.0.0.1', port: 0 } },
    ...{ journal: new RecordingJournal(), routes: [] },
    ...(hasGate ? { floods: new FloodGate(() => Date.now()) } : {}),
  });
  process.send?.(await service.start());
}

/** So many connections that ask for what there is not; how many were answered. */
async function visit(port: number, count: number): Promise<number> {
  let answered = 0;
  for (let done = 0; done < count; done += AT_ONCE) {
    const some = await Promise.all(Array.from({ length: AT_ONCE }, () => knock(port)));
    answered += some.filter(Boolean).length;
  }
  return answered;
}

function knock(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    let isAnswered = false;
    const socket = connect({ port, host: '127.0.0.1', localAddress: SOURCE });
    socket.on('data', () => {
      isAnswered = true;
      socket.destroy();
    });
    socket.on('error', () => socket.destroy()).once('close', () => resolve(isAnswered));
    socket.write('GET /nothing HTTP/1.1\r\nhost: x\r\n\r\n');
  });
}
