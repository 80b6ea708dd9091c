// The process that stands in a host's namespace: it hands calls through to the API on the host's
// loopback, and where the kernel has no netem it delays the node's connections.
//
//   node agent.ts SETTINGS      as JSON; each line on standard input sets the delays anew
import { connect, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { AgentSettings, Delays } from './agent-calls.ts';
import { DelayLine } from './delay-line.ts';

const settings = JSON.parse(process.argv[2] ?? '') as AgentSettings;
let delays: Delays = {};

function serveApi(): void {
  const server = createServer((socket) => {
    const inner = connect({ host: '127.0.0.1', port: settings.apiPort });
    joined(socket, inner);
    socket.pipe(inner).pipe(socket);
  });
  server.listen(settings.apiSocket, tellWhenReady);
}

function relay({ name, port, address }: AgentSettings['relays'][number]): void {
  const server = createServer((socket) => {
    const outer = connect({ host: address.host, port: address.port });
    joined(socket, outer);
    const own = () => delays[settings.name] ?? { delayMs: 0, jitterMs: 0 };
    const theirs = () => delays[name] ?? { delayMs: 0, jitterMs: 0 };
    socket.pipe(new DelayLine(own)).pipe(outer);
    outer.pipe(new DelayLine(theirs)).pipe(socket);
  });
  server.listen(port, '127.0.0.1', tellWhenReady);
}

// What breaks one side ends the other.
function joined(one: Socket, other: Socket): void {
  for (const [socket, peer] of [
    [one, other],
    [other, one],
  ] as const) {
    socket.setNoDelay(true);
    socket.once('error', () => peer.destroy()).once('close', () => peer.destroy());
  }
}

let starting = 1 + settings.relays.length;
function tellWhenReady(): void {
  starting -= 1;
  if (starting === 0) process.stdout.write('ready\n');
}

serveApi();
for (const each of settings.relays) relay(each);
createInterface({ input: process.stdin }).on('line', (line) => {
  delays = JSON.parse(line) as Delays;
});
// The campaign has gone: nobody needs this any more.
process.stdin.once('end', () => process.exit());
