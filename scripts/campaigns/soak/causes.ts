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

export interface Nodes {
  readonly validators: readonly string[];
  readonly supervision: string;
}

const { behindMs, gapMs, silenceMs } = boundsFor(EMPTY_BLOCK_MS);
/** Between a bound and the alarm: a look each second, and a block or two around the trouble. */
const MARGIN_MS = 4000;

/** What comes of a trouble by the bounds of the rules; nothing of one that is over before them. */
export function causesOf(went: Went, { supervision, validators }: Nodes): Cause[] {
  const { step, trouble, begunAt, healedAt, levelAt } = went;
  const caused = (rule: AlarmRule, subject: string, boundMs: number): Cause[] => {
    if (levelAt - begunAt <= boundMs - MARGIN_MS) return [];
    const isOwed = trouble.kind !== 'halves' && healedAt - begunAt > boundMs + MARGIN_MS;
    const what = `${nameOf(trouble)} ${trouble.kind}`;
    return [{ step, what, rule, subject, from: begunAt, to: levelAt + MARGIN_MS, isOwed }];
  };
  const silent = (nodeId: string) => [
    ...caused('tip-stalled', nodeId, silenceMs),
    ...caused('journal-withheld', nodeId, JOURNAL_STALL_MS),
  ];
  if (trouble.kind === 'halves') {
    return validators.flatMap((nodeId) => caused('tip-stalled', nodeId, silenceMs));
  }
  if (!('name' in trouble)) return [];
  if (trouble.name !== supervision) return silent(trouble.name);
  const own = isBehind(went) ? [behind(went, supervision)] : [];
  // One that stood still heard everybody as soon as it could hear; one that is mute hears them.
  const isDeaf = trouble.kind === 'cut off' || trouble.kind === 'deaf';
  return [...own, ...(isDeaf ? validators.flatMap(silent) : [])];
}

/** Whether the supervision node may be late itself when it is back. */
function isBehind({ begunAt, levelAt }: Went): boolean {
  return levelAt - begunAt > Math.min(behindMs, gapMs) - MARGIN_MS;
}

function behind({ step, trouble, begunAt, levelAt }: Went, subject: string): Cause {
  const what = `${subject} ${trouble.kind}`;
  const to = levelAt + behindMs + MARGIN_MS;
  return { step, what, rule: 'verification-behind', subject, from: begunAt, to, isOwed: false };
}

function nameOf(trouble: Trouble): string {
  return 'name' in trouble ? trouble.name : 'validators in';
}
