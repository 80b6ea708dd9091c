import { writeSync } from 'node:fs';
import type { AlarmEvent } from '@mingjing/oversight';
import { SupervisorError } from './errors.ts';
import { type WholeLine, wholeLines } from './whole-lines.ts';

/** Characters gathered for one write. */
const WRITTEN_AT_ONCE = 64 * 1024;

export interface EventLine {
  readonly line: WholeLine;
  readonly event: AlarmEvent;
}

/**
 * The whole lines of a file of alarms with what each says; returns the bytes that they take. Throws
 * `ALARMS_DAMAGED` for a whole line that says nothing.
 */
export function* eventLines(path: string, descriptor: number): Generator<EventLine, number> {
  const lines = wholeLines(descriptor);
  let number = 1;
  for (let next = lines.next(); ; next = lines.next(), number += 1) {
    if (next.done) return next.value;
    const event = parseEvent(next.value.text);
    if (event === undefined) throw new SupervisorError('ALARMS_DAMAGED', { path, line: number });
    yield { line: next.value, event };
  }
}

/** What a line says; undefined when it says nothing. The parser's own message would quote it. */
export function parseEvent(line: string): AlarmEvent | undefined {
  try {
    const event = JSON.parse(line) as AlarmEvent;
    return isEvent(event) ? event : undefined;
  } catch {
    return undefined;
  }
}

function isEvent(event: AlarmEvent): boolean {
  if (event?.type === 'cleared') return typeof event.id === 'string';
  const isKnown = event?.type === 'raised' || event?.type === 'updated';
  return isKnown && /^alarm-[1-9][0-9]*$/.test(event.alarm?.id);
}

/** Writes lines at the end of a file; throws what writing throws. */
export function writeLines(descriptor: number, lines: Iterable<string>): void {
  let text = '';
  for (const line of lines) {
    text += `${line}\n`;
    if (text.length < WRITTEN_AT_ONCE) continue;
    writeWhole(descriptor, text);
    text = '';
  }
  writeWhole(descriptor, text);
}

function writeWhole(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) written += writeSync(descriptor, bytes, written);
}
