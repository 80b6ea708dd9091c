import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesToHex } from '@mingjing/crypto';
import { signerFromSeed } from '@mingjing/crypto/node';
import { Sites } from '@mingjing/host';
import { createHttpService, MANIFEST_FILE, pageHash, signManifest } from '@mingjing/service';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { CONSOLE, consoleRoutes } from '../src/api/console.ts';

const SEED = new Uint8Array(32).fill(7);

let folder: string;
let noted: { event: string; object?: string }[];
const TEXTS = [
  {
    'zh-CN': { agenda: { duty: { gap: '值班空档' } } },
    en: { agenda: { duty: { gap: 'a gap' } } },
  },
  { 'zh-CN': { problems: {} }, en: { problems: {} } },
];
const NAMES = { people: [{ id: 'lead', 'zh-CN': '负责人', en: 'Lead' }] };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-pages-'));
  noted = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const unexpected = () => Promise.reject(new Error('a file is no act'));
const quiet = () => undefined;

async function get(path: string, signer?: string) {
  const host = {
    nodeId: 'jia-validator',
    logger: { error: quiet, warn: quiet },
    journal: { append: async (entry: (typeof noted)[0]) => void noted.push(entry) },
  } as unknown as ConstructorParameters<typeof Sites>[0];
  const pages = signer === undefined ? {} : { signer };
  const sites = new Sites(host, { check_seconds: 1, ...pages });
  const service = createHttpService({
    ...{ name: 'pages', listen: { host: '127.0.0.1', port: 0 } },
    routes: consoleRoutes(await sites.open({ ...CONSOLE, folder }), TEXTS, NAMES),
    // Files are no acts: nothing is written of them.
    journal: { append: unexpected, appendMany: unexpected, stranger: unexpected },
  });
  const { statusCode, headers, body } = await service.inject({ method: 'GET', url: path });
  return { status: statusCode, type: headers['content-type'], headers, body };
}

function build(): void {
  const files = {
    'index.html': '<title>console</title>',
    'assets/index-1a2b.js': 'export {};',
  };
  mkdirSync(join(folder, 'assets'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const hashes = Object.entries(files).map(
    ([name, text]) => [name, pageHash(Buffer.from(text))] as const,
  );
  writeFileSync(join(folder, MANIFEST_FILE), signManifest(new Map(hashes), SEED));
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
  writeFileSync(join(folder, 'assets', 'planted.js'), 'alert(1);');
  const script = await get('/console/assets/index-1a2b.js');
  expect(script).toMatchObject({ status: 200, type: 'text/javascript; charset=utf-8' });
  expect(await get('/console/assets/index-0000.js')).toMatchObject({ status: 404 });
  // What no build named is never served, whoever put it there.
  expect(await get('/console/assets/planted.js')).toMatchObject({ status: 404 });
  expect(await get(`/console/${MANIFEST_FILE}`)).toMatchObject({ status: 404 });
  expect(await get('/console/..%2fpackage.json')).toMatchObject({ status: 404 });
});

test('what waits is called as its area calls it', async () => {
  build();
  const { body } = await get('/console/agenda/zh-CN.json');
  expect(JSON.parse(body)).toEqual({
    kinds: { duty: { gap: '值班空档' } },
    names: { people: { lead: '负责人' } },
  });
});

test('a console that was not built says how it is', async () => {
  const answer = await get('/console/');
  expect(answer.status).toBe(404);
  expect(JSON.parse(answer.body)).toMatchObject({ code: 'console-not-built' });
});

describe('pages that are not as they were built', () => {
  const manifest = () => join(folder, MANIFEST_FILE);
  const cases: [name: string, change: () => void, file: string, code: string][] = [
    [
      'a changed file',
      () => writeFileSync(join(folder, 'assets/index-1a2b.js'), 'export { };'),
      'assets/index-1a2b.js',
      'PAGES_CHANGED',
    ],
    ['a removed file', () => rmSync(join(folder, 'index.html')), 'index.html', 'PAGES_CHANGED'],
    ['no manifest', () => rmSync(manifest()), MANIFEST_FILE, 'PAGES_UNSIGNED'],
    ['no JSON', () => writeFileSync(manifest(), '{'), MANIFEST_FILE, 'PAGES_UNSIGNED'],
    [
      'a hash changed in the manifest',
      () => {
        const text = readFileSync(manifest(), 'utf8');
        writeFileSync(manifest(), text.replace(/"([0-9a-f])(?=[0-9a-f]{63}",?\n)/, '"x$1'));
      },
      MANIFEST_FILE,
      'PAGES_UNSIGNED',
    ],
    [
      'a file added to the manifest',
      () => {
        const parsed = JSON.parse(readFileSync(manifest(), 'utf8'));
        parsed.files['planted.js'] = pageHash(Buffer.from('alert(1);'));
        writeFileSync(join(folder, 'planted.js'), 'alert(1);');
        writeFileSync(manifest(), JSON.stringify(parsed));
      },
      MANIFEST_FILE,
      'PAGES_UNSIGNED',
    ],
    [
      'a path out of the folder',
      () => writeFileSync(manifest(), signManifest(new Map([['../x', '0'.repeat(64)]]), SEED)),
      MANIFEST_FILE,
      'PAGES_UNSIGNED',
    ],
  ];

  it.each(cases)('are not served: %s', async (_name, change, file, code) => {
    build();
    change();
    const answer = await get('/console/today');
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'pages-changed' });
    expect(JSON.parse(answer.body).detail).toContain(file);
    expect(noted).toMatchObject([
      { source: 'security', event: 'page-refused', object: `console/${file}`, reason: code },
    ]);
  });

  it('are served when another program puts them back meanwhile', async () => {
    build();
    const file = join(folder, 'assets/index-1a2b.js');
    const built = readFileSync(file);
    writeFileSync(file, 'export { };');
    const answer = get('/console/today');
    setTimeout(() => writeFileSync(file, built), 100);
    expect(await answer).toMatchObject({ status: 200 });
    expect(noted).toEqual([]);
  });

  it('are those of another signer than the one that the configuration names', async () => {
    build();
    const own = bytesToHex(signerFromSeed(SEED).publicKey);
    expect(await get('/console/', own)).toMatchObject({ status: 200 });
    expect(await get('/console/', 'f'.repeat(64))).toMatchObject({ status: 503 });
    expect(noted).toMatchObject([{ event: 'page-refused', reason: 'PAGES_SIGNER' }]);
  });
});
