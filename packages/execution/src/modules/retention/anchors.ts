import { JournalSource, KeyPurpose, type RetentionAnchor } from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { Context } from '../context.ts';

/** Least block time between two anchors of one node, ms. */
export const ANCHOR_INTERVAL_MS = 60_000;
const SOURCES_MAX = Object.keys(JournalSource).length;

/**
 * Anchors the roots of a node's logs. A log never shrinks, and a root never changes under the same
 * size: a journal that was rewound cannot be anchored again.
 */
export function anchor(context: Context, message: RetentionAnchor): ResultCode {
  const { signer, registry } = context;
  if (signer.purpose !== KeyPurpose.statement || signer.holder !== message.nodeId) {
    return ResultCode.signerNotPermitted;
  }
  if (!isWellFormed(message)) return ResultCode.anchorInvalid;
  const latest = registry.get('anchor', message.nodeId);
  if (latest !== undefined && context.time < latest.time + ANCHOR_INTERVAL_MS) {
    return ResultCode.anchorTooSoon;
  }
  for (const before of latest?.logs ?? []) {
    const now = message.logs.find(({ source }) => source === before.source);
    if (now === undefined || now.size < before.size) return ResultCode.anchorInvalid;
    if (now.size === before.size && now.root.join() !== before.root.join()) {
      return ResultCode.anchorInvalid;
    }
  }
  const { nodeId, logs } = message;
  const { height, time } = context;
  registry.set('anchor', nodeId, { nodeId, logs, height, time });
  return ResultCode.done;
}

function isWellFormed({ logs }: RetentionAnchor): boolean {
  if (logs.length === 0 || logs.length > SOURCES_MAX) return false;
  return logs.every(
    ({ source, root }, index) =>
      root.length === 32 && source <= SOURCES_MAX && source > (logs[index - 1]?.source ?? 0),
  );
}
