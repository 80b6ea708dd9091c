import { equalBytes } from '@mingjing/crypto';
import {
  type Checked,
  type CopyStatement,
  copyStatementCodec,
  KeyPurpose,
  type LogHistory,
  NodeRole,
  passed,
  type RetentionDisposal,
  refused,
  type SignedCopy,
  signedStatement,
  Tag,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { RegistryReader } from '../../state/registry.ts';
import { keyOf } from '../../state/validators-of.ts';
import type { Context } from '../context.ts';
import { historyOf, logKey } from './history.ts';
import { covers, holdsInForce } from './holds.ts';
import { periodMs } from './periods.ts';
import { ABSENCE_MS, absentSince, STAND_INS } from './stand-ins.ts';

/**
 * Disposes of a log's bodies [from, to): only what is older than its period by block time, under
 * no hold, and held verified by a supervision node (or, after 30 days of its named absence, by
 * two other organisations). The transaction is the disposal certificate; stubs and hashes stay.
 */
export function dispose(context: Context, message: RetentionDisposal): ResultCode {
  const { signer, registry, time } = context;
  const { nodeId, source, from, to, bodiesHash } = message;
  if (signer.purpose !== KeyPurpose.statement || signer.holder !== nodeId) {
    return ResultCode.signerNotPermitted;
  }
  const history = historyOf(registry, nodeId, source);
  const mark = history.marks.find(({ size }) => size === to);
  if (mark === undefined || from !== history.disposedTo || to <= from || bodiesHash.length !== 32) {
    return ResultCode.disposalInvalid;
  }
  if (mark.time + periodMs(registry, source) > time) return ResultCode.notDue;
  const range = { nodeId, source, fromTime: history.disposedTime, toTime: mark.time };
  if (holdsInForce(registry, time).some((hold) => covers(hold, range))) return ResultCode.held;
  if (!isHeldElsewhere(context, message, history)) return ResultCode.copyMissing;
  registry.set('logHistory', logKey(nodeId, source), {
    ...history,
    marks: history.marks.filter(({ size }) => size > to),
    disposedTo: to,
    disposedTime: mark.time,
  });
  return ResultCode.done;
}

/** Why a log cannot be disposed of at a block time: too young, or under a hold. */
export type DisposalRefusal = 'not-due' | 'held';

/**
 * The largest range of a log that may be disposed of at a block time, as far as age and holds go:
 * from where the last disposal ended to a mark. Copies are not looked at. Refused `not-due` when no
 * mark is as old as the period of the source, `held` when a hold covers even the oldest that is.
 */
export function disposable(
  registry: RegistryReader,
  { nodeId, source }: Pick<LogHistory, 'nodeId' | 'source'>,
  time: number,
): Checked<{ readonly from: number; readonly to: number }, DisposalRefusal> {
  const history = historyOf(registry, nodeId, source);
  const { disposedTo: from, disposedTime: fromTime } = history;
  const oldest = time - periodMs(registry, source);
  const due = history.marks.filter((mark) => mark.time <= oldest && mark.size > from);
  if (due.length === 0) return refused('not-due');
  const holds = holdsInForce(registry, time);
  const free = due.findLast(({ time: toTime }) => {
    return !holds.some((hold) => covers(hold, { nodeId, source, fromTime, toTime }));
  });
  return free === undefined ? refused('held') : passed({ from, to: free.size });
}

/** Whether the chain knows the size and root that a copy states: as a mark, or anchored last. */
export function isCopyAnchored(registry: RegistryReader, copy: CopyStatement): boolean {
  return isAnchored(registry, historyOf(registry, copy.nodeId, copy.source), copy);
}

/**
 * Whether copies of a node's log let bodies go at a block time, each of them being of what the
 * chain anchored: one of a supervision node does. After 30 days in which all of those are named
 * absent two do that were stated in this absence, by nodes of two organisations beside the log's
 * own: who stood in during an earlier one holds nothing any more.
 */
export function areCopiesEnough(
  { registry, time }: { readonly registry: RegistryReader; readonly time: number },
  nodeId: string,
  copies: readonly CopyStatement[],
): boolean {
  const holders = copies.flatMap(({ holder, time: statedAt }) => {
    const node = registry.get('node', holder);
    return node === undefined || node.revokedHeight !== 0 ? [] : [{ ...node, statedAt }];
  });
  if (holders.some(({ role }) => role === NodeRole.supervision)) return true;
  const since = absentSince(registry);
  if (since === undefined || since + ABSENCE_MS > time) return false;
  const current = holders.filter(({ statedAt }) => statedAt >= since);
  const organisations = new Set(current.map(({ organisation }) => organisation));
  organisations.delete(registry.get('node', nodeId)?.organisation ?? '');
  return organisations.size >= STAND_INS;
}

function isHeldElsewhere(
  context: Context,
  message: RetentionDisposal,
  history: LogHistory,
): boolean {
  const copies = message.copies.flatMap((copy) => {
    const held = heldCopy(context, message, history, copy);
    return held === undefined ? [] : [held];
  });
  return areCopiesEnough(context, message.nodeId, copies);
}

/** What the statement says, when it is its holder's own and says what the chain knows. */
function heldCopy(
  context: Context,
  { nodeId, source, to }: RetentionDisposal,
  history: LogHistory,
  { statement, signature }: SignedCopy,
): CopyStatement | undefined {
  const parsed = copyStatementCodec.parse(statement);
  if (!parsed.ok) return undefined;
  const copy = parsed.value;
  const holder = context.registry.get('node', copy.holder);
  if (holder === undefined || holder.revokedHeight !== 0) return undefined;
  const isOfLog = copy.nodeId === nodeId && copy.source === source && copy.size >= to;
  if (!isOfLog || !isAnchored(context.registry, history, copy)) return undefined;
  const signing = signedStatement(Tag.copy, context.chainId, statement);
  const publicKey = keyOf(holder, KeyPurpose.statement);
  return context.verify(publicKey, signing, signature) ? copy : undefined;
}

// A copy of what was anchored, and of nothing else: its size and root stand on the chain.
function isAnchored(registry: RegistryReader, history: LogHistory, copy: CopyStatement): boolean {
  const latest = registry.get('anchor', copy.nodeId)?.logs ?? [];
  const known = [...history.marks, ...latest.filter(({ source }) => source === copy.source)];
  return known.some(({ size, root }) => size === copy.size && equalBytes(root, copy.root));
}
