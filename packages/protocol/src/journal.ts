import { codec } from './codec.ts';

/** Sources of the retained log; the number is part of every stub and never reused. */
export const JournalSource = {
  access: 1,
  auth: 2,
  admin: 3,
  publish: 4,
  consensus: 5,
  network: 6,
  security: 7,
  supervision: 8,
  maintenance: 9,
} as const;
export type JournalSourceName = keyof typeof JournalSource;

/** Suite of the cryptography fixed at genesis; a log of another suite is another log. */
const SUITE = 1;

/** All sources in the order of their numbers. */
export const SOURCE_NAMES = (Object.keys(JournalSource) as JournalSourceName[]).sort(
  (a, b) => JournalSource[a] - JournalSource[b],
);

/** Origin line of a log's checkpoints, and the name of its key: chain, node, source, suite. */
export function logOrigin(chainId: string, nodeId: string, source: JournalSourceName): string {
  return `${chainId}/${nodeId}/${source}/suite${SUITE}`;
}

/** Name of the key with which a node cosigns the checkpoints of others. */
export function witnessName(chainId: string, nodeId: string): string {
  return `${chainId}/${nodeId}/witness/suite${SUITE}`;
}

export const EntryResult = { done: 1, refused: 2, failed: 3 } as const;
export const ActorType = { none: 0, user: 1, officer: 2, node: 3, system: 4, stranger: 5 } as const;

export interface Stub {
  version: number;
  source: number;
  index: number;
  time: number;
  actorTag: Uint8Array;
  frameCommitment: Uint8Array;
  actCommitment: Uint8Array;
  personalCommitment: Uint8Array;
  keyCheck: Uint8Array;
}
export interface Group {
  salt: Uint8Array;
  stored: Uint8Array;
}
export interface EntryBody {
  version: number;
  frame: Group;
  act: Group;
  personal?: Group;
}
export interface FrameGroup {
  program: string;
  source: number;
  index: number;
  time: number;
  monotonicUs: number;
  blockHeight: number;
  event: string;
  result: number;
  reason: string;
}
export interface ActGroup {
  actorType: number;
  actor: string;
  session: string;
  method: string;
  resource: string;
  object: string;
  transactionId: Uint8Array;
  counts: number[];
  destinationAddress: string;
  destinationPort: number;
}
export interface PersonalGroup {
  sourceAddress: string;
  sourcePort: number;
  subject: string;
}

export const stubCodec = codec<Stub>('Stub');
export const entryBodyCodec = codec<EntryBody>('EntryBody');
export const frameGroupCodec = codec<FrameGroup>('FrameGroup');
export const actGroupCodec = codec<ActGroup>('ActGroup');
export const personalGroupCodec = codec<PersonalGroup>('PersonalGroup');
