// What goes between nodes over the wire: nobody who listens to it reads a content.
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { homePaths } from '@mingjing/host/home';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestNetwork } from './network.ts';
import { documentItem, holdings, submit } from './submissions.ts';
import { Tap } from './tap.ts';
import { until } from './until.ts';

const MARKER = Buffer.from('PLANTED-MARKER-OF-THE-WIRE-TEST');
/** Above what travels beside its transaction: it is fetched in a request of its own. */
const LARGE = Buffer.concat(Array.from({ length: 4000 }, () => MARKER));

let network: TestNetwork;
const taps = new Map<string, Tap>();

const configOf = (home: string) => readFileSync(homePaths(home).config, 'utf8');
/** Where a node listens for others; its peers are named below by such addresses, too. */
const portOf = (home: string) =>
  Number(/listen: \/ip4\/[\d.]+\/tcp\/(\d+)/.exec(configOf(home))?.[1]);

beforeAll(async () => {
  network = await TestNetwork.create({ isHere: true });
  const homes = network.validators.map(({ home }) => home);
  for (const home of homes) taps.set(home, await Tap.open(portOf(home), MARKER));
  // Whoever is called is called through the tap in front of him.
  for (const home of homes) {
    let config = configOf(home);
    for (const [other, tap] of taps) {
      if (other === home) continue;
      config = config.replace(`/tcp/${portOf(other)}`, `/tcp/${tap.port}`);
    }
    writeFileSync(homePaths(home).config, config);
  }
  await network.startAll();
});
afterAll(async () => {
  for (const tap of taps.values()) tap.close();
  await network?.remove();
});

test('a tap hears what is said in the clear, also across two pieces', async () => {
  const echo = createServer((socket) => socket.pipe(socket));
  await new Promise<void>((done) => echo.listen(0, '127.0.0.1', done));
  const address = echo.address() as { port: number };
  const tap = await Tap.open(address.port, MARKER);
  const caller = connect(tap.port, '127.0.0.1');
  caller.write(MARKER.subarray(0, 9));
  await until('the first piece is through', () => tap.heard.bytes >= 18);
  caller.write(MARKER.subarray(9));
  await until('both pieces are through', () => tap.heard.bytes >= 2 * MARKER.length);
  expect(tap.heard.found).toBe(2);
  caller.destroy();
  tap.close();
  echo.close();
});

test('contents go to every node, and the wires carry none of them to be read', async () => {
  for (const content of [MARKER, LARGE]) {
    const { status } = await submit(
      network.validator(0),
      documentItem(network, network.user(1), content),
    );
    expect(status).toBe('committed');
  }
  await until('every node has both contents', async () => {
    const all = network.validators.map(async (node) => {
      const { coverage_gaps: gaps } = await node.client().status();
      return gaps === 0 && (await holdings(node)).records === 2;
    });
    return (await Promise.all(all)).every(Boolean);
  });
  const heard = [...taps.values()].map((tap) => tap.heard);
  expect(heard.reduce((sum, { bytes }) => sum + bytes, 0)).toBeGreaterThan(3 * LARGE.length);
  expect(heard.map(({ found }) => found)).toEqual(heard.map(() => 0));
});
