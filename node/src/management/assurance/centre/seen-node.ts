import type { NodeReport } from '@mingjing/protocol';

/** How far another clock is from ours, and how sure that is: half of the time an answer took. */
export interface ClockOffset {
  readonly offsetMs: number;
  readonly uncertaintyMs: number;
}

/** Why an answer was not believed. */
export type ReportRefusal = 'signature' | 'malformed' | 'another-node' | 'refused';

/** The latest report of a node that was believed. */
export interface Answer {
  readonly report: NodeReport;
  /** By our clock, ms. */
  readonly at: number;
  readonly offset: ClockOffset;
}

/** What this node knows of one that the chain registers, itself included. */
export interface SeenNode {
  readonly id: string;
  readonly organisation: string;
  readonly role: 'validator' | 'full' | 'supervision';
  readonly region: string;
  readonly isSelf: boolean;
  readonly isConnected: boolean;
  readonly answer: Answer | undefined;
  readonly refusal: ReportRefusal | undefined;
  /** When its journal was seen to grow last, by our clock. */
  readonly journalGrewAt: number | undefined;
}

/**
 * The offset of the clock that said `theirs` while ours went from `sent` to `received`, all in ms.
 * The answer was given at an unknown moment between the two: in the middle, give or take half.
 */
export function clockOffset(sent: number, received: number, theirs: number): ClockOffset {
  const half = Math.max(0, received - sent) / 2;
  return { offsetMs: Math.round(theirs - (sent + half)), uncertaintyMs: Math.ceil(half) };
}

/** Whether a clock is off by more than `boundMs` however the answer travelled. */
export function isClockOff({ offsetMs, uncertaintyMs }: ClockOffset, boundMs: number): boolean {
  return Math.abs(offsetMs) - uncertaintyMs > boundMs;
}
