import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Alarm, AlarmEvent } from '@mingjing/oversight';
import { SupervisorError } from './errors.ts';
import { wholeLines } from './whole-lines.ts';

const MODE = 0o600;

interface EventLine {
  readonly line: string;
  readonly event: AlarmEvent;
}

/**
 * The alarms on disk: one event a line, appended and forced before anybody sees it. A last line
 * that a crash cut short was never shown and is dropped; any other fault stops the program. Nothing
 * is ever taken away but, by `shorten`, updates that a later one of the same alarm has overtaken.
 */
export class AlarmFile {
  readonly #path: string;
  #descriptor: number;
  /** Updates in the file, by the ids of their alarms. */
  #updates: Map<string, number>;

  private constructor(path: string, descriptor: number, updates: Map<string, number>) {
    this.#path = path;
    this.#descriptor = descriptor;
    this.#updates = updates;
  }

  /** Opens or makes the file; throws `SupervisorError`. */
  static open(path: string): AlarmFile {
    const descriptor = openSync(path, 'a+', MODE);
    try {
      const { updates, whole } = surveyed(path, descriptor);
      const { size } = fstatSync(descriptor);
      if (whole < size) {
        ftruncateSync(descriptor, whole);
        fsyncSync(descriptor);
      }
      if (size === 0) forceFolder(dirname(path));
      return new AlarmFile(path, descriptor, updates);
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  }

  /** Durable when it returns. Alarms are rare, so the wait for the disk is not felt. */
  append(events: readonly AlarmEvent[]): void {
    if (events.length === 0) return;
    try {
      writeLines(
        this.#descriptor,
        events.map((event) => JSON.stringify(event)),
      );
      fsyncSync(this.#descriptor);
    } catch (cause) {
      throw new SupervisorError('ALARMS_UNWRITABLE', { path: this.#path }, cause);
    }
    for (const event of events) countUpdate(this.#updates, event);
  }

  /** Every event there ever was, in order, read as it is asked for; throws `SupervisorError`. */
  *events(): Generator<AlarmEvent> {
    for (const { event } of eventLines(this.#path, this.#descriptor)) yield event;
  }

  /** Every alarm there ever was, oldest first, as it stands now. */
  all(): Alarm[] {
    const alarms = new Map<string, Alarm>();
    for (const event of this.events()) {
      if (event.type !== 'cleared') alarms.set(event.alarm.id, event.alarm);
      const known = event.type === 'cleared' ? alarms.get(event.id) : undefined;
      if (event.type !== 'cleared' || known === undefined) continue;
      alarms.set(event.id, { ...known, state: 'cleared', clearedAt: event.at });
    }
    return [...alarms.values()];
  }

  /** Updates that a later one of the same alarm has overtaken. */
  get overtaken(): number {
    return [...this.#updates.values()].reduce((sum, count) => sum + count - 1, 0);
  }

  /**
   * Takes out what is overtaken; all other lines stay, byte for byte. After a crash the file is the
   * old one or the new one. Throws `SupervisorError`.
   */
  shorten(): void {
    const temporary = `${this.#path}.new`;
    try {
      const into = openSync(temporary, 'w', MODE);
      try {
        writeLines(into, this.#kept());
        fsyncSync(into);
      } finally {
        closeSync(into);
      }
      renameSync(temporary, this.#path);
      forceFolder(dirname(this.#path));
      const shortened = openSync(this.#path, 'a+', MODE);
      closeSync(this.#descriptor);
      this.#descriptor = shortened;
    } catch (cause) {
      throw new SupervisorError('ALARMS_UNWRITABLE', { path: this.#path }, cause);
    }
    this.#updates = new Map([...this.#updates.keys()].map((id) => [id, 1]));
  }

  *#kept(): Generator<string> {
    const left = new Map(this.#updates);
    for (const { event, line } of eventLines(this.#path, this.#descriptor)) {
      if (event.type === 'updated') {
        const after = (left.get(event.alarm.id) ?? 0) - 1;
        left.set(event.alarm.id, after);
        if (after > 0) continue;
      }
      yield line;
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

/** What a file holds: every line is read, and refused here if it is damaged. */
function surveyed(path: string, descriptor: number) {
  const updates = new Map<string, number>();
  const lines = eventLines(path, descriptor);
  let next = lines.next();
  for (; !next.done; next = lines.next()) countUpdate(updates, next.value.event);
  return { updates, whole: next.value };
}

function countUpdate(updates: Map<string, number>, event: AlarmEvent): void {
  if (event.type !== 'updated') return;
  updates.set(event.alarm.id, (updates.get(event.alarm.id) ?? 0) + 1);
}

/** The whole lines with what each says; returns the bytes that they take. */
function* eventLines(path: string, descriptor: number): Generator<EventLine, number> {
  const lines = wholeLines(descriptor);
  let number = 1;
  for (let next = lines.next(); ; next = lines.next(), number += 1) {
    if (next.done) return next.value;
    yield { line: next.value, event: parseEvent(path, next.value, number) };
  }
}

function parseEvent(path: string, line: string, number: number): AlarmEvent {
  try {
    const event = JSON.parse(line) as AlarmEvent;
    if (isEvent(event)) return event;
  } catch {
    // Told below, with its place: the parser's own message would quote the line.
  }
  throw new SupervisorError('ALARMS_DAMAGED', { path, line: number });
}

function isEvent(event: AlarmEvent): boolean {
  if (event?.type === 'cleared') return typeof event.id === 'string';
  const isKnown = event?.type === 'raised' || event?.type === 'updated';
  return isKnown && /^alarm-[1-9][0-9]*$/.test(event.alarm?.id);
}

function writeLines(descriptor: number, lines: Iterable<string>): void {
  let text = '';
  for (const line of lines) {
    text += `${line}\n`;
    if (text.length < WRITTEN_AT_ONCE) continue;
    writeWhole(descriptor, text);
    text = '';
  }
  writeWhole(descriptor, text);
}

/** Characters gathered for one write. */
const WRITTEN_AT_ONCE = 64 * 1024;

function writeWhole(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) written += writeSync(descriptor, bytes, written);
}

function forceFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
