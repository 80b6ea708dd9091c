import { bytesToHex } from '@mingjing/crypto';
import type { RecordItem } from '@mingjing/protocol';
import type { TraceEvidence } from './evidence.ts';
import type { TraceEdge, TraceEdgeType, TraceNode } from './facts.ts';

const TRANSACTION_DIGITS = 64;
const RECORD_DIGITS = 72;

/** A record as a receipt shows it. */
interface ShownRecord {
  readonly item: RecordItem;
  readonly height: number;
  readonly time: number;
  /** Key id of who signed it. */
  readonly signer: Uint8Array;
  /** Id of the record that it amends, in hexadecimal; empty: it is a first version. */
  readonly amends: string;
}

/** The name of a node without its type. */
export function nameOf(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}

/** Whether what a trace says of a node is what its evidence shows; of others it has names alone. */
export function isNodeShown(evidence: TraceEvidence, { facts, id, type }: TraceNode): boolean {
  if (type === 'record') {
    const record = recordOf(evidence, nameOf(id));
    if (record === undefined) return false;
    const { height, item, time } = record;
    const isRight = facts['height'] === height && facts['time'] === time;
    return isRight && facts['category'] === item.category && facts['subject'] === item.subject;
  }
  if (type === 'entry') {
    const entry = evidence.entries.get(nameOf(id));
    if (entry === undefined) return false;
    const { frame, nodeId, stub } = entry;
    const isRight = facts['node'] === nodeId && facts['time'] === stub.time;
    return isRight && facts['event'] === frame.event;
  }
  return true;
}

/** Whether the evidence shows a connection; one that is stated is the word of who signed it. */
export function isEdgeShown(evidence: TraceEvidence, { from, to, type }: TraceEdge): boolean {
  return SHOWN[type](evidence, nameOf(from), nameOf(to), to.slice(0, to.indexOf(':')));
}

type Shows = (evidence: TraceEvidence, from: string, to: string, toType: string) => boolean;

const SHOWN: Readonly<Record<TraceEdgeType, Shows>> = {
  'signed-by': (evidence, record, user) => {
    const signer = recordOf(evidence, record)?.signer;
    const key = signer && evidence.state.get('key', signer);
    return typeof key === 'object' && key.holder === user;
  },
  'registered-with': ({ state }, user, organisation) => {
    const found = state.get('user', user);
    return typeof found === 'object' && found.organisation === organisation;
  },
  'version-of': (evidence, record, first) => recordOf(evidence, record)?.amends === first,
  contains: (evidence, record, commitment) => {
    const attachments = recordOf(evidence, record)?.item.attachments ?? [];
    return attachments.some((each) => bytesToHex(each.commitment) === commitment);
  },
  says: (evidence, record) => recordOf(evidence, record) !== undefined,
  orders: ({ state }, order, subject, type) => {
    const id = bytesOf(order);
    const found = id && state.get('order', id);
    if (typeof found !== 'object') return false;
    if (type === 'user') return found.order?.userId === subject;
    if (type === 'record') return bytesToHex(found.order?.recordId ?? NOTHING) === subject;
    return found.commitments.some((each) => bytesToHex(each) === subject);
  },
  publishes: ({ entries }, entry, record) => {
    const id = bytesToHex(entries.get(entry)?.act.transactionId ?? NOTHING);
    return id.length === TRANSACTION_DIGITS && record.slice(0, TRANSACTION_DIGITS) === id;
  },
  within: ({ entries }, entry, session) => {
    return session !== '' && entries.get(entry)?.act.session === session;
  },
};

const NOTHING = new Uint8Array(0);

function recordOf({ transactions }: TraceEvidence, id: string): ShownRecord | undefined {
  if (id.length !== RECORD_DIGITS) return undefined;
  const shown = transactions.get(id.slice(0, TRANSACTION_DIGITS));
  const index = Number.parseInt(id.slice(TRANSACTION_DIGITS), 16);
  // Of a transaction that was refused no record came to be.
  if (shown === undefined || shown.facts.resultCode !== 0) return undefined;
  const { message, body } = shown.transaction;
  const isAmendment = message.type === 'recordsAmend';
  const item =
    message.type === 'recordsPublish'
      ? message.value.records[index]
      : isAmendment && index === 0
        ? message.value.record
        : undefined;
  if (item === undefined) return undefined;
  const { height, time } = shown.facts;
  const amends = isAmendment ? bytesToHex(message.value.recordId) : '';
  return { item, height, time, signer: body.signer, amends };
}

function bytesOf(hex: string): Uint8Array | undefined {
  if (!/^([0-9a-f]{2})+$/.test(hex)) return undefined;
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) =>
    Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16),
  );
}
