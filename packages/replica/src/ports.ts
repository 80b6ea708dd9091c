import type { ProofCheck } from '@mingjing/disclosure';
import type {
  Envelope,
  Parameters,
  Request,
  Response,
  SnapshotOffer,
  VoteStatement,
} from '@mingjing/protocol';

// What the replica needs of the world. Programs give real ones, the simulator its own.

/** Wall clock and timers, in ms. Timers fire into the replica's own queue. */
export interface Clock {
  now(): number;
  /** Calls `fire` once after `delayMs`; the returned function cancels it. */
  schedule(delayMs: number, fire: () => void): () => void;
  /** Lets other work run: long computations call it between slices. */
  yield(): Promise<void>;
}

export interface Random {
  bytes(count: number): Uint8Array;
}

export interface SignatureCheck {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/** Strict Ed25519 over enrolled keys, and proofs about elements (`disclosure`). */
export interface Verifier {
  verify(check: SignatureCheck): boolean;
  /** Never holds the event loop for long. */
  verifyMany(checks: readonly SignatureCheck[]): Promise<boolean[]>;
  /** One verdict for each, some ms of work; never holds the event loop for longer than one. */
  checkProofs(checks: readonly ProofCheck[]): Promise<boolean[]>;
}

/**
 * The node's keys: of those it holds, the ones that the state names.
 * A vote or proposal is signed only after its (height, round, step) is durable in
 * the signer's own file, and never against what stands there: then it answers undefined.
 */
export interface Signer {
  /** Undefined while the node does not hold the statement key that the state names. */
  readonly statementKeyId: Uint8Array | undefined;
  /** Whether votes can be given under this public key. */
  holdsVoteKey(publicKey: Uint8Array): boolean;
  signVote(vote: VoteStatement, signing: Uint8Array): Promise<Uint8Array | undefined>;
  /** `step` 0 of its height and round; the same guard. */
  signProposal(
    at: { height: number; round: number; blockId: Uint8Array },
    signing: Uint8Array,
  ): Promise<Uint8Array | undefined>;
  /** What was signed last, as far as the signer's file knows. */
  lastSigned(): SignedPoint;
  /** Signs nothing at or below `height` any more; durable when it resolves. */
  raise(height: number): Promise<void>;
  /** Anchors, evidence, tips: the key of `statementKeyId`, which must be there. */
  signStatement(signing: Uint8Array): Uint8Array;
}

/** A point of the signer's order: 0 proposal, 1 prevote, 2 precommit; or the file was lost. */
export type SignedPoint =
  | { readonly height: number; readonly round: number; readonly step: 0 | 1 | 2 }
  /** Nothing at this height is signed any more. */
  | { readonly height: number; readonly round: 'all' }
  | 'unknown';

export interface StoredBlock {
  readonly height: number;
  readonly block: Uint8Array;
  readonly certificate: Uint8Array;
  /** One result code per transaction. */
  readonly results: readonly number[];
}

export interface StoredAttachment {
  readonly salt: Uint8Array;
  readonly content: Uint8Array;
}

export interface AttachmentItem extends StoredAttachment {
  readonly commitment: Uint8Array;
}

/** All that one height changes; written atomically and durably, or not at all. */
export interface BlockCommit {
  readonly height: number;
  readonly block: Uint8Array;
  readonly certificate: Uint8Array;
  readonly results: readonly number[];
  /** Ids in block order, for look-up by id. */
  readonly transactionIds: readonly Uint8Array[];
  /** Registry entries set or removed: kind byte and identifier, value. */
  readonly registry: readonly (readonly [key: Uint8Array, value: Uint8Array | undefined])[];
  /** Leaf hashes appended to the record tree, and its size before them. */
  readonly recordLeaves: readonly Uint8Array[];
  readonly recordsBefore: number;
  /** The rest of the state (record-tree frontier, times), opaque to the store. */
  readonly stateSummary: Uint8Array;
  /** Ids of this block for the replay set, opaque; kept until `replayFloor` passes `height`. */
  readonly replay: Uint8Array;
  /** Replay records of heights below this are dead and deleted. */
  readonly replayFloor: number;
  /** Canonical bytes of the next block's validator set when it differs: a step in receipts. */
  readonly nextValidators: Uint8Array | undefined;
}

/** What a node starts from. */
export interface StoredState {
  readonly height: number;
  readonly block: Uint8Array;
  readonly certificate: Uint8Array;
  readonly stateSummary: Uint8Array;
  readonly registry: readonly (readonly [key: Uint8Array, value: Uint8Array])[];
  readonly replay: readonly { readonly height: number; readonly ids: Uint8Array }[];
}

/** A block that changed the validator set, and the next set's canonical bytes. */
export interface StoredChange {
  readonly height: number;
  readonly next: Uint8Array;
  /** Header and certificate, where they came with a snapshot and the block is not here yet. */
  readonly proof: { readonly header: Uint8Array; readonly certificate: Uint8Array } | undefined;
}

/** The state after one height, unchanged while it is read, whatever is committed meanwhile. */
export interface FrozenState {
  readonly block: StoredBlock;
  readonly stateSummary: Uint8Array;
  /** Ascending by key. */
  registry(): AsyncIterable<readonly [key: Uint8Array, value: Uint8Array]>;
  /** Ascending by height, without a gap up to the block's. */
  replay(): AsyncIterable<{ readonly height: number; readonly ids: Uint8Array }>;
  /** Leaf hashes of the record tree from the first on, some number of whole hashes at a time. */
  recordLeaves(): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** What a snapshot puts in place last; with it the store is at its height. */
export interface InstalledState {
  readonly block: StoredBlock;
  readonly transactionIds: readonly Uint8Array[];
  readonly stateSummary: Uint8Array;
  readonly records: number;
  readonly replay: StoredState['replay'];
  readonly changes: readonly StoredChange[];
}

/**
 * Fills an empty store from a snapshot. Until `finish` resolves the store holds nothing, also
 * after a crash: what was written until then is removed when it is opened.
 */
export interface StoreInstall {
  registry(entries: StoredState['registry']): Promise<void>;
  /** Whole leaf hashes that follow those given before; `from` is the first one's index. */
  recordLeaves(from: number, leaves: Uint8Array): Promise<void>;
  finish(state: InstalledState): Promise<void>;
  discard(): Promise<void>;
}

/** A block below all that are held, verified by the one above it. */
export interface OlderBlock extends StoredBlock {
  readonly transactionIds: readonly Uint8Array[];
}

export interface Store {
  /** Undefined: nothing is committed yet. */
  loadState(): Promise<StoredState | undefined>;
  commit(commit: BlockCommit): Promise<void>;
  block(height: number): Promise<StoredBlock | undefined>;
  findTransaction(id: Uint8Array): Promise<{ height: number; index: number } | undefined>;
  /** Blocks that changed the validator set, ascending. */
  validatorChanges(): Promise<readonly StoredChange[]>;
  /** Leaf hashes of the record tree in [from, to). */
  recordLeaves(from: number, to: number): Promise<readonly Uint8Array[]>;
  /** Durable when it resolves. */
  putAttachments(items: readonly AttachmentItem[]): Promise<void>;
  attachment(commitment: Uint8Array): Promise<StoredAttachment | undefined>;
  hasAttachments(commitments: readonly Uint8Array[]): Promise<readonly boolean[]>;
  /**
   * Deletes content and salt of each, held or not. Durable when it resolves, and then nothing below
   * this port has their bytes any more; once begun it is ended by a later life.
   */
  deleteAttachments(commitments: readonly Uint8Array[]): Promise<void>;
  /** Lowest height whose block is here; 1 while nothing is committed. */
  heldFrom(): number;
  /** The state as it is now, for reading at leisure; undefined: nothing is committed yet. */
  freeze(): Promise<FrozenState | undefined>;
  /** Begins to fill a store in which nothing is committed. */
  install(): Promise<StoreInstall>;
  /** Adds blocks directly below `heldFrom`, descending; all or nothing, durable. */
  putOlder(blocks: readonly OlderBlock[]): Promise<void>;
}

/** Writes one snapshot; it is seen by nobody until `finish` resolves. */
export interface SnapshotWriter {
  chunk(bytes: Uint8Array): Promise<void>;
  finish(
    offer: SnapshotOffer,
    parts: { readonly manifest: Uint8Array; readonly proof: Uint8Array },
  ): Promise<void>;
  discard(): Promise<void>;
}

/** The latest snapshots that this node made. */
export interface SnapshotShelf {
  /** Newest first. */
  list(): readonly SnapshotOffer[];
  parts(
    manifestHash: Uint8Array,
  ): Promise<{ readonly manifest: Uint8Array; readonly proof: Uint8Array } | undefined>;
  chunk(manifestHash: Uint8Array, index: number): Promise<Uint8Array | undefined>;
  begin(height: number): Promise<SnapshotWriter>;
}

/** Opaque records of the current height; durable when `append` resolves, kept in order. */
export interface WriteAheadLog {
  load(): Promise<readonly Uint8Array[]>;
  append(record: Uint8Array): Promise<void>;
  /** Whether it grew so long that what is still needed of it should replace it. */
  isLong(): boolean;
  /** Durably puts these in place of all records: after a crash it has the old ones or these. */
  replace(records: readonly Uint8Array[]): Promise<void>;
  /** Forgets everything: called after a height is committed. */
  clear(): Promise<void>;
}

export interface Network {
  /** Node ids with a live connection. */
  peers(): readonly string[];
  /** Queues for one peer; silently without effect when it is not connected. */
  send(peer: string, envelope: Envelope): void;
  /** Asks on the bulk stream; rejects with a coded error on timeout or disconnection. */
  request(peer: string, request: Omit<Request, 'id'>): Promise<Response>;
}

/**
 * What the network calls; given to it by the program. A connection of a peer begins with
 * `connected` and ends with `disconnected`, which comes before the next one begins; all that came
 * over it is handed on between the two.
 */
export interface NetworkHandler {
  envelope(peer: string, envelope: Envelope): void;
  connected(peer: string): void;
  disconnected(peer: string): void;
  request(peer: string, request: Request): Promise<Omit<Response, 'id'>>;
}

/** An event the program's journal should keep; the program decides source and fields. */
export interface JournalEvent {
  readonly source: 'consensus' | 'network' | 'publish' | 'security' | 'maintenance';
  readonly event: string;
  readonly result: 'done' | 'refused' | 'failed';
  readonly reason?: string;
  readonly peer?: string;
  readonly object?: string;
  readonly transactionId?: Uint8Array;
  readonly height?: number;
}

export interface Journal {
  /** Durable when it resolves; rejects when it cannot be written, and then the act is refused. */
  append(event: JournalEvent): Promise<void>;
}

export interface ReplicaPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly verifier: Verifier;
  readonly signer: Signer | undefined; // undefined: follows only
  readonly store: Store;
  readonly wal: WriteAheadLog;
  readonly network: Network;
  readonly journal: Journal;
  /** Undefined: makes and serves no snapshots. */
  readonly snapshots?: SnapshotShelf | undefined;
}

export type { Envelope, Parameters, Request, Response };
