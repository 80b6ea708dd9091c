import type { ResultCode } from '@mingjing/execution';
import type { Envelope, Genesis, ParsedTransaction } from '@mingjing/protocol';
import type { CommittedBlock } from './chain/chain.ts';
import type { CatchUpOptions } from './sync/catching-up.ts';

export interface ReplicaOptions extends CatchUpOptions {
  readonly genesis: Genesis;
  readonly nodeId: string;
  /** What the store holds came out of a backup, and contents did not open since. */
  readonly isRestored?: boolean;
}

export interface ReplicaEvents {
  /** A block is durable and the state is the one after it. */
  committed(block: CommittedBlock): void;
  /** The chain went on to the height of a snapshot, without the blocks before it. */
  joined?(height: number): void;
  /** Contents are about to be deleted: views of the store that are open hold it up. */
  takesDown?(): void;
  /** The state refuses a transaction that a client or a peer brought. */
  refused?(transaction: Uint8Array, code: ResultCode): void;
  /** This node has caught up with what was taken down: contents may leave it. */
  contentsOpened?(): void;
  /** A peer sent something that no correct peer sends. */
  misbehaviour(peer: string, reason: string): void;
  /** A peer's latest block by its own signed word; not verified here. */
  tip(peer: string, tip: NonNullable<Envelope['tip']>): void;
  /** A peer passed on this order, which bears its officer's signature: it holds it. */
  order?(peer: string, order: ParsedTransaction): void;
  /** The connection to a peer ended: whether it holds what it passed on is not known any more. */
  left?(peer: string): void;
  /** Of a node without a seat, after a block: the orders that the next one can carry. */
  ordersWaiting?(height: number, orders: readonly ParsedTransaction[]): void;
  /** The node must stop: it failed to write, or an invariant is broken. */
  failed(error: unknown): void;
}
