import type { HoldScope } from './registry.ts';

// Entries of the registry about what is kept: how logs grew, what stops their disposal.

export interface LogMark {
  time: number;
  height: number;
  size: number;
  root: Uint8Array;
}

export interface LogHistory {
  nodeId: string;
  source: number;
  marks: LogMark[];
  disposedTo: number;
  disposedTime: number;
}

export interface Hold {
  id: Uint8Array;
  officer: string;
  organisation: string;
  scope: HoldScope;
  basis: number;
  placedHeight: number;
  placedTime: number;
  expiresAt: number;
  releasedHeight: number;
  releasedBy: string;
}

export interface Erasure {
  userId: string;
  requestedBy: string;
  height: number;
  restrictedAt: number;
  shredAt: number;
}
