import { bytesToHex } from '@mingjing/crypto';
import {
  type AccessEntry,
  AccessKind,
  type AccessShareEntry,
  type Epoch,
  type KeySide,
  type OpeningContribution,
} from '@mingjing/protocol';
import type { OpeningProgress } from './judge-opening.ts';
import type { KeptAnswer, KeptOpening } from './opening-shelf.ts';

const KINDS = new Map<number, string>([
  [AccessKind.record, 'record'],
  [AccessKind.identity, 'identity'],
  [AccessKind.sealed, 'sealed'],
]);

/** Where an order stands, in the order in which it goes. */
type OrderStage =
  | 'proposed'
  | 'approved'
  | 'answered'
  | 'ready'
  | 'opened'
  | 'garbage'
  | 'closed'
  | 'expired';

/** What is known of an order here. */
export interface OrderFacts {
  readonly entry: AccessEntry;
  readonly epoch: Epoch | undefined;
  readonly shares: readonly AccessShareEntry[];
  readonly answers: readonly { readonly organisation: string; readonly kept: KeptAnswer }[];
  readonly contributions: readonly OpeningContribution[];
  readonly progress: OpeningProgress | undefined;
  readonly opening: KeptOpening | undefined;
  /** Time of the latest block. */
  readonly time: number;
}

/** The stage of an order by what is known of it. */
function stageOf({ entry, answers, progress, opening, time }: OrderFacts): OrderStage {
  if (opening !== undefined) return opening.verdict === 'opens' ? 'opened' : 'garbage';
  if (entry.closedHeight > 0) return 'closed';
  if (entry.order.expiresAt <= time) return 'expired';
  if (entry.approvedBy === '') return 'proposed';
  if (progress?.isComplete) return 'ready';
  const isAnswered = answers.length >= (progress?.custodians.needed ?? Number.POSITIVE_INFINITY);
  return isAnswered ? 'answered' : 'approved';
}

/** A line of the list; of a sealed order that is not opened it says no more than the chain. */
export function listedOrder(facts: OrderFacts) {
  const { entry, shares, answers, progress } = facts;
  const { order } = entry;
  return {
    id: bytesToHex(entry.id),
    kind: KINDS.get(order.kind) ?? String(order.kind),
    stage: stageOf(facts),
    authority: entry.authority,
    officer: entry.officer,
    notice: order.notice,
    ordered_height: entry.orderedHeight,
    ordered_time: entry.orderedTime,
    deadline: order.deadline,
    open_by: order.openBy,
    expires_at: order.expiresAt,
    released: shares.length,
    taken: answers.length,
    officers: progress?.officers ?? null,
    custodians: progress?.custodians ?? null,
  };
}

/** One order from its text to the entries, and what an officer needs to add his part. */
export function orderDetail(facts: OrderFacts) {
  const { entry, epoch, shares, answers, contributions, opening } = facts;
  const { order } = entry;
  return {
    ...listedOrder(facts),
    text: {
      record: bytesToHex(order.recordId),
      user: order.userId,
      basis: order.basis,
      commitment: bytesToHex(order.commitment),
      point: bytesToHex(order.blinded),
      epoch: order.epoch,
      readers: order.officers.map(({ officer, sealingKey }) => ({
        ...{ officer, sealing_key: bytesToHex(sealingKey) },
      })),
    },
    signatures: {
      ordered_by: entry.officer,
      approved_by: entry.approvedBy === '' ? null : entry.approvedBy,
      approved_height: entry.approvedHeight,
      approved_time: entry.approvedTime,
    },
    shares: shares.map((share) => {
      const taken = answers.find(({ organisation }) => organisation === share.custodian);
      return {
        custodian: share.custodian,
        node: share.nodeId,
        answer_hash: bytesToHex(share.answerHash),
        height: share.height,
        time: share.time,
        taken_at: taken?.kept.takenAt ?? null,
        entry: taken?.kept.entry ?? null,
      };
    }),
    contributions: contributions.map(({ officer, custody }) => ({
      ...{ officer, custodians: custody.map(({ organisation }) => organisation) },
    })),
    opened_on_chain: entry.opening ? openingView(entry.opening) : null,
    result:
      opening === undefined
        ? null
        : {
            verdict: opening.verdict,
            officers: opening.officers,
            opened_at: opening.openedAt,
            entry: opening.entry,
          },
    keys:
      epoch === undefined
        ? null
        : { officers: sideView(epoch.officers), custodians: sideView(epoch.custodians) },
  };
}

function openingView(opening: NonNullable<AccessEntry['opening']>) {
  return {
    record: bytesToHex(opening.recordId),
    user: opening.userId,
    basis: opening.basis,
    blinding: bytesToHex(opening.blinding),
    officer: opening.officer,
    height: opening.height,
    mismatch: opening.mismatch,
  };
}

function sideView({ threshold, commitments, holders }: KeySide) {
  return {
    threshold,
    commitments: commitments.map(bytesToHex),
    holders: holders.map(({ holder, index }) => ({ holder, index })),
  };
}
