import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Alarm, AlarmEvent } from '@mingjing/oversight';
import { SupervisorError } from './errors.ts';

const NEWLINE = 0x0a;

/**
 * The alarms on disk: one event a line, only ever appended, forced before anybody sees it. A last
 * line that a crash cut short was never shown and is dropped; any other fault stops the program.
 */
export class AlarmFile {
  readonly #path: string;
  readonly #descriptor: number;
  /** Events of the runs before this one. */
  readonly history: readonly AlarmEvent[];

  private constructor(path: string, descriptor: number, history: readonly AlarmEvent[]) {
    this.#path = path;
    this.#descriptor = descriptor;
    this.history = history;
  }

  /** Opens or makes the file; throws `SupervisorError`. */
  static open(path: string): AlarmFile {
    const descriptor = openSync(path, 'a+', 0o600);
    try {
      const bytes = readFileSync(path);
      const whole = bytes.lastIndexOf(NEWLINE) + 1;
      const history = parseEvents(path, bytes.subarray(0, whole));
      if (whole < bytes.length) {
        ftruncateSync(descriptor, whole);
        fsyncSync(descriptor);
      }
      if (bytes.length === 0) forceFolder(dirname(path));
      return new AlarmFile(path, descriptor, history);
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  }

  /** Durable when it returns. Alarms are rare, so the wait for the disk is not felt. */
  append(events: readonly AlarmEvent[]): void {
    if (events.length === 0) return;
    const bytes = Buffer.from(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    try {
      let written = 0;
      while (written < bytes.length) written += writeSync(this.#descriptor, bytes, written);
      fsyncSync(this.#descriptor);
    } catch (cause) {
      throw new SupervisorError('ALARMS_UNWRITABLE', { path: this.#path }, cause);
    }
  }

  /** Every alarm there ever was, oldest first, as it stands now. */
  all(): Alarm[] {
    const alarms = new Map<string, Alarm>();
    for (const event of parseEvents(this.#path, readFileSync(this.#path))) {
      if (event.type !== 'cleared') alarms.set(event.alarm.id, event.alarm);
      const known = event.type === 'cleared' ? alarms.get(event.id) : undefined;
      if (event.type !== 'cleared' || known === undefined) continue;
      alarms.set(event.id, { ...known, state: 'cleared', clearedAt: event.at });
    }
    return [...alarms.values()];
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

function parseEvents(path: string, bytes: Uint8Array): AlarmEvent[] {
  const lines = Buffer.from(bytes).toString('utf8').split('\n').slice(0, -1);
  return lines.map((line, index) => {
    try {
      const event = JSON.parse(line) as AlarmEvent;
      if (isEvent(event)) return event;
    } catch {
      // Told below, with its place: the parser's own message would quote the line.
    }
    throw new SupervisorError('ALARMS_DAMAGED', { path, line: index + 1 });
  });
}

function isEvent(event: AlarmEvent): boolean {
  if (event?.type === 'cleared') return typeof event.id === 'string';
  const isKnown = event?.type === 'raised' || event?.type === 'updated';
  return isKnown && /^alarm-[1-9][0-9]*$/.test(event.alarm?.id);
}

function forceFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
