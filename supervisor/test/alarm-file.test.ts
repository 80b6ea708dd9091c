import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Alarm, AlarmEvent } from '@mingjing/oversight';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AlarmFile } from '../src/alarm-file.ts';

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

function reopened(): readonly AlarmEvent[] {
  const file = AlarmFile.open(path);
  file.close();
  return file.history;
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
