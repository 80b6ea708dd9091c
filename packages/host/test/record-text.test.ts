import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contentText, descriptionIn, TEXT_BYTES_MAX } from '../src/search/records/content-text.ts';
import { RecordPlaces } from '../src/search/records/record-places.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const words = (text: string | undefined) => text?.split(/\s+/).filter((word) => word !== '');

describe('the text of a content', () => {
  test.each<[type: string, content: Uint8Array, expected: string[] | undefined]>([
    ['text/plain', bytes('明镜 公告'), ['明镜', '公告']],
    ['text/plain; charset=utf-8', bytes('a'), ['a']],
    ['', bytes('no type'), ['no', 'type']],
    ['', Uint8Array.of(0x89, 0x50, 0x00, 0xff), undefined],
    ['text/plain', Uint8Array.of(0x41, 0x00, 0x42), undefined],
    ['text/plain', Uint8Array.of(0xc3, 0xf7, 0xbe, 0xb5), ['明镜']],
    ['image/png', bytes('text'), undefined],
    ['application/pdf', bytes('text'), undefined],
    [
      'text/html',
      bytes('<p>明<b>镜</b>&amp;&#x955c;<script>hidden()</script>'),
      ['明', '镜', '&镜'],
    ],
    ['text/html', bytes('a<!-- hidden --><style>b{}</style><'), ['a']],
    ['text/html', bytes('&bogus; &#9999999; <script>never closed'), ['&bogus;', '&#9999999;']],
    [
      'application/json',
      bytes('{"name":"张三","tags":["x",7]}'),
      ['name', '张三', 'tags', 'x', '7'],
    ],
    ['application/ld+json', bytes('"only"'), ['only']],
    ['application/json', bytes('{broken'), ['{broken']],
    ['application/json', bytes('['.repeat(64) + ']'.repeat(64)), ['['.repeat(64) + ']'.repeat(64)]],
    ['text/plain', new Uint8Array(TEXT_BYTES_MAX + 1).fill(0x61), undefined],
  ])('of %s', (type, content, expected) => {
    expect(words(contentText(content, type))).toEqual(expected);
  });

  test('and what its description says', () => {
    const said = { file_name: '公告.txt', media_type: 'Text/Plain', title: '标题' };
    expect(descriptionIn(bytes(JSON.stringify(said)))).toEqual({
      ...{ fileName: '公告.txt', mediaType: 'text/plain', title: '标题' },
    });
    expect(descriptionIn(bytes('{"file_name":7}'))).toBeUndefined();
    expect(descriptionIn(bytes('null'))).toBeUndefined();
    expect(descriptionIn(bytes('x'.repeat(17_000)))).toBeUndefined();
  });
});

describe('where records stand', () => {
  let folder: string;
  let path: string;
  let counted: number[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mingjing-places-'));
    path = join(folder, 'search', 'places');
    counted = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const blocks = [0, 3, 0, 2, 1];
  const open = () =>
    new RecordPlaces(path, async (height) => {
      counted.push(height);
      return blocks[height - 1];
    });
  const follow = (places: RecordPlaces, height: number) => places.follow(height, async () => true);

  test('is counted once, also over a restart', async () => {
    const places = open();
    await follow(places, 4);
    expect(places.size).toBe(5);
    expect([-1, 0, 2, 3, 4, 5].map((at) => places.find(at))).toEqual([
      undefined,
      { height: 2, first: 0 },
      { height: 2, first: 0 },
      { height: 4, first: 3 },
      { height: 4, first: 3 },
      undefined,
    ]);
    expect([1, 2, 3, 4].map((height) => places.firstOf(height))).toEqual([
      ...[undefined, 0, undefined, 3],
    ]);
    const again = open();
    await follow(again, 5);
    expect(counted).toEqual([1, 2, 3, 4, 5]);
    expect(again.find(5)).toEqual({ height: 5, first: 5 });
  });

  test('stops at a block that is not here, and when it is told to', async () => {
    const places = open();
    await follow(places, 9);
    expect([places.height, places.size]).toEqual([5, 6]);
    const stopped = new RecordPlaces(join(folder, 'other'), async () => 1);
    await stopped.follow(9, async () => false);
    expect(stopped.height).toBe(1);
  });

  test('what is not whole in its file is counted again', async () => {
    await follow(open(), 5);
    const whole = readFileSync(path);
    appendFileSync(path, whole.subarray(0, 7));
    expect(open().size).toBe(6);
    expect(readFileSync(path)).toEqual(whole);
    const changed = Buffer.from(whole);
    changed.writeUInt8(9, 16 + 11);
    writeFileSync(path, changed);
    const places = open();
    expect([places.height, places.size]).toEqual([2, 3]);
    await follow(places, 5);
    expect(readFileSync(path)).toEqual(whole);
    places.clear();
    expect([places.height, places.size]).toEqual([0, 0]);
  });
});
