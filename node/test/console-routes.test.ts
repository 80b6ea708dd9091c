import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHttpService } from '@mingjing/service';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { consoleRoutes } from '../src/api/console.ts';

let folder: string;
const TEXTS = [
  {
    'zh-CN': { agenda: { duty: { gap: '值班空档' } } },
    en: { agenda: { duty: { gap: 'a gap' } } },
  },
  { 'zh-CN': { problems: {} }, en: { problems: {} } },
];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-pages-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const unexpected = () => Promise.reject(new Error('a file is no act'));

async function get(path: string) {
  const service = createHttpService({
    ...{ name: 'pages', listen: { host: '127.0.0.1', port: 0 } },
    routes: await consoleRoutes(TEXTS, folder),
    // Files are no acts: nothing is written of them.
    journal: { append: unexpected, appendMany: unexpected, stranger: unexpected },
  });
  const { statusCode, headers, body } = await service.inject({ method: 'GET', url: path });
  return { status: statusCode, type: headers['content-type'], headers, body };
}

function build(): void {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<title>console</title>');
  writeFileSync(join(folder, 'assets', 'index-1a2b.js'), 'export {};');
}

test.each(['/console/', '/console/today', '/console/approvals/00ff/vote?lang=en'])(
  'the page stands at %s',
  async (path) => {
    build();
    const answer = await get(path);
    expect(answer).toMatchObject({ status: 200, body: '<title>console</title>' });
    expect(answer.headers['content-security-policy']).not.toContain('unsafe-inline');
  },
);

test('files keep their names, and one that is not there is no page', async () => {
  build();
  const script = await get('/console/assets/index-1a2b.js');
  expect(script).toMatchObject({ status: 200, type: 'text/javascript; charset=utf-8' });
  expect(await get('/console/assets/index-0000.js')).toMatchObject({ status: 404 });
  expect(await get('/console/..%2fpackage.json')).toMatchObject({ status: 404 });
});

test('what waits is called as its area calls it', async () => {
  build();
  const { body } = await get('/console/agenda/zh-CN.json');
  expect(JSON.parse(body)).toEqual({ duty: { gap: '值班空档' } });
});

test('a console that was not built says how it is', async () => {
  const answer = await get('/console/');
  expect(answer.status).toBe(404);
  expect(JSON.parse(answer.body)).toMatchObject({ code: 'console-not-built' });
});
