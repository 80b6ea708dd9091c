// Where a node is reached: over TLS from outside, and by its own commands over loopback.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { certificateCommand } from '../src/cli/certificate.ts';
import { statusCommand } from '../src/cli/status.ts';
import { StaffedNode } from './staffed-node.ts';

const closed = { days: '30', json: true } as const;
const TLS = { certificate: 'tls.pem', key: 'tls.key' };
let node: StaffedNode;

beforeAll(async () => {
  node = await StaffedNode.start('listeners');
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await certificateCommand({ ...closed, home: node.home, names: 'localhost,127.0.0.1' });
  const file = join(node.home, 'config', 'config.yaml');
  const config = parse(readFileSync(file, 'utf8'));
  const outside = () => ({ host: '0.0.0.0', port: 0, tls: { ...TLS } });
  const accounts = { origins: ['https://console.example'] };
  const changed = { ...config, accounts, api: outside(), management: outside() };
  writeFileSync(file, stringify(changed));
  await node.restart();
});
afterAll(() => {
  vi.restoreAllMocks();
  return node?.stop();
});

function ask(port: number | undefined, path: string): Promise<{ status: number; body: string }> {
  const ca = readFileSync(join(node.home, 'config', 'tls.pem'));
  const agent = new Agent({ ca, minVersion: 'TLSv1.3' });
  return new Promise((done, fail) => {
    const call = request({ host: 'localhost', port, path, agent }, (answer) => {
      let body = '';
      answer.on('data', (bytes) => {
        body += bytes;
      });
      answer.on('end', () => done({ status: answer.statusCode ?? 0, body }));
    });
    call.on('error', fail).end();
  });
}

describe('a node that is reached from outside', () => {
  it('has what is open to everybody at its API, and nothing that is bound', async () => {
    const { port } = node.running.reached.main;
    expect((await ask(port, '/v1/status')).status).toBe(200);
    expect((await ask(port, '/livez')).status).toBe(200);
    for (const path of ['/v1/accounts', '/v1/journal/search?text=x', '/account/']) {
      expect((await ask(port, path)).status, path).toBe(404);
    }
    const { paths } = JSON.parse((await ask(port, '/v1/openapi.json')).body);
    expect(Object.keys(paths)).not.toContain('/v1/accounts');
  });

  it('has everything at the listener of its management', async () => {
    const port = node.running.reached.management?.port;
    expect((await ask(port, '/v1/status')).status).toBe(200);
    expect((await ask(port, '/account/')).status).toBe(200);
    const refused = await ask(port, '/v1/accounts');
    expect([refused.status, JSON.parse(refused.body).code]).toEqual([401, 'login-required']);
  });

  it('answers its own commands over loopback, with the word of its home', async () => {
    const { here, main } = node.running.reached;
    expect(here).toMatchObject({ host: '127.0.0.1' });
    expect(here.port).not.toBe(main.port);
    await statusCommand({ home: node.home, json: true });
    expect((await node.ask('home', 'GET', '/v1/accounts')).status).toBe(200);
  });
});

describe('a certificate by the command', () => {
  it('has a private key that nobody else reads, and is never overwritten', async () => {
    const { mode } = statSync(join(node.home, 'config', 'tls.key'));
    expect(mode & 0o777).toBe(0o600);
    const again = certificateCommand({ ...closed, home: node.home, names: 'localhost' });
    await expect(again).rejects.toMatchObject({ code: 'OUTPUT_EXISTS' });
  });

  test.each([
    ['no name', { names: '' }, 'CERTIFICATE_NAMES'],
    ['a name that is none', { names: 'localhost,-x-.example' }, 'CERTIFICATE_NAMES'],
    ['an address that is none', { names: '300.1.1.1.' }, 'CERTIFICATE_NAMES'],
    ['too many names', { names: Array(17).fill('a.example').join(',') }, 'CERTIFICATE_NAMES'],
    ['no days', { days: '0' }, 'BAD_NUMBER'],
    ['more days than browsers take', { days: '398' }, 'BAD_NUMBER'],
    ['a folder that is no home', { home: '/nowhere' }, 'HOME_MISSING'],
  ])('is refused with %s', async (_name, wrong, code) => {
    const options = { ...closed, home: node.home, names: 'localhost', ...wrong };
    await expect(certificateCommand(options)).rejects.toMatchObject({ code });
  });
});
