import type { ParsedTransaction, SignedTip } from '@mingjing/protocol';
import type { CommittedBlock, Envelope } from '@mingjing/replica';
import type { SimulatedNode } from '../world/node.ts';
import type { World } from '../world/world.ts';

/** What can be found wrong, each with an exit code of its own. */
export const exitCodes = {
  agreement: 10,
  certificate: 11,
  'state-root': 12,
  'double-vote': 13,
  lock: 14,
  durability: 15,
  acknowledged: 16,
  attachment: 17,
  liveness: 18,
  follower: 19,
  accusation: 20,
  failure: 21,
  supervision: 22,
  order: 23,
  access: 24,
  abstention: 25,
} as const;
export type CheckerName = keyof typeof exitCodes;

/** A rule that was broken. */
export interface Violation {
  readonly checker: CheckerName;
  readonly node: string;
  readonly detail: string;
  /** Virtual time since the begin, ms. */
  readonly atMs: number;
}

/** Who says something. */
export type Speaker = Pick<SimulatedNode, 'name' | 'isTraitor'>;

export type Violate = (checker: CheckerName, node: string, detail: string) => void;

/**
 * Watches a run. Each method is told what happened; what it finds wrong it reports. Of a Byzantine
 * node it hears only what that node sends.
 */
export interface Checker {
  started?(node: SimulatedNode): void;
  committed?(node: SimulatedNode, block: CommittedBlock): void;
  sent?(from: Speaker, envelope: Envelope): void;
  delivered?(from: SimulatedNode, to: SimulatedNode, envelope: Envelope): void;
  tip?(node: SimulatedNode, peer: string, tip: SignedTip): void;
  order?(node: SimulatedNode, peer: string, order: ParsedTransaction): void;
  left?(node: SimulatedNode, peer: string): void;
  ordersWaiting?(node: SimulatedNode, height: number, orders: readonly ParsedTransaction[]): void;
  misbehaviour?(node: SimulatedNode, peer: string, reason: string): void;
  /** It signs nothing more at a height, or, without one, until it knows where it may. */
  abstains?(node: SimulatedNode, height: string | undefined): void;
  failed?(node: SimulatedNode, error: unknown): void;
  /** All nodes are up and idle. */
  atEnd?(world: World): Promise<void>;
}
