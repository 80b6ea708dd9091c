// What a running node shows to everybody: its portal, who operates it, and pages that stay whole.
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Sites } from '@mingjing/host';
import { MANIFEST_FILE, PUBLIC_READS, pageHash, signManifest } from '@mingjing/service';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { operatorRoute } from '../src/api/operator.ts';
import type { OperatorConfig } from '../src/api/operator-config.ts';
import { PORTAL, portalOf } from '../src/api/portal.ts';
import type { FilingForm } from '../src/management/filing/filing.ts';
import { StaffedNode } from './staffed-node.ts';

const OPERATOR = {
  name_zh: '示例存证服务有限公司',
  name_en: 'Example Records Ltd',
  filing_number: '京网信备11000000000000000011号',
  complaint_telephone: '010-0000 0000',
};
/** Pages are held within that time; the requirement is 60 s, the setting 30 s at most. */
const BOUND_MS = 30_000;

let node: StaffedNode;

beforeAll(async () => {
  node = await StaffedNode.start('portal');
  const config = join(node.home, 'config', 'config.yaml');
  const portal = { host: '127.0.0.1', port: 0, trusted_proxies: ['127.0.0.1'] };
  appendFileSync(config, `operator: ${JSON.stringify(OPERATOR)}\n`);
  appendFileSync(config, `portal: ${JSON.stringify(portal)}\n`);
  await node.restart();
});
afterAll(() => node?.stop());

/** Answers of the portal's listener to requests from this address, one after the other. */
function askFrom(source: string, ...paths: readonly string[]): Promise<string[]> {
  const { port = 0 } = node.running.reached.portal ?? {};
  const requests = paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: portal\r\n\r\n`);
  return new Promise((done, fail) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`PROXY TCP4 ${source} 192.0.2.200 40000 443\r\n${requests.join('')}`);
    });
    socket.on('data', (bytes) => {
      text += bytes;
      const answers = text.match(/HTTP\/1\.1 \d{3}/g) ?? [];
      if (answers.length < paths.length) return;
      socket.destroy();
      done(answers.map((line) => line.slice(-3)));
    });
    socket.on('error', fail);
  });
}

describe('the listener of the portal', () => {
  it('has what everybody may ask, and nothing that is bound', async () => {
    const open = ['/v1/status', '/v1/operator', '/robots.txt'];
    expect(await askFrom('192.0.2.1', ...open)).toEqual(['200', '200', '200']);
    // A connection ends with an address that there is not.
    for (const path of ['/v1/accounts', '/console/', '/account/', '/v1/management/agenda']) {
      expect(await askFrom('192.0.2.1', path), path).toEqual(['404']);
    }
  });

  it('says who operates the service, and what it offers', async () => {
    const { body } = await node.ask('nobody', 'GET', '/v1/operator');
    expect(body).toMatchObject({
      name: { 'zh-CN': OPERATOR.name_zh, en: OPERATOR.name_en },
      filing_number: OPERATOR.filing_number,
      icp_number: null,
      offers: ['complaints', 'duty', 'orders', 'users'],
    });
  });

  it.each<[name: string, config: OperatorConfig | undefined, filed: object, said: object]>([
    ['nobody told anything', undefined, {}, { name: null, filing_number: null }],
    [
      'what was filed stands above the configuration',
      OPERATOR,
      { operator: '乙', complaint_telephone: '1', numbers: { service: 'B', icp: null } },
      { name: { 'zh-CN': '乙', en: OPERATOR.name_en }, filing_number: 'B', icp_number: null },
    ],
    [
      'what was filed without a configuration has one name',
      undefined,
      { operator: '乙', complaint_telephone: '1', numbers: { service: null } },
      { name: { 'zh-CN': '乙', en: '乙' }, filing_number: null, complaint_telephone: '1' },
    ],
  ])('says of the operator: %s', async (_name, config, filed, said) => {
    const form = 'operator' in filed ? (filed as unknown as FilingForm) : undefined;
    const route = operatorRoute({ config, filed: () => form }, []);
    const answer = await route.handler({} as Parameters<typeof route.handler>[0]);
    expect(answer).toMatchObject({ json: { ...said, offers: [] } });
  });

  it('refuses a bulk reader, tells of him once, and serves the next', async () => {
    const many = Array.from({ length: PUBLIC_READS.callsOfAddress }, () => '/v1/operator');
    const answers = await askFrom('192.0.2.66', ...many, '/v1/operator', '/v1/operator');
    expect(answers.slice(-3)).toEqual(['200', '429', '429']);
    expect(await askFrom('192.0.2.67', '/v1/operator')).toEqual(['200']);
    const found = await entries('bulk-read');
    expect(found).toMatchObject([{ result: 'refused', reason: 'too-many-reads' }]);
  });
});

describe('pages of a running node', () => {
  it('are put back when somebody changes them, and the journal has it', async () => {
    const folder = join(node.folder, 'site');
    const page = '<title>portal</title>';
    build(folder, page);
    const sites = new Sites(node.running.host, { check_seconds: 1 });
    const pages = await sites.open({ ...PORTAL, folder });
    expect(portalOf(pages).routes.map(({ path }) => path)).toContain('/about');
    sites.watch();
    writeFileSync(join(folder, 'index.html'), '<title>defaced</title>');
    const changedAt = Date.now();
    const isBack = () => expect(readFileSync(join(folder, 'index.html'), 'utf8')).toBe(page);
    await vi.waitFor(isBack, { timeout: BOUND_MS, interval: 20 });
    expect(Date.now() - changedAt).toBeLessThan(BOUND_MS);
    const found = await vi.waitFor(
      async () => {
        const all = await entries('page-restored');
        expect(all).toHaveLength(1);
        return all;
      },
      { timeout: 10_000 },
    );
    await sites.stop();
    expect(found).toMatchObject([
      { source: 'security', result: 'done', object: 'portal/index.html' },
    ]);
    rmSync(folder, { recursive: true });
  });
});

function build(folder: string, page: string): void {
  mkdirSync(folder);
  writeFileSync(join(folder, 'index.html'), page);
  const hashes = new Map([['index.html', pageHash(Buffer.from(page))]]);
  writeFileSync(join(folder, MANIFEST_FILE), signManifest(hashes, new Uint8Array(32).fill(3)));
}

/** Entries of the security log with this event, as its own search finds them. */
async function entries(event: string): Promise<Record<string, unknown>[]> {
  const { host } = node.running;
  await host.search.indexer.caughtUp();
  const { body } = await node.ask(
    'home',
    'GET',
    `/v1/journal/search?source=security&event=${event}`,
  );
  return body.hits.map(({ entry, source }: { entry: object; source: string }) => ({
    source,
    ...entry,
  }));
}
