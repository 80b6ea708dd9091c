import { compareBytes, equalBytes } from '@mingjing/crypto';
import {
  JournalSource,
  KeyPurpose,
  keyBytes,
  NodeRole,
  type RetentionAnchor,
  type WitnessedLog,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { Context } from '../context.ts';
import { markLogs } from './history.ts';

/** Least block time between two anchors of one node, ms. */
export const ANCHOR_INTERVAL_MS = 60_000;
const SOURCES_MAX = Object.keys(JournalSource).length;
/** Logs of supervision nodes in one anchor: sixteen of them, whole. */
export const WITNESSED_MAX = 16 * SOURCES_MAX;

/**
 * Anchors the roots of a node's logs, and beside them what it verified of supervision nodes' logs.
 * A log never shrinks, and a root never changes under the same size: a journal that was rewound
 * cannot be anchored again. Of another's journal it states what it saw: two nodes that state
 * different roots of one size show a split view, and both stay on the chain.
 */
export function anchor(context: Context, message: RetentionAnchor): ResultCode {
  const { signer, registry } = context;
  if (signer.purpose !== KeyPurpose.statement || signer.holder !== message.nodeId) {
    return ResultCode.signerNotPermitted;
  }
  if (!isWellFormed(message) || !areWitnessable(context, message.witnessed)) {
    return ResultCode.anchorInvalid;
  }
  const latest = registry.get('anchor', message.nodeId);
  if (latest !== undefined && context.time < latest.time + ANCHOR_INTERVAL_MS) {
    return ResultCode.anchorTooSoon;
  }
  for (const before of latest?.logs ?? []) {
    const now = message.logs.find(({ source }) => source === before.source);
    if (now === undefined || now.size < before.size) return ResultCode.anchorInvalid;
    if (now.size === before.size && !equalBytes(now.root, before.root)) {
      return ResultCode.anchorInvalid;
    }
  }
  const { nodeId, logs, witnessed } = message;
  const { height, time } = context;
  registry.set('anchor', nodeId, { nodeId, logs, height, time, witnessed });
  markLogs(context, nodeId, logs);
  return ResultCode.done;
}

function isWellFormed({ logs }: RetentionAnchor): boolean {
  if (logs.length === 0 || logs.length > SOURCES_MAX) return false;
  return logs.every(
    ({ source, root }, index) =>
      root.length === 32 && source <= SOURCES_MAX && source > (logs[index - 1]?.source ?? 0),
  );
}

function areWitnessable({ registry }: Context, witnessed: readonly WitnessedLog[]): boolean {
  if (witnessed.length > WITNESSED_MAX) return false;
  return witnessed.every((log, index) => {
    const { nodeId, source, root } = log;
    const before = witnessed[index - 1];
    const isKnown = registry.get('node', nodeId)?.role === NodeRole.supervision;
    const isNext = before === undefined || isAfter(before, log);
    return isKnown && isNext && source >= 1 && source <= SOURCES_MAX && root.length === 32;
  });
}

function isAfter(before: WitnessedLog, log: WitnessedLog): boolean {
  const order = compareBytes(keyBytes(before.nodeId), keyBytes(log.nodeId));
  return order < 0 || (order === 0 && before.source < log.source);
}
