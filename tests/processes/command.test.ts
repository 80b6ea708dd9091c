import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from 'vitest';
import { type CommandResult, mingjing, mingjingProcess } from './command.ts';
import { TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';
import { type Holdings, holdings } from './submissions.ts';

const QUIET = { emptyBlockMs: 600_000 };
const MEBIBYTE = 1024 * 1024;

let network: TestNetwork;
let node: ProgramProcess;
let folder: string;
let publish: string[];
let document: string;
let receipt: string;
let record: string;

beforeAll(async () => {
  network = await TestNetwork.start({ isHere: true, parameters: QUIET });
  node = network.validator(1);
  folder = join(network.folder, 'work');
  document = join(folder, 'docs', 'letter.txt');
  mkdirSync(join(folder, 'docs', 'deeper'), { recursive: true });
  mkdirSync(join(folder, 'empty'));
  writeFileSync(document, '今天的信 / a letter');
  writeFileSync(join(folder, 'docs', 'deeper', 'large.bin'), new Uint8Array(200_000).fill(7));
  writeFileSync(join(folder, 'huge.bin'), new Uint8Array(8 * MEBIBYTE + 1));
  publish = ['--home', node.home, '--key', network.testnet.users[0] ?? ''];
  const published = await mingjingProcess(
    ...['publish', join(folder, 'docs'), ...publish, '--json'],
    ...['--receipts', join(folder, 'receipts')],
  );
  expect(published).toMatchObject({ code: 0, stderr: '' });
  const files = (JSON.parse(published.stdout) as { published: Published[] }).published;
  expect(files.map(({ file }) => file)).toEqual(['deeper/large.bin', 'letter.txt']);
  const letter = files.find(({ file }) => file === 'letter.txt');
  receipt = letter?.receipt ?? '';
  record = letter?.record ?? '';
});
afterAll(() => network?.remove());

interface Published {
  readonly file: string;
  readonly record: string;
  readonly receipt: string;
}

/** Runs a command that has to fail, and asserts that nothing happened. */
async function refused(run: typeof mingjing, ...args: string[]): Promise<string> {
  onTestFailed(() => console.error(network.report()));
  const before = await everywhere();
  const result = await run(...args);
  expect(result).toMatchObject({ code: 1, stdout: '' });
  expect(await everywhere()).toEqual(before);
  return result.stderr;
}

function everywhere(): Promise<Holdings[]> {
  return Promise.all(network.validators.map(holdings));
}

describe('a command that cannot do what it is asked says so in one line', () => {
  const cases: [name: string, code: string, args: () => string[]][] = [
    [
      'publish of a path that is not there',
      'INPUT_MISSING',
      () => ['publish', join(folder, 'nowhere'), ...publish],
    ],
    [
      'publish of an empty folder',
      'INPUT_EMPTY',
      () => ['publish', join(folder, 'empty'), ...publish],
    ],
    [
      'publish of a file over 8 MiB',
      'FILE_TOO_LARGE',
      () => ['publish', join(folder, 'huge.bin'), ...publish],
    ],
    [
      'publish of a folder with a file over 8 MiB',
      'FILE_TOO_LARGE',
      () => ['publish', folder, ...publish],
    ],
    [
      'publish with a key that is not there',
      'KEY_FILE_MISSING',
      () => ['publish', document, '--home', node.home, '--key', join(folder, 'none')],
    ],
    [
      'publish with a key that is no key',
      'KEY_FILE_MODE',
      () => ['publish', document, '--home', node.home, '--key', document],
    ],
    [
      'publish with the key of an officer',
      'NOT_COMMITTED',
      () => ['publish', document, '--home', node.home, '--key', officer()],
    ],
    [
      'publish at no node',
      'NO_NODE',
      () => ['publish', document, '--key', network.testnet.users[0] ?? ''],
    ],
    ['status of a home in which nothing runs', 'NOT_RUNNING', () => ['status', '--home', folder]],
    [
      'status of an address where nothing listens',
      'UNREACHABLE',
      () => ['status', '--node', 'http://127.0.0.1:1'],
    ],
    ['get with an id that is none', 'BAD_RECORD_ID', () => ['get', 'abc', '--home', node.home]],
    [
      'get of a record there is not',
      'record-unknown',
      () => ['get', 'f'.repeat(72), '--home', node.home],
    ],
    ['verify of a file that is not there', 'INPUT_MISSING', () => ['verify', join(folder, 'none')]],
    [
      'verify against a hash that is none',
      'BAD_GENESIS_HASH',
      () => ['verify', receipt, '--trust', 'abc'],
    ],
    ['start in a home in which a node runs', 'HOME_LOCKED', () => ['start', '--home', node.home]],
    [
      'start above a height that is none',
      'BAD_NUMBER',
      () => ['start', '--home', node.home, '--sign-above', 'high'],
    ],
    [
      'testnet of three organisations',
      'TOO_FEW_ORGANISATIONS',
      () => ['testnet', '--output', join(folder, 'new'), '--organisations', '3'],
    ],
    [
      'testnet in a folder with something in it',
      'OUTPUT_NOT_EMPTY',
      () => ['testnet', '--output', folder],
    ],
    [
      'keys for a purpose there is not',
      'KEYS_USAGE',
      () => ['keys', '--create', 'car', '--file', join(folder, 'car.json')],
    ],
  ];
  test.each(cases)('%s', async (_, code, args) => {
    const line = await refused(mingjing, ...args());
    expect(line).toMatch(/^✗ [\w-]+: [^\n]*\p{Script=Han}[^\n]* · [^\n]*[a-z]{3}[^\n]*\n$/u);
    expect(line.startsWith(`✗ ${code}: `)).toBe(true);
  });

  test('with --json, in one JSON object with both languages', async () => {
    for (const args of [
      ['get', 'abc'],
      ['status', '--home', folder],
    ]) {
      const told = JSON.parse(await refused(mingjingProcess, ...args, '--json')) as Record<
        string,
        string
      >;
      expect(Object.keys(told)).toEqual(['error', 'zh', 'en']);
      expect(told['zh']).toMatch(/\p{Script=Han}/u);
      expect(told['en']).toMatch(/^[ -~]+$/);
    }
  });

  function officer(): string {
    return join(network.testnet.genesisFile, '..', 'officers', 'jia-system-admin.json');
  }
});

describe('verify', () => {
  const trusted = () => ['--genesis', network.testnet.genesisFile];
  const answer = ({ stdout }: CommandResult) => JSON.parse(stdout) as Record<string, unknown>;

  test('holds for a receipt and its document, offline', async () => {
    const result = await mingjing('verify', receipt, ...trusted(), '--file', document, '--json');
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(answer(result)).toMatchObject({ ok: true, file: true, genesis_trusted: true });
  });

  test('does not hold for another document', async () => {
    const other = join(folder, 'other.txt');
    writeFileSync(other, `${readFileSync(document, 'utf8')}.`);
    const result = await mingjing('verify', receipt, ...trusted(), '--file', other, '--json');
    expect(result.code).toBe(1);
    expect(answer(result)).toMatchObject({ ok: false, file: false });
  });

  test('does not hold for a receipt with one byte changed', async () => {
    const bytes = readFileSync(receipt);
    for (const at of [5, Math.floor(bytes.length / 2), bytes.length - 3]) {
      const changed = join(folder, `changed-${at}.receipt`);
      writeFileSync(
        changed,
        Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ 1 : byte)),
      );
      const result = await mingjing('verify', changed, ...trusted(), '--json');
      expect(result).toMatchObject({ code: 1, stderr: '' });
      expect(answer(result)).toMatchObject({ ok: false, reason: expect.any(String) });
    }
  });

  test('does not hold against the genesis of another chain', async () => {
    const result = await mingjing('verify', receipt, '--trust', 'a'.repeat(64), '--json');
    expect(result.code).toBe(1);
    expect(answer(result)).toMatchObject({ ok: false, part: 'genesis', reason: 'not-trusted' });
  });
});

test('get writes the published bytes, status answers as JSON', async () => {
  const output = join(folder, 'copy.txt');
  const got = await mingjing('get', record, '--home', node.home, '--output', output);
  expect(got).toMatchObject({ code: 0, stderr: '' });
  expect(readFileSync(output)).toEqual(readFileSync(document));
  const status = await mingjingProcess('status', '--home', node.home, '--json');
  expect(JSON.parse(status.stdout)).toMatchObject({ node_id: node.nodeId, validators: 4 });
});
