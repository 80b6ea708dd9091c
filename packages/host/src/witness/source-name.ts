import { JournalSource, type JournalSourceName, SOURCE_NAMES } from '@mingjing/protocol';

/** The source of a number on the wire; undefined when there is none. */
export function sourceName(number: number): JournalSourceName | undefined {
  return SOURCE_NAMES.find((name) => JournalSource[name] === number);
}
