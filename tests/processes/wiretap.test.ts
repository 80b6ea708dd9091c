// What goes between nodes over the wire, the supervision node among them: nobody who listens to it
// reads a content, or who somebody is.
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { homePaths } from '@mingjing/host/home';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { VerificationServiceForTests } from '../verification/service.ts';
import { runHere } from './command-here.ts';
import { TestNetwork } from './network.ts';
import { formsOf, PLANTED_TEXTS, plant } from './planted-data.ts';
import type { ProgramProcess } from './program-process.ts';
import { confirming, register, sealsOf } from './sealed-identities.ts';
import { documentItem, holdings, submit } from './submissions.ts';
import { Tap } from './tap.ts';
import { until } from './until.ts';

const MARKER = Buffer.from('PLANTED-MARKER-OF-THE-WIRE-TEST');
/** Above what travels beside its transaction: it is fetched in a request of its own. */
const LARGE = Buffer.concat(Array.from({ length: 4000 }, () => MARKER));
/** Of nobody: synthetic numbers alone are confirmed here. */
const PERSON = { kind: 'resident-id', number: '440000199912310005' } as const;
const NAME = '测试甲子';
const MARKERS = [
  MARKER,
  ...[PERSON.number, NAME, ...PLANTED_TEXTS].flatMap((each) => formsOf(each)),
];

let network: TestNetwork;
let service: VerificationServiceForTests;
const taps = new Map<string, Tap>();

const configOf = (home: string) => readFileSync(homePaths(home).config, 'utf8');
/** Where a node listens for others; its peers are named below by such addresses, too. */
const portOf = (home: string) =>
  Number(/listen: \/ip4\/[\d.]+\/tcp\/(\d+)/.exec(configOf(home))?.[1]);

beforeAll(async () => {
  network = await TestNetwork.create({ isHere: true, hasSupervision: true });
  service = await confirming(network.validator(0).home, officerFile('synthetic-verifier'));
  const homes = network.programs.map(({ home }) => home);
  for (const home of homes) taps.set(home, await Tap.open(portOf(home), ...MARKERS));
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
  await service?.stop();
});

const officerFile = (id: string) =>
  join(network.testnet.genesisFile, '..', 'officers', `${id}.json`);
const supervision = () => network.supervision as ProgramProcess;
const heard = () => [...taps.values()].map((tap) => tap.heard);
const bytesHeard = () => heard().reduce((sum, { bytes }) => sum + bytes, 0);

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
  expect(bytesHeard()).toBeGreaterThan(3 * LARGE.length);
  expect(heard().filter(({ found }) => found > 0)).toEqual([]);
});

test('who registers, complains and is looked up goes to nobody who listens', async () => {
  const node = network.validator(0);
  const sealing = { node: node.url, key: officerFile('jia-security-admin') };
  expect((await runHere('user envelope-key', sealing, 'organisation/jia')).outcome).toBe('done');
  const before = bytesHeard();
  const person = await register(node, PERSON, NAME);
  await until('he is sealed', async () => (await sealsOf(network, person)).length === 1);
  await plant(network, person, network.user(1));
  const planted = Date.now();
  await until('the journal with all of it is copied to the supervision node', async () => {
    const { journals } = await supervision().ask<Situation>('/v1/situation');
    return journals.state === 'proved' && (journals.as_of ?? 0) > planted;
  });
  expect(bytesHeard()).toBeGreaterThan(before);
  expect(heard().filter(({ found }) => found > 0)).toEqual([]);
});

interface Situation {
  readonly journals: { readonly state: string; readonly as_of: number | null };
}
