// The visitors of a flood, in a process of their own: what they cost is no wait of a member.
// Told where and for how long by a message; answers with what became of them.
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type FloodOrder, type Knocks, PENDING_MAX, PER_SECOND } from './order.ts';

/** Connections are opened in this many bursts a second. */
const BURSTS = 50;
const ADDRESSES_OF_NET = 250;

/** Opens connections at the rate and asks each for what there is not. */
async function flood({ addresses, port, seconds }: FloodOrder): Promise<Knocks> {
  let [opened, answered, pending, heldMs] = [0, 0, 0, 0];
  let hasRoom: () => void = () => undefined;
  const left = () => {
    pending -= 1;
    hasRoom();
  };
  const started = performance.now();
  for (let burst = 0; burst < seconds * BURSTS; burst += 1) {
    for (let i = 0; i < PER_SECOND / BURSTS; i += 1) {
      const before = performance.now();
      while (pending >= PENDING_MAX) {
        await new Promise<void>((resolve) => {
          hasRoom = resolve;
        });
      }
      heldMs += performance.now() - before;
      pending += 1;
      knock(port, opened % addresses, () => (answered += 1), left);
      opened += 1;
    }
    await pause(Math.max(0, started + ((burst + 1) * 1000) / BURSTS - performance.now()));
  }
  const ms = performance.now() - started;
  while (pending > 0) await pause(10);
  const { user, system } = process.cpuUsage();
  return { opened, answered, ms, heldMs, cpuUs: user + system };
}

function knock(port: number, visitor: number, onAnswer: () => void, onClose: () => void): void {
  const net = 1 + Math.floor(visitor / ADDRESSES_OF_NET);
  const localAddress = `127.0.${net}.${1 + (visitor % ADDRESSES_OF_NET)}`;
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  socket.once('data', () => {
    onAnswer();
    socket.destroy();
  });
  socket.on('error', () => socket.destroy()).once('close', onClose);
  socket.write('GET /nothing HTTP/1.1\r\nhost: x\r\n\r\n');
}

process.once('message', (order: FloodOrder) => {
  void flood(order).then((knocks) => process.send?.(knocks, () => process.disconnect()));
});
