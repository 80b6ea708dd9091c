import { bytesToHex, type VerifySignature } from '@mingjing/crypto';
import {
  type ActGroup,
  actGroupCodec,
  bodyFault,
  type FrameGroup,
  frameGroupCodec,
  KeyPurpose,
  logOrigin,
  type ParsedTransaction,
  parseEntryBody,
  parseTransaction,
  passed,
  receiptCodec,
  type Stub,
  stubCodec,
  type TraceEntry,
  widestParameters,
} from '@mingjing/protocol';
import { leafHash, noteKey, TYPE_ED25519, verifyTlogProof } from '@mingjing/tlog';
import { sourceName } from '../export/exported-log.ts';
import type { ReceiptFacts } from '../receipt/facts.ts';
import { verifyReceipt } from '../receipt/verify-receipt.ts';
import { keyOf } from '../retention/retained-log.ts';
import type { ProvedState } from '../state/state-proof.ts';
import { refusedTrace, type TraceReason, type TraceRefusal } from './facts.ts';

/** A transaction that stands in a certified block of the chain. */
export interface ShownTransaction {
  readonly facts: ReceiptFacts;
  readonly transaction: ParsedTransaction;
}

/** An entry that stands in the journal of a node of the chain. */
export interface ShownEntry {
  readonly nodeId: string;
  readonly stub: Stub;
  readonly frame: FrameGroup;
  readonly act: ActGroup;
}

/** What a trace is held against. */
export interface TraceEvidence {
  readonly state: ProvedState;
  /** By id of the transaction, in hexadecimal. */
  readonly transactions: ReadonlyMap<string, ShownTransaction>;
  /** By `origin#index`. */
  readonly entries: ReadonlyMap<string, ShownEntry>;
}

export interface EvidenceOptions {
  readonly state: ProvedState;
  readonly trustedGenesisHash: Uint8Array;
  readonly verify: VerifySignature;
}

type Checked<T> = { ok: true; value: T } | TraceRefusal;

/** Verifies every receipt from the genesis of the state proof on. */
export function checkReceipts(
  receipts: readonly Uint8Array[],
  { state, trustedGenesisHash, verify }: EvidenceOptions,
): Checked<Map<string, ShownTransaction>> {
  const shown = new Map<string, ShownTransaction>();
  for (const [index, bytes] of receipts.entries()) {
    const facts = verifyReceipt(bytes, { trustedGenesisHash, verify });
    if (!facts.ok) return refusedTrace('receipt', facts.reason, index);
    const raw = receiptCodec.decode(bytes).transaction;
    const transaction = parseTransaction(raw, state.chainId, widestParameters);
    if (!transaction.ok) return refusedTrace('receipt', transaction.reason, index);
    const id = bytesToHex(facts.value.transactionId);
    if (shown.has(id)) return refusedTrace('receipt', 'repeated', index);
    shown.set(id, { facts: facts.value, transaction: transaction.value });
  }
  return passed(shown);
}

/** Verifies every entry under a checkpoint that its own node signed. */
export function checkEntries(
  entries: readonly TraceEntry[],
  options: EvidenceOptions,
): Checked<Map<string, ShownEntry>> {
  const shown = new Map<string, ShownEntry>();
  for (const [index, entry] of entries.entries()) {
    const opened = openEntry(entry, options);
    if (typeof opened === 'string') return refusedTrace('entry', opened, index);
    const name = `${entry.origin}#${opened.stub.index}`;
    if (shown.has(name)) return refusedTrace('entry', 'repeated', index);
    shown.set(name, opened);
  }
  return passed(shown);
}

function openEntry(
  { body, origin, proof, stub: stubBytes }: TraceEntry,
  { state, verify }: EvidenceOptions,
): ShownEntry | TraceReason {
  const stub = stubCodec.parse(stubBytes);
  if (!stub.ok) return stub.reason;
  const opened = parseEntryBody(body);
  if (!opened.ok) return opened.reason;
  if (bodyFault(state.chainId, stub.value, opened.value) !== undefined) return 'not-committed';
  const frame = frameGroupCodec.parse(opened.value.frame.stored);
  const act = actGroupCodec.parse(opened.value.act.stored);
  if (!frame.ok) return frame.reason;
  if (!act.ok) return act.reason;
  const nodeId = frame.value.program;
  const node = state.get('node', nodeId);
  if (node === 'unproved') return 'not-proved';
  if (node === undefined) return 'unknown-node';
  const source = sourceName(stub.value.source);
  const isInPlace =
    frame.value.source === stub.value.source && frame.value.index === stub.value.index;
  const isOwn = source !== undefined && origin === logOrigin(state.chainId, nodeId, source);
  if (!isInPlace || !isOwn) return 'disagrees-with-stub';
  const logKeys = [noteKey(origin, TYPE_ED25519, keyOf(node, KeyPurpose.journal))];
  const trust = { origin, logKeys, witnessKeys: [], verify };
  const verdict = verifyTlogProof(proof, leafHash(stubBytes), trust);
  if (!verdict.ok) return verdict.reason;
  return { nodeId, stub: stub.value, frame: frame.value, act: act.value };
}
