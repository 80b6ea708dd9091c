import { bytesToHex } from '@mingjing/crypto';
import {
  ActorType,
  EntryResult,
  JournalSource,
  type JournalSourceName,
  logOrigin,
} from '@mingjing/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ForwardedEntry, forwardLine, LINE_BYTES_MAX } from '../src/forward/forward-line.ts';
import { octetFrames } from '../src/forward/octet-frame.ts';
import { COUNTS_MAX, ENTRY_BOUNDS } from '../src/index.ts';
import { CHAIN_ID, NODE_ID, START_MS } from './fixture.ts';
import { OctetReader } from './octet-reader.ts';
import { parseSyslog, type SyslogLine } from './strict-syslog.ts';

const style = { nodeId: NODE_ID, program: 'mingjing', facility: 13, enterpriseNumber: 32_473 };
type Groups = NonNullable<ForwardedEntry['groups']>;

function entryOf(
  given: {
    frame?: Partial<Groups['frame']>;
    act?: Partial<Groups['act']>;
    source?: JournalSourceName;
    index?: number;
    time?: number;
  } = {},
): ForwardedEntry {
  const { source = 'publish', index = 7, time = START_MS } = given;
  const frame = { program: NODE_ID, source: JournalSource[source], index, time, monotonicUs: 5 };
  const noAct = { actorType: 0, actor: '', session: '', method: '', resource: '', object: '' };
  const nowhere = { destinationAddress: '', destinationPort: 0 };
  return {
    origin: logOrigin(CHAIN_ID, NODE_ID, source),
    ...{ source, index, time },
    leafHash: new Uint8Array(32).fill(index % 256),
    groups: {
      frame: {
        ...{ ...frame, blockHeight: 0, event: 'record-published', result: 1, reason: '' },
        ...given.frame,
      },
      act: { ...noAct, transactionId: new Uint8Array(0), counts: [], ...nowhere, ...given.act },
    },
  };
}

function parsed(entry: ForwardedEntry, own = style): SyslogLine {
  const text = forwardLine(entry, own);
  const line = parseSyslog(text);
  if (line === undefined) throw new Error(`refused: ${JSON.stringify(text)}`);
  return line;
}

/** A parameter as its reader has it: one with `*` after its name is percent-decoded. */
function param(line: SyslogLine, element: string, name: string): string {
  const params = line.elements.get(`${element}@${style.enterpriseNumber}`);
  const exact = params?.get(name);
  const encoded = params?.get(`${name}*`);
  expect(exact === undefined || encoded === undefined).toBe(true);
  return encoded === undefined ? (exact ?? '') : decodeURIComponent(encoded);
}

test('a line is as the format says, to the byte', () => {
  const entry = entryOf({
    frame: { blockHeight: 12 },
    act: {
      ...{ actorType: ActorType.user, actor: 'alice', session: 's1', method: 'POST' },
      ...{ resource: '/v1/records?q="a]"', object: '存证-1', counts: [1, 0, 3] },
      ...{ transactionId: Uint8Array.of(1, 255), destinationAddress: '2001:db8::1' },
      destinationPort: 8442,
    },
  });
  expect(forwardLine(entry, style)).toBe(
    '<110>1 2026-03-01T10:00:30.000Z node-1 mingjing publish record-published ' +
      '[entry@32473 log="demo-0123456789abcdef/node-1/publish/suite1" index="7" ' +
      'leaf="BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=" event="record-published" ' +
      'result="done" height="12" monotonicUs="5"]' +
      '[act@32473 actorType="user" actor="alice" session="s1" method="POST" ' +
      'resource="/v1/records?q=\\"a\\]\\"" object="存证-1" transaction="01ff" counts="1,0,3" ' +
      'destination="2001:db8::1" destinationPort="8442"]' +
      ' \ufeffrecord-published done alice 存证-1',
  );
});

describe('the priority', () => {
  const severities: [JournalSourceName, number, number][] = [
    ['access', EntryResult.done, 6],
    ['maintenance', EntryResult.done, 6],
    ['admin', EntryResult.done, 5],
    ['security', EntryResult.done, 5],
    ['supervision', EntryResult.done, 5],
    ['auth', EntryResult.refused, 4],
    ['admin', EntryResult.refused, 4],
    ['consensus', EntryResult.failed, 3],
  ];
  test.each(severities)('of %s with result %i has severity %i', (source, result, severity) => {
    const line = parsed(entryOf({ source, frame: { result } }), { ...style, facility: 23 });
    expect(line).toMatchObject({ facility: 23, severity, version: 1, procId: source });
  });
});

describe('an event', () => {
  test('that is longer than MSGID stands whole in the structured data', () => {
    const event = `a${'b'.repeat(63)}`;
    const line = parsed(entryOf({ frame: { event } }));
    expect(line.msgId).toBe(event.slice(0, 32));
    expect(param(line, 'entry', 'event')).toBe(event);
  });
});

describe('a field that no header takes', () => {
  test('is cut to what the grammar allows, or nil', () => {
    const line = parsed(entryOf({ time: Number.MAX_SAFE_INTEGER }), {
      ...style,
      nodeId: `节点 ${'n'.repeat(300)}`,
      program: '明镜',
    });
    expect(line.hostname).toBe('n'.repeat(255));
    expect(line.appName).toBeUndefined();
    expect(line.timestamp).toBeUndefined();
  });
});

test('line breaks never reach the line, and are read back exactly', () => {
  const object = '第一行\r\n<0>1 - forged - - - - 100%\u2028\u0085\u007f';
  const line = parsed(entryOf({ act: { object } }));
  expect(forwardLine(entryOf({ act: { object } }), style)).not.toMatch(/[\p{Cc}\u2028]/u);
  expect(param(line, 'act', 'object')).toBe(object);
  expect(line.message).toBe('\ufeffrecord-published done 第一行 <0>1 - forged - - - - 100% ');
});

test('an entry whose body is gone is still told, by its leaf', () => {
  const line = parsed({ ...entryOf(), groups: undefined });
  expect(line).toMatchObject({ msgId: undefined, message: '\ufeffpublish 7: body absent' });
  expect(param(line, 'entry', 'body')).toBe('absent');
  expect([...line.elements.keys()]).toEqual(['entry@32473']);
});

describe('a line that would be too long', () => {
  const wide = { object: '"'.repeat(ENTRY_BOUNDS.object), resource: 'r'.repeat(2048) };
  const counts = new Array<number>(COUNTS_MAX).fill(Number.MAX_SAFE_INTEGER);
  const table: [string, Partial<Groups['act']>, string][] = [
    ['nothing', wide, ''],
    ['the message', { ...wide, resource: '\n'.repeat(1700) }, 'message'],
    ['message and counts', { ...wide, counts }, 'message,counts'],
    [
      'message, counts and resource',
      { object: '\n'.repeat(ENTRY_BOUNDS.object), resource: '\n'.repeat(2048), counts },
      'message,counts,resource',
    ],
  ];
  test.each(table)('goes without %s and says so', (_, act, omitted) => {
    const entry = entryOf({ act });
    expect(Buffer.byteLength(forwardLine(entry, style))).toBeLessThanOrEqual(LINE_BYTES_MAX);
    const line = parsed(entry);
    expect(param(line, 'entry', 'omitted')).toBe(omitted);
    expect(param(line, 'act', 'object')).toBe(act.object);
    const isIn = (name: string) => !omitted.split(',').includes(name);
    expect(param(line, 'act', 'resource')).toBe(isIn('resource') ? act.resource : '');
    expect(param(line, 'act', 'counts')).toBe(isIn('counts') ? (act.counts ?? []).join(',') : '');
    expect(line.message === undefined).toBe(!isIn('message'));
  });
});

/** Texts that break formats: quotes, brackets, controls, wide characters. */
function text(bytesMax: number) {
  const special = fc.constantFrom(
    '"',
    '\\',
    ']',
    '[',
    '=',
    ' ',
    '%',
    '\n',
    '\0',
    '\u0085',
    '\ufeff',
  );
  const unit = fc.oneof(
    special,
    fc.string({ unit: 'grapheme', maxLength: 4 }),
    fc.constant('存证'),
  );
  return fc
    .array(unit, { maxLength: 24 })
    .map((units) => units.join('').toWellFormed())
    .filter((joined) => Buffer.byteLength(joined) <= bytesMax);
}
const count = fc.maxSafeNat();
const actGroup = fc.record({
  actorType: fc.constantFrom(0, ...Object.values(ActorType)),
  actor: text(ENTRY_BOUNDS.actor),
  session: text(ENTRY_BOUNDS.session),
  method: text(ENTRY_BOUNDS.method),
  resource: text(ENTRY_BOUNDS.resource),
  object: text(ENTRY_BOUNDS.object),
  transactionId: fc.uint8Array({ maxLength: 64 }),
  counts: fc.array(count, { maxLength: 30 }),
  destinationAddress: text(ENTRY_BOUNDS.destinationAddress),
  destinationPort: fc.nat(65_535),
});
const frameGroup = fc.record({
  event: fc.stringMatching(/^[a-z][a-z0-9.-]{0,63}$/),
  result: fc.constantFrom(...Object.values(EntryResult)),
  reason: text(ENTRY_BOUNDS.reason),
  blockHeight: count,
  monotonicUs: count,
});

test('every field of every entry is read back from its line, through octet counting', () => {
  const sources = fc.constantFrom(...(Object.keys(JournalSource) as JournalSourceName[]));
  const time = fc.nat(253_402_300_799_999);
  fc.assert(
    fc.property(frameGroup, actGroup, sources, count, time, (frame, act, source, index, at) => {
      const entry = entryOf({ frame, act, source, index, time: at });
      const reader = new OctetReader();
      const [sent] = reader.take(octetFrames([forwardLine(entry, style)]));
      const line = parseSyslog(sent ?? '');
      if (line === undefined) throw new Error(`refused: ${sent}`);
      expect(Date.parse(line.timestamp ?? '')).toBe(at);
      expect(line.msgId).toBe(frame.event.slice(0, 32));
      const own = (name: string) => param(line, 'entry', name);
      const told = (name: string) => param(line, 'act', name);
      expect([own('log'), own('index'), own('event')]).toEqual([
        entry.origin,
        String(index),
        frame.event,
      ]);
      expect(own('leaf')).toBe(Buffer.from(entry.leafHash).toString('base64'));
      expect(own('result')).toBe(Object.keys(EntryResult)[frame.result - 1]);
      expect([own('reason'), Number(own('height')), Number(own('monotonicUs'))]).toEqual([
        frame.reason,
        frame.blockHeight,
        frame.monotonicUs,
      ]);
      for (const name of ['actor', 'session', 'method', 'resource', 'object'] as const) {
        expect(told(name)).toBe(act[name]);
      }
      expect(told('transaction')).toBe(bytesToHex(act.transactionId));
      expect(told('counts')).toBe(act.counts.join(','));
      expect(told('destination')).toBe(act.destinationAddress);
      expect(Number(told('destinationPort'))).toBe(act.destinationPort);
    }),
    { numRuns: 400 },
  );
});

test('frames are found whatever the pieces they arrive in', () => {
  const lines = ['<0>1 - - - - - -', 'a\nb 12 c', '明镜'.repeat(500), ''];
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 20 }), (pieces) => {
      const bytes = octetFrames(lines);
      const reader = new OctetReader();
      const found: string[] = [];
      let at = 0;
      for (const piece of pieces) {
        found.push(...reader.take(bytes.subarray(at, at + piece)));
        at += piece;
      }
      found.push(...reader.take(bytes.subarray(at)));
      expect(found).toEqual(lines);
      expect(reader.pending).toBe(0);
    }),
  );
});
