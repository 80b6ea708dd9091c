import { assert, bytesToHex } from '@mingjing/crypto';
import {
  type ActGroup,
  ActorType,
  EntryResult,
  type FrameGroup,
  type JournalSourceName,
} from '@mingjing/protocol';
import {
  headerField,
  message,
  type Param,
  priority,
  sdElement,
  timestamp,
} from './syslog-syntax.ts';

/** What every receiver should take (RFC 5425, 4.3.1), and rsyslog's own default. */
export const LINE_BYTES_MAX = 8192;
/** Bounds of RFC 5424, section 6. */
const HOSTNAME_MAX = 255;
const APP_NAME_MAX = 48;
const PROCID_MAX = 128;
const MSGID_MAX = 32;
/** What a line that would be too long goes without, in this order, and says so. */
const OMITTABLE = ['message', 'counts', 'resource'] as const;

/** An entry as it may leave: the personal group has no place in it. */
export interface ForwardedEntry {
  /** Origin of its log, as in the log's checkpoints. */
  readonly origin: string;
  readonly source: JournalSourceName;
  readonly index: number;
  /** Ms since the epoch, as the stub states it. */
  readonly time: number;
  readonly leafHash: Uint8Array;
  /** Absent when the body is not kept any more. */
  readonly groups: { readonly frame: FrameGroup; readonly act: ActGroup } | undefined;
}

/** What all lines of one program have in common. */
export interface LineStyle {
  readonly nodeId: string;
  readonly program: string;
  /** Syslog facility, 0 to 23. */
  readonly facility: number;
  /** Private enterprise number in the ids of structured data (RFC 5424, 7.2.2). */
  readonly enterpriseNumber: number;
}

/**
 * The RFC 5424 line of an entry, at most 8192 bytes of UTF-8. PROCID is the log, MSGID the event
 * (its first 32 characters); the structured data names the entry by origin, index and leaf hash,
 * so that a receiver finds what it got twice and can ask for a proof later.
 */
export function forwardLine(entry: ForwardedEntry, style: LineStyle): string {
  for (let count = 0; count <= OMITTABLE.length; count++) {
    const line = lineWithout(OMITTABLE.slice(0, count), entry, style);
    if (Buffer.byteLength(line) <= LINE_BYTES_MAX) return line;
  }
  assert(false, 'the bounds of the fields bound the line');
}

type Omitted = readonly (typeof OMITTABLE)[number][];

function lineWithout(omitted: Omitted, entry: ForwardedEntry, style: LineStyle): string {
  const { frame, act } = entry.groups ?? {};
  const number = style.enterpriseNumber;
  const header = [
    `${priority(style.facility, severityOf(entry))}1`,
    timestamp(entry.time),
    headerField(style.nodeId, HOSTNAME_MAX),
    headerField(style.program, APP_NAME_MAX),
    headerField(entry.source, PROCID_MAX),
    headerField(frame?.event ?? '', MSGID_MAX),
  ].join(' ');
  const named = sdElement(`entry@${number}`, entryParams(entry, omitted));
  const acted = act === undefined ? '' : sdElement(`act@${number}`, actParams(act, omitted));
  const text = omitted.includes('message') ? '' : ` ${message(sentence(entry))}`;
  return `${header} ${named}${acted}${text}`;
}

function entryParams(entry: ForwardedEntry, omitted: Omitted): Param[] {
  const frame = entry.groups?.frame;
  return [
    ['log', entry.origin],
    ['index', String(entry.index)],
    ['leaf', Buffer.from(entry.leafHash).toString('base64')],
    ['event', frame?.event ?? ''],
    ['result', frame === undefined ? '' : nameOf(EntryResult, frame.result)],
    ['reason', frame?.reason ?? ''],
    ['height', numberText(frame?.blockHeight ?? 0)],
    ['monotonicUs', numberText(frame?.monotonicUs ?? 0)],
    ['body', frame === undefined ? 'absent' : ''],
    ['omitted', omitted.join(',')],
  ];
}

function actParams(act: ActGroup, omitted: Omitted): Param[] {
  return [
    ['actorType', act.actorType === 0 ? '' : nameOf(ActorType, act.actorType)],
    ['actor', act.actor],
    ['session', act.session],
    ['method', act.method],
    ['resource', omitted.includes('resource') ? '' : act.resource],
    ['object', act.object],
    ['transaction', bytesToHex(act.transactionId)],
    ['counts', omitted.includes('counts') ? '' : act.counts.join(',')],
    ['destination', act.destinationAddress],
    ['destinationPort', numberText(act.destinationPort)],
  ];
}

/** For people, and receivers that show no structured data. */
function sentence({ source, index, groups }: ForwardedEntry): string {
  if (groups === undefined) return `${source} ${index}: body absent`;
  const { frame, act } = groups;
  const reason = frame.reason === '' ? '' : `(${frame.reason})`;
  const words = [frame.event, nameOf(EntryResult, frame.result), reason, act.actor, act.object];
  return words.filter((word) => word !== '').join(' ');
}

/** Error for what failed, warning for what was refused, notice for acts of offices, else info. */
function severityOf({ source, groups }: ForwardedEntry): number {
  const result = groups?.frame.result;
  if (result === EntryResult.failed) return 3;
  if (result === EntryResult.refused) return 4;
  const isOffice = source === 'admin' || source === 'security' || source === 'supervision';
  return isOffice ? 5 : 6;
}

function numberText(value: number): string {
  return value === 0 ? '' : String(value);
}

function nameOf(names: Readonly<Record<string, number>>, value: number): string {
  return Object.keys(names).find((name) => names[name] === value) ?? String(value);
}
