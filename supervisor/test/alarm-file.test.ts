import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Alarm, AlarmBook, type AlarmEvent } from '@mingjing/oversight';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AlarmFile } from '../src/alarm-file.ts';
import type { AlarmPlace } from '../src/alarm-places.ts';
import { shortenAlarms } from '../src/shorten-alarms.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alarms-'));
  path = join(folder, 'alarms.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

function alarm(number: number, nodes: string[] = []): Alarm {
  return {
    id: `alarm-${number}`,
    rule: 'tip-stalled',
    severity: 'major',
    subject: `node-${number}`,
    nodes,
    since: 5,
    evidence: { kind: 'silence', lastHead: null },
    state: 'open',
  };
}

const raised = (number: number): AlarmEvent => ({ type: 'raised', alarm: alarm(number) });
const events: AlarmEvent[] = [
  raised(1),
  raised(2),
  { type: 'cleared', id: 'alarm-1', at: 9 },
  { type: 'updated', alarm: alarm(2, ['node-b']) },
];

function written(...each: AlarmEvent[]): void {
  const file = AlarmFile.open(path);
  file.append(each);
  file.close();
}

/** What a list of events comes to, told plainly. */
function asTheyStand(said: readonly AlarmEvent[]): Alarm[] {
  const alarms = new Map<string, Alarm>();
  for (const event of said) {
    if (event.type !== 'cleared') alarms.set(event.alarm.id, event.alarm);
    else {
      const known = alarms.get(event.id) as Alarm;
      alarms.set(event.id, { ...known, state: 'cleared', clearedAt: event.at });
    }
  }
  return [...alarms.values()];
}

function reopened(): readonly AlarmEvent[] {
  const file = AlarmFile.open(path);
  const read = [...file.events()];
  file.close();
  return read;
}

describe('the alarm file', () => {
  it('gives back what was appended over several runs', () => {
    written(...events.slice(0, 2));
    written(...events.slice(2));
    expect(reopened()).toEqual(events);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('tells every alarm as it stands', () => {
    written(...events);
    const file = AlarmFile.open(path);
    expect(file.all()).toEqual([
      { ...alarm(1), state: 'cleared', clearedAt: 9 },
      alarm(2, ['node-b']),
    ]);
    file.close();
  });

  it('finds an alarm, or those that are meant, where they lie', () => {
    written(...events);
    const file = AlarmFile.open(path);
    file.append([
      raised(3),
      { type: 'raised', alarm: { ...alarm(4), subject: '节点' } },
      raised(5),
    ]);
    file.append([{ type: 'cleared', id: 'alarm-3', at: 11 }]);
    const ids = (...[isMeant, limit]: Parameters<AlarmFile['newest']>) =>
      file.newest(isMeant, limit).map(({ id }) => id);
    const isOpen = ({ clearedAt }: AlarmPlace) => clearedAt === undefined;
    expect(ids(() => true, 9)).toEqual(['alarm-5', 'alarm-4', 'alarm-3', 'alarm-2', 'alarm-1']);
    expect(ids(isOpen, 2)).toEqual(['alarm-5', 'alarm-4']);
    expect(ids(({ nodes }) => nodes.includes('node-b'), 9)).toEqual(['alarm-2']);
    expect(file.get('alarm-3')).toEqual({ ...alarm(3), state: 'cleared', clearedAt: 11 });
    expect(file.get('alarm-4')?.subject).toBe('节点');
    expect(file.get('alarm-6')).toBeUndefined();
    file.close();
  });

  it('has each alarm as the last event left it, opened anew and shortened', () => {
    const word = fc.record({
      number: fc.integer({ min: 1, max: 6 }),
      type: fc.constantFrom('raised' as const, 'updated' as const, 'cleared' as const),
      node: fc.constantFrom('node-a', '节点', ''),
    });
    fc.assert(
      fc.property(fc.array(word), fc.nat(), (words, cut) => {
        rmSync(path, { force: true });
        const known = new Set<number>();
        const said = words.map(({ node, number, type }): AlarmEvent => {
          const named = alarm(number, node === '' ? [] : [node]);
          const isNew = !known.has(number);
          known.add(number);
          if (isNew) return { type: 'raised', alarm: named };
          return type === 'cleared' ? { type, id: named.id, at: 9 } : { type, alarm: named };
        });
        written(...said.slice(0, cut % (said.length + 1)));
        const file = AlarmFile.open(path);
        file.append(said.slice(cut % (said.length + 1)));
        const standing = asTheyStand(said);
        expect(file.all()).toEqual(standing);
        file.shorten();
        expect(file.all()).toEqual(standing);
        file.close();
      }),
      { numRuns: 60 },
    );
  });

  it('says so where a line was changed under it', () => {
    written(...events);
    const file = AlarmFile.open(path);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('alarm-1', 'alarm-9'));
    expect(() => file.get('alarm-1')).toThrow(
      expect.objectContaining({ code: 'ALARMS_CHANGED', fields: { path, id: 'alarm-1' } }),
    );
    writeFileSync(path, '');
    expect(() => file.newest(() => true, 9)).toThrow(
      expect.objectContaining({ code: 'ALARMS_CHANGED' }),
    );
    file.close();
  });

  it('reads lines that are longer than a piece, and characters that two pieces share', () => {
    const long = Array.from({ length: 5 }, (_, index): AlarmEvent => {
      return {
        type: 'raised',
        alarm: { ...alarm(index + 1), subject: '字'.repeat(30_000 + index) },
      };
    });
    written(...long);
    appendFileSync(path, '{"type":"cle');
    expect(reopened()).toEqual(long);
    expect(reopened()).toEqual(long);
  });

  it('drops a last line that was cut short at any byte, and appends behind the rest', () => {
    written(...events.slice(0, 3));
    const whole = readFileSync(path);
    const last = whole.subarray(0, -1).lastIndexOf(0x0a) + 1;
    for (let length = last; length < whole.length; length++) {
      writeFileSync(path, whole.subarray(0, length));
      expect(reopened()).toEqual(events.slice(0, 2));
      expect(statSync(path).size).toBe(last);
    }
    written(raised(3));
    expect(reopened()).toEqual([...events.slice(0, 2), raised(3)]);
  });

  it.each([
    ['no JSON', '{"type":'],
    ['another kind of event', '{"type":"deleted","id":"alarm-1"}'],
    ['no event', 'null'],
    ['an id that is none', '{"type":"raised","alarm":{"id":"1"}}'],
  ])('refuses a whole line that is %s, naming it', (_name, line) => {
    written(raised(1));
    appendFileSync(path, `${line}\n`);
    expect(() => AlarmFile.open(path)).toThrow(
      expect.objectContaining({ code: 'ALARMS_DAMAGED', fields: { path, line: 2 } }),
    );
  });
});

describe('a file of many updates', () => {
  const updated = (number: number, ...nodes: string[]): AlarmEvent => {
    return { type: 'updated', alarm: alarm(number, nodes) };
  };
  const many: AlarmEvent[] = [
    ...[raised(1), updated(1, 'node-a'), raised(2), updated(2, 'node-a'), updated(1, 'node-b')],
    ...[{ type: 'cleared', id: 'alarm-1', at: 9 } as const, raised(3), updated(2, 'node-c')],
  ];

  it('is shortened to the first word on each alarm, the latest, and its end', () => {
    written(...many);
    const lines = readFileSync(path, 'utf8').split('\n');
    const file = AlarmFile.open(path);
    expect(file.overtaken).toBe(2);
    const before = file.all();
    file.shorten();
    expect(file.overtaken).toBe(0);
    expect(readFileSync(path, 'utf8').split('\n')).toEqual(
      lines.filter((_, at) => ![1, 3].includes(at)),
    );
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(file.all()).toEqual(before);
    file.append([updated(3, 'node-a'), updated(3, 'node-b')]);
    expect(file.overtaken).toBe(1);
    file.close();
    expect(reopened().slice(-2)).toEqual([updated(3, 'node-a'), updated(3, 'node-b')]);
  });

  it('makes the same list of alarms as before', () => {
    written(...many);
    const lists = [false, true].map((isShort) => {
      const file = AlarmFile.open(path);
      if (isShort) file.shorten();
      const book = new AlarmBook();
      book.restore(file.events());
      file.close();
      return [book.open(), book.cleared()];
    });
    expect(lists[1]).toEqual(lists[0]);
    expect(lists[0]?.[0]).toHaveLength(2);
  });

  it('is shortened anew when a crash left a part of the new file', () => {
    written(...many);
    writeFileSync(`${path}.new`, 'x'.repeat(10_000));
    const file = AlarmFile.open(path);
    file.shorten();
    file.close();
    expect(reopened()).toHaveLength(many.length - 2);
    expect(existsSync(`${path}.new`)).toBe(false);
  });

  it('is shortened at a thousand lines that go, once the journal says so', async () => {
    const acts: unknown[] = [];
    const host = (append: (entry: object) => Promise<never>) => {
      return { nodeId: 'watch-1', replica: { chain: { height: 7 } }, journal: { append } };
    };
    const full = host(() => Promise.reject(new Error('the journal is full')));
    const noting = host(async (entry) => acts.push(entry) as never);
    written(...Array.from({ length: 1000 }, (_, index) => updated(1, `node-${index}`)));
    const file = AlarmFile.open(path);
    await shortenAlarms(noting, file);
    expect(acts).toEqual([]);
    file.append([updated(1, 'node-last')]);
    await expect(shortenAlarms(full, file)).rejects.toThrow('the journal is full');
    expect(file.overtaken).toBe(1000);
    await shortenAlarms(noting, file);
    expect(acts).toMatchObject([{ event: 'alarms-shortened', counts: [1000], blockHeight: 7 }]);
    expect([...file.events()]).toEqual([updated(1, 'node-last')]);
    file.close();
  });

  it('stays as it is when the new file cannot be written, and says so', () => {
    written(...many);
    mkdirSync(`${path}.new`);
    const file = AlarmFile.open(path);
    expect(() => file.shorten()).toThrow(
      expect.objectContaining({ code: 'ALARMS_UNWRITABLE', fields: { path } }),
    );
    file.append([raised(4)]);
    file.close();
    expect(reopened()).toEqual([...many, raised(4)]);
  });
});
