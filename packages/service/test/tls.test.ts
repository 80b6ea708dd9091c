// A listener with TLS: which certificate it shows, whom it refuses, and what the journal says.
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { FLOOD, FloodGate, type HttpServiceOptions } from '../src/index.ts';
import { readTls } from '../src/tls/tls-files.ts';
import { TlsListener } from '../src/tls/tls-listener.ts';
import {
  certificateRequest,
  type NewCertificate,
  selfSignedCertificate,
} from '../src/tls/trial-certificate.ts';
import { sampleService } from './sample-service.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const NAMES = { names: ['localhost', '127.0.0.1'] } as const;

let folder: string;
const running: { stop(): Promise<void> }[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingjing-tls-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.stop()));
  await rm(folder, { recursive: true, force: true });
});

const made = (days = 30, notBefore = Date.now() - DAY_MS) =>
  selfSignedCertificate(NAMES, { notBefore, days });
const files = () => ({ certificate: join(folder, 'site.pem'), key: join(folder, 'site.key') });

async function keep({ certificate, key }: NewCertificate, mode = 0o600) {
  const paths = files();
  await writeFile(paths.certificate, certificate);
  await writeFile(paths.key, key, { mode });
  await chmod(paths.key, mode);
  return paths;
}

async function started(options: Partial<HttpServiceOptions> = {}) {
  const material = await made();
  const sample = sampleService({ tls: await keep(material), ...options });
  running.push(sample.service);
  return { ...sample, ...(await sample.service.start()), material };
}

function ask(port: number, ca: string, path = '/v1/records/ab') {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]> }>((done, fail) => {
    const call = request({ host: 'localhost', port, path, ca, agent: false }, (answer) => {
      answer.resume().on('end', () => {
        done({ status: answer.statusCode ?? 0, headers: answer.headers });
      });
    });
    call.on('error', fail).end();
  });
}

describe('a service with TLS', () => {
  it('answers over TLS 1.3 to who trusts its certificate, and says so from then on', async () => {
    const { port, material, journal } = await started();
    const answer = await ask(port, material.certificate);
    expect(answer.status).toBe(200);
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
    expect(journal.entries).toMatchObject([
      { event: 'record-read', personal: { sourceAddress: '127.0.0.1' } },
    ]);
    await expect(ask(port, (await made()).certificate)).rejects.toMatchObject({
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
  });

  it.each<[name: string, talk: (port: number) => Promise<unknown>]>([
    [
      'older TLS',
      async (port) => {
        const socket = connect({ port, maxVersion: 'TLSv1.2', rejectUnauthorized: false });
        await expect(once(socket, 'secureConnect')).rejects.toThrow(/protocol|alert/i);
      },
    ],
    [
      'none',
      async (port) => {
        const socket = connectPlain(port, '127.0.0.1');
        socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
        socket.on('error', () => undefined).resume();
        await once(socket, 'close');
      },
    ],
  ])('refuses a connection with %s, which is an entry', async (_name, talk) => {
    const { port, journal } = await started();
    await talk(port);
    await vi.waitFor(
      () =>
        expect(journal.strangers).toMatchObject([
          {
            event: 'connection-refused',
            reason: 'tls-refused',
            personal: { sourceAddress: '127.0.0.1' },
          },
        ]),
      { timeout: 10_000 },
    );
  });

  it('closes a source unread whose handshakes are refused without end', async () => {
    const few = { refusalsOfSource: 1, connectionsPerSecond: 1 };
    const floods = new FloodGate(() => 0, { ...FLOOD, ...few });
    const { port, journal } = await started({ floods });
    const reasons = () => journal.strangers.map(({ reason }) => reason);
    for (const told of [1, 2, 3, 4]) {
      const socket = connectPlain({ port, host: '127.0.0.1', localAddress: '127.0.0.7' });
      socket.on('error', () => undefined).resume();
      socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
      await vi.waitFor(() => expect(reasons()).toHaveLength(told), { timeout: 10_000 });
      socket.destroy();
    }
    expect(reasons()).toEqual(['tls-refused', 'tls-refused', 'tls-refused', 'flood']);
    expect(floods.counts()).toEqual({ sources: 1, closed: 1 });
  });

  it('knows the caller behind a proxy that passes TLS through', async () => {
    const { port, material, journal } = await started({ trustedProxies: ['127.0.0.1'] });
    const raw = connectPlain(port, '127.0.0.1');
    await once(raw, 'connect');
    raw.write('PROXY TCP4 192.0.2.7 198.51.100.1 50123 443\r\n');
    const { certificate: ca } = material;
    const socket: TLSSocket = connect({ socket: raw, ca, servername: 'localhost' });
    await once(socket, 'secureConnect');
    socket.end('GET /v1/records/ab HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    socket.resume();
    await once(socket, 'close');
    expect(journal.entries).toMatchObject([
      { personal: { sourceAddress: '192.0.2.7', sourcePort: 50_123 } },
    ]);
  });
});

describe('a certificate', () => {
  test.each<[name: string, code: string, spoil: () => Promise<unknown>]>([
    ['that is missing', 'TLS_UNREADABLE', () => rm(files().certificate)],
    ['whose key is missing', 'TLS_UNREADABLE', () => rm(files().key)],
    ['that is no PEM', 'TLS_UNREADABLE', () => writeFile(files().certificate, 'no certificate')],
    ['whose key is no key', 'TLS_UNREADABLE', () => writeFile(files().key, 'no key')],
    ['whose key others may read', 'TLS_KEY_MODE', () => chmod(files().key, 0o640)],
    [
      'whose key is of another one',
      'TLS_MISMATCH',
      async () => writeFile(files().key, (await made()).key),
    ],
    ['that is over', 'TLS_NOT_VALID', async () => keep(await made(1, Date.now() - 2 * DAY_MS))],
    [
      'that is not valid yet',
      'TLS_NOT_VALID',
      async () => keep(await made(1, Date.now() + DAY_MS)),
    ],
  ])('%s stops the start: %s', async (_name, code, spoil) => {
    const tls = await keep(await made());
    await spoil();
    const { service } = sampleService({ tls });
    await expect(service.start()).rejects.toMatchObject({ code });
    await service.stop();
  });

  it('that is renewed is shown without a restart, one that is damaged is not', async () => {
    const seen: string[] = [];
    const tls = await keep(await made());
    const events = {
      renewed: () => seen.push('renewed'),
      notRenewed: (error: unknown) => seen.push((error as { code: string }).code),
      refused: () => undefined,
    };
    const listener = await TlsListener.open(tls, events);
    const first = listener.material;
    await listener.look();
    expect([listener.material, seen]).toEqual([first, []]);
    await writeFile(tls.certificate, 'half of a certi');
    await listener.look();
    expect(listener.material.cert).toEqual(first.cert);
    const renewed = await made(60);
    await keep(renewed);
    await listener.look();
    expect(seen).toEqual(['TLS_UNREADABLE', 'renewed']);
    expect(listener.material.cert.toString()).toBe(renewed.certificate);
  });

  it('can be asked of an authority', async () => {
    const { request: asked, key } = await certificateRequest({ names: ['node.example'] });
    expect(asked).toContain('BEGIN CERTIFICATE REQUEST');
    expect(key).toContain('BEGIN PRIVATE KEY');
  });

  it('names its end', async () => {
    const notBefore = Math.floor(Date.now() / 1000) * 1000;
    const { validTo } = await readTls(await keep(await made(30, notBefore)), Date.now());
    expect(validTo).toBe(notBefore + 30 * DAY_MS);
  });
});
