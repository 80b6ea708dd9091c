// What an alarm of a soak may be about: bad things that were planted, and faults of programs and
// network that lasted as long as the bounds of the rules say.
import { type AlarmRule, boundsFor, JOURNAL_STALL_MS } from '@mingjing/oversight';
import type { Trouble } from '../hosts/steps.ts';

/** Of the soaked chain: short, so that heads rise without load, too. */
export const EMPTY_BLOCK_MS = 5000;

/** What a supervision node must say, or may, between two times of this machine's clock, ms. */
export interface Cause {
  readonly step: number;
  readonly what: string;
  readonly rule: AlarmRule;
  /** The alarm's subject, or what stands before the `@` in it. */
  readonly subject: string;
  readonly from: number;
  readonly to: number;
  /** False: how long it lasted is so near a bound that either is right. */
  readonly isOwed: boolean;
  /** Any number of alarms, about whatever came up between the two times. */
  readonly isMany?: true;
}

/** A trouble as it went, times of this machine's clock in ms. */
export interface Went {
  readonly step: number;
  readonly trouble: Trouble;
  readonly begunAt: number;
  readonly healedAt: number;
  /** When every program had made or verified new blocks again. */
  readonly levelAt: number;
}

type Times = Omit<Went, 'healedAt'>;

export interface Nodes {
  readonly validators: readonly string[];
  readonly supervision: string;
}

const { behindMs, gapMs, silenceMs } = boundsFor(EMPTY_BLOCK_MS);
/** As the witness has it: three heartbeats that did not come. */
const HEARTBEAT_MISSING_MS = 90_000;
/** Between a bound and the alarm: a look each second, and a block or two around the trouble. */
const MARGIN_MS = 4000;

/** Halves may decide in the last moment; a program is heard again somewhere while it loads. */
const UNSURE: readonly Trouble['kind'][] = ['halves', 'killed'];

/** What comes of a trouble by the bounds of the rules; nothing of one that is over before them. */
export function causesOf(went: Went, { supervision, validators }: Nodes): Cause[] {
  const { step, trouble, begunAt, healedAt, levelAt } = went;
  const caused = (rule: AlarmRule, subject: string, boundMs: number): Cause[] => {
    if (levelAt - begunAt <= boundMs - MARGIN_MS) return [];
    const isOwed = !UNSURE.includes(trouble.kind) && healedAt - begunAt > boundMs + MARGIN_MS;
    const what = `${nameOf(trouble)} ${trouble.kind}`;
    return [{ step, what, rule, subject, from: begunAt, to: levelAt + MARGIN_MS, isOwed }];
  };
  const silent = (nodeId: string) => [
    ...caused('tip-stalled', nodeId, silenceMs),
    ...caused('journal-withheld', nodeId, JOURNAL_STALL_MS),
  ];
  if (trouble.kind === 'halves') {
    const all = validators.flatMap((nodeId) => caused('tip-stalled', nodeId, silenceMs));
    return [...all, gaps(went)];
  }
  if (!('name' in trouble)) return [];
  if (trouble.name !== supervision) {
    const ended = trouble.kind === 'killed' ? [heartbeats(went, trouble.name)] : [];
    return [...silent(trouble.name), ...ended, gaps(went)];
  }
  const own = [gaps(went), ...(isBehind(went) ? [behind(went, supervision)] : [])];
  // One that stood still heard everybody as soon as it could hear; one that is mute hears them.
  const isDeaf = trouble.kind === 'cut off' || trouble.kind === 'deaf';
  return [...own, ...(isDeaf ? validators.flatMap(silent) : [])];
}

/**
 * What may be said of a node that was ended and started again while something was planted: that it
 * was not heard, each time, that no heartbeat came between two starts, that contents are late.
 */
export function causesOfRestarts(
  { begunAt, levelAt, step }: Pick<Went, 'begunAt' | 'levelAt' | 'step'>,
  nodeId: string,
): Cause[] {
  const trouble = { kind: 'killed', name: nodeId } as const;
  const may = { step, what: `${nodeId} started again`, subject: nodeId, isOwed: false } as const;
  const from = begunAt;
  return [
    { ...may, rule: 'tip-stalled', from, to: levelAt + MARGIN_MS },
    { ...may, rule: 'tip-stalled', from, to: levelAt + MARGIN_MS },
    heartbeats({ step, trouble, begunAt, levelAt }, nodeId),
    gaps({ step, trouble, begunAt, levelAt }),
  ];
}

/**
 * Times between two blocks in which the chain itself stood still: then no head rises, and whose was
 * seen last is silent no less than the others. With one validator away it needs all that are left.
 */
export function causesOfStandstills(blockTimes: readonly number[], { validators }: Nodes): Cause[] {
  return blockTimes.slice(1).flatMap((time, before) => {
    const since = blockTimes[before] ?? time;
    if (time - since <= silenceMs - MARGIN_MS) return [];
    const what = 'chain that stood still';
    const about = { step: 0, what, rule: 'tip-stalled', isOwed: false } as const;
    return validators.map((subject) => {
      return { ...about, subject, from: since, to: time + silenceMs };
    });
  });
}

/** The longest time between two blocks, ms. */
export function longestStandstill(blockTimes: readonly number[]): number {
  return blockTimes
    .slice(1)
    .reduce((most, time, before) => Math.max(most, time - (blockTimes[before] ?? time)), 0);
}

/** Whether the supervision node may be late itself when it is back. */
function isBehind({ begunAt, levelAt }: Times): boolean {
  return levelAt - begunAt > Math.min(behindMs, gapMs) - MARGIN_MS;
}

function behind({ step, trouble, begunAt, levelAt }: Times, subject: string): Cause {
  const what = `${subject} ${trouble.kind}`;
  const to = levelAt + behindMs + MARGIN_MS;
  return { step, what, rule: 'verification-behind', subject, from: begunAt, to, isOwed: false };
}

// A heartbeat comes half a minute after a start: who is killed in between is behind with it.
function heartbeats({ step, trouble, begunAt, levelAt }: Times, subject: string): Cause {
  const what = `${subject} ${trouble.kind}`;
  const to = levelAt + HEARTBEAT_MISSING_MS + MARGIN_MS;
  return { step, what, rule: 'heartbeat-missing', subject, from: begunAt, to, isOwed: false };
}

// What a node took while nobody heard it is in a block as soon as it is heard, and its contents
// come after: of blocks of that time some may be late.
function gaps({ step, trouble, begunAt, levelAt }: Times): Cause {
  const what = `${nameOf(trouble)} ${trouble.kind}`;
  const about = { step, what, rule: 'coverage-gap', subject: '' } as const;
  return { ...about, from: begunAt, to: levelAt + MARGIN_MS, isOwed: false, isMany: true };
}

function nameOf(trouble: Trouble): string {
  return 'name' in trouble ? trouble.name : 'validators in';
}
