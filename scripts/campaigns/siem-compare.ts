// What a receiver has, held against the journal field by field.
import { bytesToHex } from '@mingjing/crypto';
import { type Journal, READ_ENTRIES_MAX } from '@mingjing/journal';
import {
  ActorType,
  actGroupCodec,
  EntryResult,
  frameGroupCodec,
  type JournalSourceName,
  logOrigin,
  SOURCE_NAMES,
} from '@mingjing/protocol';
import { parseSyslog } from '../../packages/journal/test/strict-syslog.ts';
import type { RsyslogLine } from './rsyslog.ts';
import { CHAIN_ID, NODE_ID, openCampaignJournal } from './siem-journal.ts';

export interface SiemVerdict {
  readonly entries: number;
  readonly lines: number;
  /** Lines of entries that had arrived before. */
  readonly repeated: number;
  readonly missing: number;
  /** What differs between a line and its entry, the first few. */
  readonly wrong: readonly string[];
  /** Entries with characters outside ASCII, and with controls. */
  readonly chinese: number;
  readonly withControls: number;
}

const WRONG_MAX = 20;
type Fields = Readonly<Record<string, string>>;

/** Compares every line with the entry it names, and every entry with the lines. */
export async function compare(folder: string, lines: readonly RsyslogLine[]): Promise<SiemVerdict> {
  const journal = await openCampaignJournal(folder);
  const expected = new Map<string, Fields>();
  for (const source of SOURCE_NAMES) await addEntries(journal, source, expected);
  await journal.close();
  const seen = new Set<string>();
  const wrong: string[] = [];
  for (const line of lines) {
    const fields = fieldsOf(line);
    const place = `${fields?.['log']} ${fields?.['index']}`;
    seen.add(place);
    const difference = differenceOf(fields, expected.get(place));
    if (difference !== undefined && wrong.length < WRONG_MAX) wrong.push(`${place}: ${difference}`);
  }
  const objects = [...expected.values()].map((fields) => fields['object'] ?? '');
  return {
    entries: expected.size,
    lines: lines.length,
    repeated: lines.length - seen.size,
    missing: [...expected.keys()].filter((place) => !seen.has(place)).length,
    wrong,
    chinese: objects.filter((object) => /\p{Script=Han}/u.test(object)).length,
    withControls: objects.filter((object) => /\p{Cc}/u.test(object)).length,
  };
}

async function addEntries(
  journal: Journal,
  source: JournalSourceName,
  expected: Map<string, Fields>,
): Promise<void> {
  const log = logOrigin(CHAIN_ID, NODE_ID, source);
  for (let from = 0; from < journal.durableSize(source); from += READ_ENTRIES_MAX) {
    const entries = await journal.readRange(source, from, from + READ_ENTRIES_MAX);
    for (const [i, { stub, body }] of entries.entries()) {
      if (body === undefined) throw new Error(`no body of ${source} ${from + i}`);
      const frame = frameGroupCodec.decode(body.frame.stored);
      const act = actGroupCodec.decode(body.act.stored);
      const leaf = await journal.stubLeafHash(source, from + i);
      const severity = { failed: 3, refused: 4 }[nameOf(EntryResult, frame.result)];
      const isOffice = ['admin', 'security', 'supervision'].includes(source);
      expected.set(`${log} ${from + i}`, {
        ...{ pri: String(13 * 8 + (severity ?? (isOffice ? 5 : 6))), procId: source },
        ...{ time: String(stub.time), hostname: NODE_ID, appName: 'mingjing', msgId: frame.event },
        ...{ log, index: String(from + i), leaf: Buffer.from(leaf).toString('base64') },
        ...{ event: frame.event, result: nameOf(EntryResult, frame.result), reason: frame.reason },
        ...{ height: text(frame.blockHeight), monotonicUs: text(frame.monotonicUs) },
        ...{ actorType: nameOf(ActorType, act.actorType), actor: act.actor, method: act.method },
        ...{ session: act.session, resource: act.resource, object: act.object },
        ...{ transaction: bytesToHex(act.transactionId), counts: act.counts.join(',') },
        ...{ destination: act.destinationAddress, destinationPort: text(act.destinationPort) },
      });
    }
  }
}

/** The fields of a line: the header as rsyslogd took it apart, the structured data by us. */
function fieldsOf(line: RsyslogLine): Fields | undefined {
  const data = parseSyslog(`<1>1 - - - - - ${line['structured-data']}`);
  if (data === undefined) return undefined;
  const fields: Record<string, string> = {
    ...{ pri: line.pri, time: String(Date.parse(line.timereported)), hostname: line.hostname },
    ...{ appName: line['app-name'], procId: line.procid, msgId: line.msgid },
  };
  for (const params of data.elements.values()) {
    for (const [name, value] of params) {
      if (name.endsWith('*')) fields[name.slice(0, -1)] = decodeURIComponent(value);
      else fields[name] = value;
    }
  }
  return fields;
}

function differenceOf(given: Fields | undefined, expected: Fields | undefined) {
  if (given === undefined) return 'structured data is malformed';
  if (expected === undefined) return 'no such entry';
  const names = new Set([...Object.keys(given), ...Object.keys(expected)]);
  const name = [...names].find((each) => (given[each] ?? '') !== (expected[each] ?? ''));
  return name && `${name} is ${given[name]}, not ${expected[name]}`;
}

function nameOf(names: Readonly<Record<string, number>>, value: number): string {
  return Object.keys(names).find((name) => names[name] === value) ?? '';
}

function text(value: number): string {
  return value === 0 ? '' : String(value);
}
