// Connections of a process: to what is listed, and nowhere else, whichever library asks.
import dgram from 'node:dgram';
import http from 'node:http';
import net, { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import type { EntryInput } from '@mingjing/journal';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { guarded, guardSockets } from '../../src/outbound/guard-sockets.ts';
import { destinationsOf } from '../../src/outbound/outbound-config.ts';
import { COUNTED_MAX, OutboundGate } from '../../src/outbound/outbound-gate.ts';
import { OutboundWatch } from '../../src/outbound/outbound-watch.ts';

let server: Server;
let port: number;
let connections = 0;
let release: () => void = () => undefined;
let gate: OutboundGate;

beforeAll(async () => {
  server = createServer((socket) => {
    connections += 1;
    socket.on('error', () => undefined).destroy();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as net.AddressInfo).port;
});
afterAll(() => new Promise((done) => server.close(done)));
beforeEach(() => {
  connections = 0;
  gate = new OutboundGate([{ host: '127.0.0.1', port, purpose: 'peer' }]);
  release = guardSockets(gate);
});
afterEach(() => release());

const failed = (socket: NodeJS.EventEmitter) =>
  new Promise<string>((done) => {
    socket.on('error', (error: { code?: string }) => done(error.code ?? ''));
    socket.on('close', () => done('closed'));
  });

describe('a guarded process', () => {
  test.each<[string, () => NodeJS.EventEmitter]>([
    ['a socket by options', () => net.connect({ host: 'localhost', port })],
    ['a socket by port and host', () => net.connect(port, '127.0.0.2')],
    ['a socket without a host', () => net.connect(port)],
    ['a socket by itself', () => new net.Socket().connect(port, '127.0.0.1x')],
    ['TLS', () => tls.connect({ host: '127.0.0.2', port })],
    ['HTTP', () => http.get({ host: '127.0.0.2', port })],
  ])('refuses %s to what is not listed', async (_name, connect) => {
    expect(await failed(connect())).toBe('OUTBOUND_REFUSED');
    expect(connections).toBe(0);
  });

  it('refuses fetch, and says why', async () => {
    const asked = fetch(`http://127.0.0.3:${port}/`);
    await expect(asked).rejects.toMatchObject({ cause: { code: 'OUTBOUND_REFUSED' } });
    expect(gate.take()).toMatchObject([{ host: '127.0.0.3', port, count: 1 }]);
  });

  it('refuses datagrams', () => {
    const socket = dgram.createSocket('udp4');
    expect(() => socket.send('x', port, '127.0.0.1')).toThrow('OUTBOUND_REFUSED');
    socket.close();
    expect(gate.take()).toMatchObject([{ protocol: 'udp', count: 1 }]);
  });

  it('lets pass what is listed, and sockets of the machine', async () => {
    expect(await failed(net.connect({ host: '127.0.0.1', port }))).toBe('closed');
    expect(connections).toBe(1);
    expect(gate.take()).toMatchObject([{ host: '127.0.0.1', port, purpose: 'peer', count: 1 }]);
    const path = join(tmpdir(), 'mingjing-no-socket');
    expect(await failed(net.connect(path))).toBe('ENOENT');
    expect(gate.take()).toEqual([]);
  });

  it('is free again when the program does not start', async () => {
    release();
    const started = guarded(gate, () => Promise.reject(new Error('no')));
    await expect(started).rejects.toThrow('no');
    expect(await failed(net.connect(port, '127.0.0.1'))).toBe('closed');
    expect(gate.take()).toEqual([]);
  });

  it('is free again when the gate is gone', async () => {
    release();
    expect(await failed(net.connect(port, '127.0.0.1'))).toBe('closed');
    expect(gate.take()).toEqual([]);
  });
});

describe('what was asked for', () => {
  it('is counted for each destination, and in one beyond the bound', () => {
    for (let i = 0; i < COUNTED_MAX + 50; i += 1) gate.check(`host-${i}`, 80);
    gate.check('host-1', 80);
    const counts = gate.take();
    expect(counts).toHaveLength(COUNTED_MAX + 1);
    expect(counts.find(({ host }) => host === 'host-1')).toMatchObject({ count: 2 });
    expect(counts.at(-1)).toMatchObject({ host: 'others', count: 50 });
    expect(gate.take()).toEqual([]);
  });

  it('is journalled, done and refused apart, and told on', async () => {
    const entries: EntryInput[] = [];
    const journal = {
      appendMany: async (more: readonly EntryInput[]) => {
        entries.push(...more);
        return [];
      },
    };
    const watch = new OutboundWatch({
      ...{ gate, nodeId: 'node-a', journal },
      onError: (error) => {
        throw error;
      },
    });
    const told: unknown[] = [];
    await watch.tell(async (counts) => void told.push(...counts));
    gate.check('127.0.0.1', port);
    gate.check('example.invalid', 443);
    await watch.stop();
    expect(entries).toMatchObject([
      { event: 'outbound-connection', result: 'done', object: 'peer', destination: { port } },
      { event: 'outbound-refused', reason: 'not-listed', destination: { port: 443 } },
    ]);
    expect(entries.map(({ counts }) => counts?.at(-1))).toEqual([1, 1]);
    expect(told).toHaveLength(2);
    await watch.report();
    expect(entries).toHaveLength(2);
  });
});

test.each([
  ['https://verify.example/v1/', 'verify.example', 443],
  ['http://[::1]:8080/', '::1', 8080],
  ['http://localhost/', 'localhost', 80],
])('the service of verification at %s is listed', (url, host, at) => {
  const list = destinationsOf({
    p2p: { peers: [] },
    outbound: { allow: [] },
    verification: { url },
  });
  expect(list).toEqual([{ host, port: at, purpose: 'verification' }]);
});

test('the list of a configuration is its peers, its receiver, and what it names besides', () => {
  const peer = (address: string) => ({ address });
  expect(
    destinationsOf({
      p2p: { peers: [peer('/ip4/10.0.0.1/tcp/30300'), peer('/dns4/b.example/tcp/1/p2p/x')] },
      forward: { host: 'siem.example', port: 6514 },
      outbound: { allow: ['verify.example:443', '[::1]:80'] },
    }).map(({ host, port: at, purpose }) => `${purpose} ${host} ${at}`),
  ).toEqual([
    ...['peer 10.0.0.1 30300', 'peer b.example 1', 'forward siem.example 6514'],
    ...['configured verify.example 443', 'configured ::1 80'],
  ]);
});

describe('what a supervision node tells, asks and keeps elsewhere', () => {
  const NONE = { p2p: { peers: [] }, outbound: { allow: [] } };
  const smtp = { host: 'mail.example', port: 465 };

  test.each<[string, Omit<Parameters<typeof destinationsOf>[0], 'p2p' | 'outbound'>, string[]]>([
    ['nothing', {}, []],
    ['a mail server', { notify: { smtp, webhooks: [] } }, ['notify mail.example 465']],
    [
      'receivers of webhooks',
      { notify: { webhooks: ['https://hook.example/a', 'http://10.0.0.2:8080/b?c'] } },
      ['notify hook.example 443', 'notify 10.0.0.2 8080'],
    ],
    [
      'nodes that take what officers signed',
      {
        interventions: {
          nodes: [{ url: 'https://node.example:20200' }, { url: 'http://[fd00::1]' }],
        },
      },
      ['interventions node.example 20200', 'interventions fd00::1 80'],
    ],
    [
      'a bucket for archived segments',
      { archive: { s3: { endpoint: 'https://s3.example:9000' } } },
      ['archive s3.example 9000'],
    ],
    ['a folder for archived segments', { archive: {} }, []],
    [
      'a database for its index',
      { search: { postgres: { host: 'db.example', port: 5432 } } },
      ['search db.example 5432'],
    ],
    ['a database behind a socket', { search: { postgres: { host: '/run/pg', port: 5432 } } }, []],
    [
      'a supervision node',
      { inspection: { supervision: { url: 'https://watch.example:8443/' } } },
      ['inspection watch.example 8443'],
    ],
  ])('is listed for %s, and nothing else is', (_name, named, listed) => {
    const list = destinationsOf({ ...NONE, ...named });
    expect(list.map(({ host, port: at, purpose }) => `${purpose} ${host} ${at}`)).toEqual(listed);
    const gated = new OutboundGate(list);
    for (const { host, port: at } of list) expect(gated.check(host, at)).toBe(true);
    for (const { host, port: at } of list) expect(gated.check(host, at + 1)).toBe(false);
  });
});
