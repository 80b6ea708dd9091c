import { RETENTION_FLOOR_DAYS } from '@mingjing/protocol';

/*
 * What a journal needs of its disk, by what it has and what it grew by. Pure: sizes and times come
 * as arguments. Where little is known the answer is `unknown`, and otherwise it errs on the early
 * side.
 */

/** A day in ms. */
const DAY_MS = 86_400_000;
/** Less than this was looked at: a rate would be a guess. */
const SPAN_MIN_MS = 3_600_000;
/** The rate is that of the last days, so that it follows what a service does now. */
const RECENT_MS = 7 * DAY_MS;
/** Further ahead than a hundred years nobody plans. */
const DAYS_MAX = 36_525;
/** With less than a day, or than this many bytes, acts are about to be refused. */
const CRITICAL_DAYS = 1;
const CRITICAL_BYTES = 64 * 1024 * 1024;

/** A file of the journal; `at` is when it was last written, ms. */
export interface HeldFile {
  readonly bytes: number;
  readonly at: number;
  /** A segment of bodies: of one UTC day, and never written again once finished. */
  readonly isSegment: boolean;
}

/** Free bytes of a disk at a time, ms. */
export interface FreeSample {
  readonly at: number;
  readonly bytes: number;
}

/** What is known at `now` (ms). Sizes in bytes. */
export interface SpaceFacts {
  readonly now: number;
  readonly files: readonly HeldFile[];
  /** Time of the oldest entry, ms; undefined while there is none. */
  readonly firstTime: number | undefined;
  readonly freeBytes: number;
  /** Free bytes of the same disk earlier, oldest first. */
  readonly earlier: readonly FreeSample[];
  /** What the journal may have in all; undefined: as much as the disk has. */
  readonly budgetBytes: number | undefined;
  /** Of the budget: what no act gets. */
  readonly reserveBytes: number;
  /** Fewer days than this are too few. */
  readonly warnDays: number;
}

/** Bytes that were written in a time, ms. */
interface Growth {
  readonly bytes: number;
  readonly ms: number;
}

export type SpaceLevel = 'unknown' | 'ample' | 'low' | 'critical';
/** `room`: few bytes are left; `days`: few days; `period`: 184 days do not fit. */
export type SpaceReason = 'none' | 'room' | 'days' | 'period';

export interface SpaceEstimate {
  readonly level: SpaceLevel;
  readonly reason: SpaceReason;
  /** What ends first. */
  readonly limit: 'budget' | 'disk';
  readonly usedBytes: number;
  /** What acts may still write; never negative. */
  readonly roomBytes: number;
  readonly freeBytes: number;
  readonly budgetBytes: number | undefined;
  /** By which that room shrinks in a day; undefined while too little was seen, as all below. */
  readonly growthPerDay: number | undefined;
  /** Whole days until the room is used up, a hundred years at most. */
  readonly daysLeft: number | undefined;
  /** What 184 days of this journal take, with what it has. */
  readonly neededBytes: number | undefined;
}

/**
 * How long the room of a journal lasts, and whether 184 days of it fit. The disk is shared: what
 * all else on it grew by counts where the disk is what ends first.
 */
export function estimateSpace(facts: SpaceFacts): SpaceEstimate {
  const { budgetBytes, freeBytes, reserveBytes } = facts;
  const usedBytes = sum(facts.files);
  const ofBudget = (budgetBytes ?? Number.POSITIVE_INFINITY) - reserveBytes - usedBytes;
  const own = perDay(growthOf(facts));
  const ofDisk = Math.max(own ?? 0, perDay(declineOf(facts)) ?? 0);
  const budgetDays = daysOf(ofBudget, own);
  const diskDays = daysOf(freeBytes, ofDisk);
  const isBudgetFirst = budgetDays === diskDays ? ofBudget < freeBytes : budgetDays < diskDays;
  const limit = isBudgetFirst ? 'budget' : 'disk';
  const roomBytes = Math.max(0, Math.min(ofBudget, freeBytes));
  const daysLeft = own === undefined ? undefined : Math.min(budgetDays, diskDays, DAYS_MAX);
  const neededBytes = own === undefined ? undefined : neededOf(facts, usedBytes, own);
  const measured = { roomBytes, daysLeft, neededBytes, capacity: usedBytes + roomBytes };
  return {
    ...judge(measured, facts.warnDays),
    ...{ limit, usedBytes, roomBytes, freeBytes, budgetBytes },
    growthPerDay: own === undefined ? undefined : Math.ceil(limit === 'disk' ? ofDisk : own),
    daysLeft,
    neededBytes,
  };
}

interface Measured {
  readonly roomBytes: number;
  readonly daysLeft: number | undefined;
  readonly neededBytes: number | undefined;
  readonly capacity: number;
}

function judge(
  { roomBytes, daysLeft, neededBytes, capacity }: Measured,
  warnDays: number,
): { readonly level: SpaceLevel; readonly reason: SpaceReason } {
  if (roomBytes < CRITICAL_BYTES) return { level: 'critical', reason: 'room' };
  if (daysLeft === undefined || neededBytes === undefined) {
    return { level: 'unknown', reason: 'none' };
  }
  if (daysLeft < CRITICAL_DAYS) return { level: 'critical', reason: 'days' };
  if (daysLeft < warnDays) return { level: 'low', reason: 'days' };
  if (neededBytes > capacity) return { level: 'low', reason: 'period' };
  return { level: 'ample', reason: 'none' };
}

/**
 * What the journal wrote lately. Bodies are counted by the segments that were written to; stubs and
 * hashes, whose files tell no day, in proportion. Files put back by a restore count as new.
 */
function growthOf({ files, firstTime, now }: SpaceFacts): Growth | undefined {
  if (firstTime === undefined) return undefined;
  const ms = Math.min(now - firstTime, RECENT_MS);
  const segments = files.filter(({ isSegment }) => isSegment);
  const bodies = sum(segments);
  if (bodies === 0 || now - firstTime <= RECENT_MS) return { bytes: sum(files), ms };
  const recent = sum(segments.filter(({ at }) => at >= now - RECENT_MS));
  return { bytes: sum(files) * (recent / bodies), ms };
}

/** What the disk lost since the oldest sample; undefined when it gained. */
function declineOf({ earlier, freeBytes, now }: SpaceFacts): Growth | undefined {
  const [oldest] = earlier;
  if (oldest === undefined || oldest.bytes <= freeBytes) return undefined;
  return { bytes: oldest.bytes - freeBytes, ms: now - oldest.at };
}

function perDay(growth: Growth | undefined): number | undefined {
  if (growth === undefined || growth.ms < SPAN_MIN_MS) return undefined;
  return (growth.bytes / growth.ms) * DAY_MS;
}

function daysOf(bytes: number, growthPerDay: number | undefined): number {
  if (bytes <= 0) return 0;
  if (growthPerDay === undefined || growthPerDay === 0) return Number.POSITIVE_INFINITY;
  return Math.floor(bytes / growthPerDay);
}

/** The whole period at this rate, or what is there and what the rest of its period adds. */
function neededOf({ firstTime = 0, now }: SpaceFacts, used: number, growthPerDay: number): number {
  const restDays = Math.max(0, RETENTION_FLOOR_DAYS - (now - firstTime) / DAY_MS);
  const needed = Math.max(growthPerDay * RETENTION_FLOOR_DAYS, used + growthPerDay * restDays);
  return Math.ceil(needed);
}

function sum(files: readonly HeldFile[]): number {
  return files.reduce((total, { bytes }) => total + bytes, 0);
}
