import type { IncomingHttpHeaders } from 'node:http';
import type { Host } from '@mingjing/host';
import type { Measurement, StatementFault } from '@mingjing/inspection';
import type { verifyFolder } from '@mingjing/journal';
import type { SignedMeasurements } from '@mingjing/protocol';
import type { AccessTable, Accounts, AnyRoute } from '@mingjing/service';
import type { Shelf } from '@mingjing/storage';
import type { AssuranceParts } from '../assurance/open-assurance.ts';
import type { CaseDesk } from '../cases/case-desk.ts';
import type { OfficeDesks } from '../offices.ts';
import type { Screening } from '../screening/screening.ts';
import type { Vault } from '../users/vault.ts';

export type ListenerPart = 'main' | 'management' | 'portal';

/** A call to this program itself. */
export interface AskedCall {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: string | Uint8Array;
}

export interface ToldAnswer {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly rawPayload: Buffer;
  /** The same as text. */
  readonly body: string;
}

/** A listener of this program. */
export interface ServedAt {
  readonly name: ListenerPart;
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
}

/** A site of this program, its files in memory and on disk. */
export interface WatchedSite {
  readonly name: string;
  readonly folder: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** The program around the management service, once it serves. */
export interface ProgramPort {
  /** Asks one of its listeners as anybody on this machine does; else the main one. */
  ask(part: ListenerPart, call: AskedCall): Promise<ToldAnswer>;
  /** The site that callers are on, as the gate takes it. */
  readonly origin: string;
  readonly routes: readonly AnyRoute[];
  readonly table: AccessTable;
  readonly accounts: Accounts;
  readonly listeners: readonly ServedAt[];
  readonly sites: readonly WatchedSite[];
  /** Longest time until a changed page is back, ms. */
  readonly restoreMs: number;
  /** Whether users are confirmed by a service that is there for tests alone. */
  readonly isVerificationSynthetic: boolean;
}

/** Why a supervision node's statement is not there. */
export type SupervisionSilence = StatementFault | 'unreachable' | 'refused' | 'not-on-the-chain';

/** What a supervision node measured for a run, as it signed it. */
export type SupervisionAnswer =
  | {
      readonly ok: true;
      /** The node that says so. */
      readonly by: string;
      readonly measurements: ReadonlyMap<string, Measurement>;
      readonly signed: SignedMeasurements;
    }
  | { readonly ok: false; readonly fault: SupervisionSilence };

/** What a run needs of a supervision node. */
export interface SupervisionQuestion {
  readonly phrase: string;
  readonly formHash: Uint8Array;
  readonly items: readonly string[];
  readonly signal: AbortSignal;
}

/** Asks a supervision node, once in a run, for what only it can find. */
export interface SupervisionPort {
  ask(question: SupervisionQuestion): Promise<SupervisionAnswer>;
}

/** Findings of earlier inspections. */
export interface FindingsPort {
  standing(now: number): Promise<{
    readonly open: number;
    readonly overdue: number;
    readonly fixed: number;
    readonly retested: number;
    readonly hash: string;
  }>;
}

/** All that the collectors of a node measure. */
export interface InspectionWorld {
  readonly host: Host;
  readonly shelf: Shelf;
  readonly desks: OfficeDesks;
  readonly screening: Screening;
  readonly cases: CaseDesk;
  readonly vault: Vault;
  readonly assurance: AssuranceParts;
  readonly program: ProgramPort;
  /** Absent: none is joined, and what it alone can find is not measured. */
  readonly supervision?: SupervisionPort;
  /** Absent: nobody keeps findings here. */
  readonly findings?: FindingsPort;
  /** Reads a folder of a journal as the offline verifier does. */
  readonly verifyFolder: typeof verifyFolder;
  now(): number;
}
