// Sockets that this very process listens on, against what is declared.
import { createServer, type Server } from 'node:net';
import { afterEach, expect, it, test } from 'vitest';
import { checkPorts, listenersIn, listeningPorts } from '../../src/assurance/listening-ports.ts';
import { multiaddrPort } from '../../src/assurance/multiaddr-port.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((done) => server.close(done));
});

async function listen(host: string): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, host, done));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

it.runIf(process.platform === 'linux')(
  'shows a port that was opened and not declared',
  async () => {
    const [declared, opened] = [await listen('127.0.0.1'), await listen('127.0.0.1')];
    const listening = listeningPorts();
    if (!listening.isMeasurable) throw new Error('this system shows its sockets');
    expect(listening.listeners).toContainEqual({ address: '127.0.0.1', port: opened });
    const check = checkPorts(listening.listeners, [declared, 1]);
    expect(check.undeclared).toContainEqual({ address: '127.0.0.1', port: opened });
    expect(check.undeclared.map(({ port }) => port)).not.toContain(declared);
    expect(check.silent).toEqual([1]);
  },
);

it('says that it cannot be measured where the tables are not there', () => {
  expect(listeningPorts('/nowhere')).toMatchObject({ isMeasurable: false });
});

const HEAD =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  inode\n';
const row = (local: string, state: string, inode: string) =>
  `   0: ${local} 00000000:0000 ${state} 0:0 00:00000000 00000000  0 0 ${inode} 1 0 100 0\n`;

test.each([
  ['ours, listening', row('0100007F:4EE8', '0A', '77'), [{ address: '127.0.0.1', port: 20_200 }]],
  ['ours, connected', row('0100007F:4EE8', '01', '77'), []],
  ['of another process', row('0100007F:4EE8', '0A', '78'), []],
  ['over IPv6', row(`${'0'.repeat(32)}:01BB`, '0A', '77'), [{ address: '::', port: 443 }]],
  ['a line that is none', 'nonsense\n', []],
])('a row of the table: %s', (_name, text, expected) => {
  expect(listenersIn(HEAD + text, new Set(['77']))).toEqual(expected);
});

test.each([
  ['/ip4/127.0.0.1/tcp/30300', 30_300],
  ['/ip4/127.0.0.1/tcp/30300/p2p/x', 30_300],
  ['/ip4/127.0.0.1/udp/1', 0],
])('%s has port %j', (address, port) => {
  expect(multiaddrPort(address)).toBe(port);
});
