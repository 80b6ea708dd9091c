// The security centre over HTTP, and the program's own files, ports and connections behind it.

import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { manifestText, measureProgram } from '@mingjing/host';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { StaffedNode } from '../staffed-node.ts';

const PATH = '/v1/management/assurance';
let node: StaffedNode;

beforeAll(async () => {
  node = await StaffedNode.start('assurance', () => ({ assurance: { ask_seconds: 1 } }));
});
afterAll(() => node?.stop());

const centre = async () => (await node.ask('duty', 'GET', PATH)).body;
async function own() {
  const { nodes } = await centre();
  return nodes.find(({ is_self }: { is_self: boolean }) => is_self);
}
async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 20));
  }
}

describe('the security centre', () => {
  it('shows every node that the chain registers, and of none more than is known', async () => {
    const { nodes } = await until(async () => {
      const body = await centre();
      return body.judged_at !== null && body;
    });
    expect(nodes).toHaveLength(node.planned.nodes.length);
    const others = nodes.filter(({ is_self }: { is_self: boolean }) => !is_self);
    expect(others.every(({ report }: { report: unknown }) => report === null)).toBe(true);
  });

  it('names what was measured of this program: hash, ports, journal', async () => {
    const { report } = await until(async () => {
      const found = await own();
      return found?.report?.manifest_hash && found;
    });
    expect(report).toMatchObject({ differing_count: 0, release: null, clock_offset_ms: 0 });
    expect(report.journal_entries).toBeGreaterThan(0);
    const { ports } = await centre();
    if (process.platform === 'linux') expect(ports).toMatchObject({ measurable: true, silent: [] });
    else expect(ports).toMatchObject({ measurable: false });
  });

  it('finds a file that was altered, and names it', async () => {
    const { paths, assurance } = node.running.host;
    const program = await measureProgram();
    const [first, ...rest] = program.files;
    const other = { path: first?.path ?? '', hash: '0'.repeat(64) };
    await writeFile(paths.releaseManifest, manifestText({ ...program, files: [other, ...rest] }));
    const asked = await node.ask('system-admin', 'POST', `${PATH}/measure`, {});
    expect(asked.status).toBe(202);
    await until(async () => assurance.attestation.measured?.differing.length === 1);
    const search = '/v1/journal/search?event=program-measured';
    await until(async () =>
      JSON.stringify((await node.ask('audit-admin', 'GET', search)).body).includes('files-differ'),
    );
    await until(async () => (await own()).report.differing_files[0] === other.path);
  });

  it('sees that the configuration file was changed', async () => {
    const { paths, assurance } = node.running.host;
    await writeFile(paths.config, `${await readFile(paths.config, 'utf8')}\n`);
    assurance.attestation.again();
    await until(async () =>
      (await centre()).findings.some(({ kind }: { kind: string }) => kind === 'config-changed'),
    );
  });

  it.runIf(process.platform === 'linux')('sees a port that nobody declared', async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    const found = await until(async () => {
      const { ports } = await centre();
      return ports.undeclared.some((each: { port: number }) => each.port === port) && ports;
    });
    expect(found.declared).not.toContain(port);
    await new Promise((done) => server.close(done));
  });

  it('says that nothing guards the connections of this process', async () => {
    const { body } = await node.ask('audit-admin', 'GET', `${PATH}/outbound`);
    expect(body).toMatchObject({ guarded: false, destinations: [], allowed: [] });
    const unguarded = ({ kind }: { kind: string }) => kind === 'outbound-unguarded';
    expect((await centre()).findings.find(unguarded)).toMatchObject({ level: 'unknown' });
  });

  it('puts on the agenda what was raised, for those who can act', async () => {
    const kindsFor = async (role: 'system-admin' | 'reviewer') =>
      (await node.ask(role, 'GET', '/v1/management/agenda')).body.items
        .filter(({ area }: { area: string }) => area === 'assurance')
        .map(({ kind }: { kind: string }) => kind);
    await until(async () => (await kindsFor('system-admin')).includes('node-silent'));
    expect(await kindsFor('reviewer')).toEqual([]);
  });

  it('draws the network and explains it by the numbers of now, in both languages', async () => {
    const { body } = await node.ask('disclosure', 'GET', '/v1/management/topology');
    expect(body.numbers).toMatchObject({ organisations: 4, tolerated: 1, connected: 1 });
    expect(body.validators).toHaveLength(4);
    const ids = body.nodes.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(expect.arrayContaining(body.validators));
    for (const { text } of body.explanation) {
      expect(text['zh-CN']).toMatch(/[一-鿿]/);
      expect(text.en + text['zh-CN']).not.toMatch(/[{}]/);
    }
  });

  test.each([
    ['reviewer', PATH],
    ['duty', `${PATH}/outbound`],
    ['nobody', '/v1/management/topology'],
  ] as const)('is closed to %s: %s', async (caller, path) => {
    expect([401, 403]).toContain((await node.ask(caller, 'GET', path)).status);
  });
});
