import { equalBytes, type VerifySignature } from '@mingjing/crypto';
import {
  type AnchorEntry,
  copyStatementCodec,
  JournalSource,
  KeyPurpose,
  type LeafProof,
  type LogHistory,
  logOrigin,
  type Node,
  passed,
  type RetainedLog,
  type RetentionPolicy,
  retentionDays,
  type SignedCopy,
  SOURCE_NAMES,
  signedStatement,
  stubCodec,
  Tag,
  witnessName,
} from '@mingjing/protocol';
import {
  type Checkpoint,
  leafHash,
  noteKey,
  TYPE_COSIGNATURE,
  TYPE_ED25519,
  type VerifiedCheckpoint,
  verifyCheckpoint,
  verifyConsistency,
  verifyInclusion,
} from '@mingjing/tlog';
import type { ProvedState } from '../state/state-proof.ts';
import {
  type RetainedLogFacts,
  type RetentionReason,
  type RetentionRefusal,
  refusedRetention,
} from './facts.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What of the state a log is judged by. */
export interface LogFooting {
  readonly state: ProvedState;
  readonly node: Node;
  readonly anchor: AnchorEntry | undefined;
  readonly policy: RetentionPolicy | undefined;
  readonly verify: VerifySignature;
}

type Checked<T> = { ok: true; value: T } | RetentionRefusal;

/** Checks one log of a certificate; `index` is its position there. */
export function checkRetainedLog(
  footing: LogFooting,
  log: RetainedLog,
  index: number,
): Checked<RetainedLogFacts> {
  const { state, node, policy } = footing;
  const name = SOURCE_NAMES.find((each) => JournalSource[each] === log.source);
  if (name === undefined) return refusedRetention('log', 'unknown-source', index);
  const history = state.get('logHistory', `${node.id}/${log.source}`);
  if (history === 'unproved') return refusedRetention('log', 'not-proved', index);
  const checkpoint = checkNote(footing, log, logOrigin(state.chainId, node.id, name), index);
  if (!checkpoint.ok) return checkpoint;
  const { checkpoint: head, cosignatures } = checkpoint.value;
  const earliest = checkLeaf(log, log.earliest, 0, head);
  if (!earliest.ok) return refusedRetention('earliest', earliest.reason, index);
  const latest = checkLeaf(log, log.latest, head.size - 1, head);
  if (!latest.ok) return refusedRetention('latest', latest.reason, index);
  const anchored = footing.anchor?.logs.find(({ source }) => source === log.source);
  const fault = anchorFault(log.anchored, anchored, head);
  if (fault !== undefined) return refusedRetention('anchor', fault, index);
  const copies = checkCopies(footing, log, history, head);
  if (typeof copies === 'string') return refusedRetention('copy', copies, index);
  const time = footing.anchor?.time ?? 0;
  return passed({
    ...{ source: log.source, size: head.size, root: head.root },
    ...{ earliestTime: earliest.value, latestTime: latest.value },
    anchored: anchored && { size: anchored.size, time },
    ...keptOf(history, retentionDays(policy, log.source), state.header.time),
    cosignatures: cosignatures.map(({ key, timeSeconds = 0 }) => ({ name: key.name, timeSeconds })),
    ...{ copies, heartbeats: log.heartbeats, longestPauseMs: log.longestPauseMs },
  });
}

function checkNote(
  footing: LogFooting,
  { note }: RetainedLog,
  origin: string,
  index: number,
): Checked<VerifiedCheckpoint> {
  const checked = checkSignedHead(footing, note, origin);
  if (!checked.ok) return refusedRetention('checkpoint', checked.reason, index);
  return checked.value.checkpoint.size === 0
    ? refusedRetention('checkpoint', 'empty', index)
    : checked;
}

/** Checks a log's note: signed by its node, and by each witness among the proved nodes it names. */
export function checkSignedHead(
  { state, node, verify }: Pick<LogFooting, 'state' | 'node' | 'verify'>,
  note: Uint8Array,
  origin: string,
): ReturnType<typeof verifyCheckpoint> {
  const witnesses = state.all('node').filter(({ id }) => id !== node.id);
  return verifyCheckpoint(note, {
    origin,
    logKeys: [noteKey(origin, TYPE_ED25519, keyOf(node, KeyPurpose.journal))],
    witnessKeys: witnesses.map((witness) =>
      noteKey(
        witnessName(state.chainId, witness.id),
        TYPE_COSIGNATURE,
        keyOf(witness, KeyPurpose.journal),
      ),
    ),
    verify,
  });
}

/** The time that a stub states, once it is shown to stand at its index. */
function checkLeaf(
  { source }: RetainedLog,
  leaf: LeafProof | null | undefined,
  at: number,
  { size, root }: Checkpoint,
): { ok: true; value: number } | { ok: false; reason: RetentionReason } {
  if (!leaf) return { ok: false, reason: 'missing' };
  const stub = stubCodec.parse(leaf.stub);
  if (!stub.ok) return stub;
  if (stub.value.source !== source || stub.value.index !== at) {
    return { ok: false, reason: 'misplaced' };
  }
  const claim = { index: at, size, leafHash: leafHash(leaf.stub), proof: leaf.path, root };
  const verdict = verifyInclusion(claim);
  return verdict.ok ? passed(stub.value.time) : verdict;
}

/** Why a head does not go on from what was anchored of its log, or undefined. */
export function anchorFault(
  proof: readonly Uint8Array[],
  anchored: { readonly size: number; readonly root: Uint8Array } | undefined,
  head: Checkpoint,
): RetentionReason | undefined {
  if (anchored === undefined || anchored.size === 0) {
    return proof.length === 0 ? undefined : 'wrong-proof-length';
  }
  if (head.size < anchored.size) return 'behind-anchor';
  const verdict = verifyConsistency({
    ...{ oldSize: anchored.size, oldRoot: anchored.root },
    ...{ newSize: head.size, newRoot: head.root, proof },
  });
  return verdict.ok ? undefined : verdict.reason;
}

/**
 * Since when (ms, block time) all entries of a log are kept, by its history on the chain, and when
 * its period of so many days is full; undefined: it was never anchored. `now` is a block's time.
 */
export function keptOf(history: LogHistory | undefined, periodDays: number, now: number) {
  const disposedTo = history?.disposedTo ?? 0;
  const keptSince = disposedTo > 0 ? history?.disposedTime : history?.marks[0]?.time;
  const periodFullAt = keptSince === undefined ? undefined : keptSince + periodDays * DAY_MS;
  const isPeriodFull = periodFullAt !== undefined && periodFullAt <= now;
  return { keptSince, periodDays, periodFullAt, isPeriodFull, disposedTo };
}

function checkCopies(
  { state, node, anchor, verify }: LogFooting,
  { source, copies }: RetainedLog,
  history: LogHistory | undefined,
  head: Checkpoint,
): RetainedLogFacts['copies'] | RetentionReason {
  const anchored = anchor?.logs.filter((log) => log.source === source) ?? [];
  const known = [head, ...anchored, ...(history?.marks ?? [])];
  const facts: RetainedLogFacts['copies'][number][] = [];
  for (const { statement, signature } of copies) {
    const parsed = copyStatementCodec.parse(statement);
    if (!parsed.ok) return parsed.reason;
    const { holder: holderId, nodeId, size, root, time } = parsed.value;
    const holder = state.get('node', holderId);
    if (holder === undefined || holder === 'unproved') return 'unknown-node';
    if (nodeId !== node.id || parsed.value.source !== source) return 'of-another-log';
    if (size > head.size) return 'beyond-checkpoint';
    if (!known.some((each) => each.size === size && equalBytes(each.root, root))) {
      return 'not-anchored';
    }
    if (!isSigned(state.chainId, holder, { statement, signature }, verify)) return 'bad-signature';
    facts.push({ holder: holderId, size, time });
  }
  return facts;
}

function isSigned(
  chainId: string,
  holder: Node,
  { statement, signature }: SignedCopy,
  verify: VerifySignature,
): boolean {
  const signing = signedStatement(Tag.copy, chainId, statement);
  return verify(keyOf(holder, KeyPurpose.statement), signing, signature);
}

/** The node's public key of a purpose: every registered node has one of each but vote. */
export function keyOf(node: Node, purpose: number): Uint8Array {
  const key = node.keys.find((each) => each.purpose === purpose)?.publicKey;
  return key?.length === NO_KEY.length ? key : NO_KEY;
}

/** A point of small order: nothing verifies under it. */
const NO_KEY = new Uint8Array(32);
