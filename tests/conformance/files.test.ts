import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { replayFile } from './runner.ts';

const vectors = fileURLToPath(new URL('../vectors/consensus/', import.meta.url));
const runner = fileURLToPath(new URL('runner.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mingjing-vectors-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function textOf(name: string): string {
  return gunzipSync(readFileSync(`${vectors}${name}`)).toString('utf8');
}

const kinds = [
  'driver_macro_dev.jsonl.gz',
  'driver_macro_solo_dev.jsonl.gz',
  'itf_consensus_upstream.jsonl.gz',
  'itf_votekeeper_upstream.jsonl.gz',
];

describe('what a trace says counts, not how its instance names things:', () => {
  test.each(kinds)('%s under another file name, unpacked', (name) => {
    const summary = replayFile(fileOf('traces.txt', `\n${textOf(name)}\r\n`));
    expect(summary).toEqual(replayFile(`${vectors}${name}`));
  });

  // Values and validators are numbers, tuples or records where the specification is instanced so.
  const ids: [name: string, id: (text: string) => unknown][] = [
    ['numbers', (text) => ({ '#bigint': String(numberOf(text)) })],
    ['plain numbers', numberOf],
    ['tuples', (text) => ({ '#tup': [text, { '#bigint': '7' }] })],
    ['records', (text) => ({ name: text })],
  ];
  test.each(ids)('ids that are %s', (_, id) => {
    for (const name of ['itf_consensus_upstream.jsonl.gz', 'itf_votekeeper_upstream.jsonl.gz']) {
      const lines = textOf(name).trim().split('\n');
      const renamed = lines.map((line) => JSON.stringify(withIds(JSON.parse(line), id)));
      const summary = replayFile(fileOf('ids.jsonl.gz', gzipSync(renamed.join('\n'))));
      expect(summary).toMatchObject({ passed: lines.length, failed: [] });
    }
  });

  test('lives whose validators and values are numbers', () => {
    const lines = textOf('driver_macro_dev.jsonl.gz').trim().split('\n');
    const renamed = lines.map((line) =>
      line.replace(/"v(\d)"/g, '$1').replace(/"(nothing to propose|a|b)"/g, (_, text) => {
        return String(numberOf(text));
      }),
    );
    expect(renamed).not.toEqual(lines);
    const summary = replayFile(fileOf('numbers.jsonl', renamed.join('\n')));
    expect(summary).toMatchObject({ passed: lines.length, failed: [] });
  });

  test('a life seen from outside the validator set, of another turn', () => {
    const first = { post: { round: 0, step: 'propose', ...nothing }, outs: [], ev: 'start' };
    const proposal = {
      ...{ ev: 'proposal', height: 0, round: 0, value: 'x', validRound: -1, from: 'v1' },
      ...{ outs: [], post: { round: 0, step: 'prevote', ...nothing } },
    };
    const life = {
      ...{ id: 'outside', validators: ['v1', 'v2', 'v3'], weights: [5, 1, 1], node: 'v9' },
      ...{ proposer: 'validators[round mod n]', events: [first, proposal] },
    };
    const summary = replayFile(fileOf('outside.jsonl', JSON.stringify(life)));
    expect(summary).toMatchObject({ passed: 1, failed: [] });
  });
});

const nothing = { lockedRound: -1, lockedValue: null, validRound: -1, validValue: null };

function numberOf(text: string): number {
  return [...text].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 0) % 100_003;
}

/** The same trace with every id replaced: contents of `Val`, addresses, members of sets. */
function withIds(value: unknown, id: (text: string) => unknown, name = ''): unknown {
  if (typeof value === 'string') return idNames.has(name) ? id(value) : value;
  if (Array.isArray(value)) return value.map((inner) => withIds(inner, id, name));
  if (typeof value !== 'object' || value === null) return value;
  const { tag } = value as { tag?: string };
  const inside = (key: string) =>
    key === 'value' && tag !== undefined && holdsIds(tag) ? 'id' : key[0] === '#' ? name : key;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'tag' || key === '#bigint' ? inner : withIds(inner, id, lastPart(inside(key))),
    ]),
  );
}

const idNames = new Set(['id', 'srcAddress', 'votesAddresses', 'votesAddressesWeights']);
idNames.add('validatorSet').add('proposal');

function holdsIds(tag: string): boolean {
  return tag === 'Val' || /^(?!Error|Timeout).*(CInput|VKOutput|DecidedOutput)$/.test(tag);
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

describe('a difference is found:', () => {
  test.each(kinds)('%s with one expectation changed', (name) => {
    const [line = ''] = textOf(name).trim().split('\n');
    const changed = line
      .replace('"step":"prevote"', '"step":"precommit"')
      .replace('"lockedRound":{"#bigint":"-1"},"lockedValue"', '"lockedRound":3,"lockedValue"')
      .replace('"valuesWeights":{"#map":[[', '"valuesWeights":{"#map":[[{"tag":"Nil"},1],[');
    expect(changed).not.toBe(line);
    expect(replayFile(fileOf(name.replace('.gz', ''), changed)).failed).toHaveLength(1);
  });

  test('a trace that cannot be read has failed, the others are replayed', () => {
    const [good = ''] = textOf('driver_macro_dev.jsonl.gz').split('\n');
    const { id: _, ...bad } = { ...JSON.parse(good), proposer: 'whoever' };
    const { passed, failed } = replayFile(fileOf('mixed.jsonl', `${good}\n${JSON.stringify(bad)}`));
    expect(passed).toBe(1);
    expect(failed).toMatchObject([{ id: 'line 2' }]);
    expect(failed[0]?.difference).toContain('unknown rule of proposers');
  });
});

describe('a file that holds no vectors', () => {
  const files: [name: string, path: () => string, message: string][] = [
    ['is not there', () => join(folder, 'absent.jsonl'), 'cannot be read (ENOENT)'],
    ['is a folder', () => folder, 'cannot be read (EISDIR)'],
    ['is empty', () => fileOf('empty.jsonl', ''), 'has no traces'],
    ['is empty and packed', () => fileOf('empty.gz', gzipSync('')), 'has no traces'],
    ['is cut off', () => fileOf('cut.gz', gzipSync('{"id":1}').subarray(0, 15)), 'damaged'],
    ['is not JSON', () => fileOf('text.jsonl', '{"events":[]\n'), 'line 1 is not JSON'],
    ['has a line that is no object', () => fileOf('list.jsonl', '[]\n'), 'line 1 is not an object'],
    ['is of an unknown format', () => fileOf('other.jsonl', '{"states":[{"x":1}]}'), 'not known'],
  ];
  test.each(files)('%s is refused', (_, path, message) => {
    expect(() => replayFile(path())).toThrow(message);
  });

  test('is refused by name, the next file is replayed, and the exit code is 2', () => {
    const next = `${vectors}driver_macro_solo_dev.jsonl.gz`;
    const paths = [...files.map(([, path]) => path()), next];
    const done = spawnSync(process.execPath, [runner, ...paths], { encoding: 'utf8' });
    const lines = done.stderr.trim().split('\n');
    expect(lines).toHaveLength(files.length);
    for (const [index, [, , message]] of files.entries()) expect(lines[index]).toContain(message);
    expect(done.stdout).toBe('driver_macro_solo_dev.jsonl.gz: 11 passed, 0 failed\n');
    expect(done.status).toBe(2);
  });

  test('runs of a whole system are known, and not replayed', () => {
    const state = { system: {}, propBuffer: {}, voteBuffer: {}, certBuffer: {}, _hist: {} };
    const summary = replayFile(fileOf('system.jsonl', JSON.stringify({ states: [state] })));
    expect(summary).toMatchObject({ passed: 0, failed: [], unreplayed: { count: 1 } });
  });
});
