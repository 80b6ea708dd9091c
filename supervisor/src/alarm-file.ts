import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Alarm, AlarmEvent } from '@mingjing/oversight';
import { eventLines, parseEvent, writeLines } from './alarm-lines.ts';
import { type AlarmPlace, AlarmPlaces } from './alarm-places.ts';
import { SupervisorError } from './errors.ts';

const MODE = 0o600;

/**
 * The alarms on disk: one event a line, appended and forced before anybody sees it. A last line
 * that a crash cut short was never shown and is dropped; any other fault stops the program. Nothing
 * is ever taken away but, by `shorten`, updates that a later one of the same alarm has overtaken.
 */
export class AlarmFile {
  readonly #path: string;
  #descriptor: number;
  #places: AlarmPlaces;
  /** Bytes. */
  #size: number;

  private constructor(path: string, descriptor: number, { places, whole }: Surveyed) {
    this.#path = path;
    this.#descriptor = descriptor;
    this.#places = places;
    this.#size = whole;
  }

  /** Opens or makes the file; throws `SupervisorError`. */
  static open(path: string): AlarmFile {
    const descriptor = openSync(path, 'a+', MODE);
    try {
      const found = surveyed(path, descriptor);
      const { size } = fstatSync(descriptor);
      if (found.whole < size) {
        ftruncateSync(descriptor, found.whole);
        fsyncSync(descriptor);
      }
      if (size === 0) forceFolder(dirname(path));
      return new AlarmFile(path, descriptor, found);
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  }

  /** Durable when it returns. Alarms are rare, so the wait for the disk is not felt. */
  append(events: readonly AlarmEvent[]): void {
    if (events.length === 0) return;
    const lines = events.map((event) => ({ event, text: JSON.stringify(event) }));
    try {
      writeLines(
        this.#descriptor,
        lines.map(({ text }) => text),
      );
      fsyncSync(this.#descriptor);
    } catch (cause) {
      throw new SupervisorError('ALARMS_UNWRITABLE', { path: this.#path }, cause);
    }
    for (const { event, text } of lines) {
      const bytes = Buffer.byteLength(text);
      this.#places.add(event, { at: this.#size, bytes });
      this.#size += bytes + 1;
    }
  }

  /** Every event there ever was, in order, read as it is asked for; throws `SupervisorError`. */
  *events(): Generator<AlarmEvent> {
    for (const { event } of eventLines(this.#path, this.#descriptor)) yield event;
  }

  /** Every alarm there ever was, oldest first, as it stands now; throws `SupervisorError`. */
  all(): Alarm[] {
    return this.newest(() => true, Number.POSITIVE_INFINITY).reverse();
  }

  /** The alarm of this id as it stands now; throws `SupervisorError`. */
  get(id: string): Alarm | undefined {
    const place = this.#places.get(id);
    return place && this.#read(place);
  }

  /**
   * The newest of the alarms there ever were that are meant, at most `limit`, newest first, as they
   * stand now. The file is read where these lie; throws `SupervisorError`.
   */
  newest(isMeant: (place: AlarmPlace) => boolean, limit: number): Alarm[] {
    const found: Alarm[] = [];
    for (const place of this.#places.newestFirst()) {
      if (found.length >= limit) break;
      if (isMeant(place)) found.push(this.#read(place));
    }
    return found;
  }

  #read({ clearedAt, id, line }: AlarmPlace): Alarm {
    const bytes = Buffer.allocUnsafe(line.bytes);
    const read = readSync(this.#descriptor, bytes, 0, line.bytes, line.at);
    const event = read === line.bytes ? parseEvent(bytes.toString()) : undefined;
    if (event === undefined || event.type === 'cleared' || event.alarm.id !== id) {
      throw new SupervisorError('ALARMS_CHANGED', { path: this.#path, id });
    }
    return clearedAt === undefined ? event.alarm : { ...event.alarm, state: 'cleared', clearedAt };
  }

  /** Updates that a later one of the same alarm has overtaken. */
  get overtaken(): number {
    return this.#places.overtaken;
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
    const { places, whole } = surveyed(this.#path, this.#descriptor);
    this.#places = places;
    this.#size = whole;
  }

  *#kept(): Generator<string> {
    const left = new Map<string, number>();
    for (const { event, line } of eventLines(this.#path, this.#descriptor)) {
      if (event.type === 'updated') {
        const { id } = event.alarm;
        const after = (left.get(id) ?? this.#places.get(id)?.updates ?? 0) - 1;
        left.set(id, after);
        if (after > 0) continue;
      }
      yield line.text;
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

interface Surveyed {
  readonly places: AlarmPlaces;
  /** Bytes of the whole lines. */
  readonly whole: number;
}

/** What a file holds: every line is read, and refused here if it is damaged. */
function surveyed(path: string, descriptor: number): Surveyed {
  const places = new AlarmPlaces();
  const lines = eventLines(path, descriptor);
  let next = lines.next();
  for (; !next.done; next = lines.next()) places.add(next.value.event, next.value.line);
  return { places, whole: next.value };
}

function forceFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
