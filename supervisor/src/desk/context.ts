import type { Host } from '@mingjing/host';
import type { Watch } from '@mingjing/host/desk';
import type { AccessTable, AnyRoute, Catalogue } from '@mingjing/service';
import type { Shelf } from '@mingjing/storage';
import type { ObservedBlock, Observer } from '../observer.ts';
import type { DeskAlarms } from './alarms-port.ts';
import type { Poster } from './interventions/poster.ts';
import type { SubjectReads } from './reads/subject-reads.ts';
import type { HeardFacts } from './rules/heard-facts.ts';

/** What the areas of the supervision desk work on. */
export interface DeskContext {
  readonly host: Host;
  readonly observer: Observer;
  readonly alarms: DeskAlarms;
  /** Documents of the desk, sealed; nothing of them is ever on the chain. */
  readonly shelf: Shelf;
  /** Says what for and within what scope somebody reads: asked by every read of a subject. */
  readonly reads: SubjectReads;
  /** Brings to chain nodes what officers signed. */
  readonly poster: Poster;
  /** What areas find out that rules are to hear. */
  readonly heard: HeardFacts;
  /** Calls back after each block that was verified. */
  onCommitted(listener: (block: ObservedBlock) => void): void;
  /** This machine's clock, ms: what is due is due by the wall. */
  now(): number;
}

/** An area of the desk, opened. */
export interface DeskArea {
  readonly routes: readonly AnyRoute[];
  readonly watches?: readonly Watch[];
  stop?(): Promise<void>;
}

/** What an area is made of, known before anything is opened. */
export interface DeskAreaParts {
  readonly access: AccessTable;
  readonly texts: Catalogue;
  open(context: DeskContext): Promise<DeskArea>;
}
