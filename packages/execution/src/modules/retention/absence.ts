import { NodeRole } from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { Context } from '../context.ts';

/** Names a supervision node absent, or present again, by a vote. In force from this block. */
export function setAbsence(
  { registry, height, time }: Pick<Context, 'registry' | 'height' | 'time'>,
  { nodeId, absent }: { nodeId: string; absent: boolean },
): ResultCode {
  const node = registry.get('node', nodeId);
  if (node?.role !== NodeRole.supervision) return ResultCode.unknownSubject;
  if ((registry.get('absence', nodeId)?.absent ?? false) === absent) return ResultCode.badAction;
  registry.set('absence', nodeId, { nodeId, sinceHeight: height, sinceTime: time, absent });
  return ResultCode.done;
}
