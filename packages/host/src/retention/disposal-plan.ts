import {
  areCopiesEnough,
  type DisposalRefusal,
  disposable,
  historyOf,
  isCopyAnchored,
  type RegistryReader,
} from '@mingjing/execution';
import type { HeldCopy } from '@mingjing/journal';
import {
  COPIES_MAX,
  copyStatementCodec,
  JournalSource,
  type JournalSourceName,
  type SignedCopy,
} from '@mingjing/protocol';

/** What a node knows of one of its logs. */
export interface OwnLog {
  readonly nodeId: string;
  readonly source: JournalSourceName;
  /** Durable entries. */
  readonly size: number;
  /** Bodies below this index are deleted already. */
  readonly bodiesFrom: number;
}

/** What is to be done about a log. */
export type DisposalStep =
  /** The chain certifies it: the bodies [from, to) are to be deleted. */
  | { readonly type: 'carry-out'; readonly from: number; readonly to: number }
  /** Its period has run: with a copy that counts the chain is to be asked for a certificate. */
  | { readonly type: 'propose'; readonly from: number; readonly to: number }
  | { readonly type: 'withheld'; readonly reason: DisposalRefusal; readonly to: number };

/**
 * What the chain's state after a block lets a node do about one of its logs. Time is that of the
 * block; nothing else has a clock here. What is certified comes first: nothing more is asked for
 * before it is carried out.
 */
export function disposalStep(registry: RegistryReader, time: number, log: OwnLog): DisposalStep {
  const source = JournalSource[log.source];
  const { disposedTo } = historyOf(registry, log.nodeId, source);
  if (disposedTo > log.bodiesFrom && disposedTo <= log.size) {
    return { type: 'carry-out', from: log.bodiesFrom, to: disposedTo };
  }
  const due = disposable(registry, { nodeId: log.nodeId, source }, time);
  if (!due.ok) return { type: 'withheld', reason: due.reason, to: disposedTo };
  return { type: 'propose', ...due.value };
}

/**
 * Of what others stated to hold of a node's log, what a disposal up to this index may quote at a
 * block time. None when all of it together would not do.
 */
export function quotable(
  state: { readonly registry: RegistryReader; readonly time: number },
  { nodeId, to }: { readonly nodeId: string; readonly to: number },
  held: readonly HeldCopy[],
): SignedCopy[] {
  const counting = held
    .map((signed) => ({ signed, copy: copyStatementCodec.decode(signed.statement) }))
    .filter(({ copy }) => copy.size >= to && isCopyAnchored(state.registry, copy))
    .slice(-COPIES_MAX);
  const copies = counting.map(({ copy }) => copy);
  if (!areCopiesEnough(state, nodeId, copies)) return [];
  return counting.map(({ signed: { statement, signature } }) => ({ statement, signature }));
}
