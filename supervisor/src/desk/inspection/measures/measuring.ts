import { bytesToHex } from '@mingjing/crypto';
import type { Host } from '@mingjing/host';
import {
  type Footing,
  factsOf,
  footing,
  judgeSupervision,
  type Measurement,
  outcomeOf,
  SUPERVISION_ITEMS,
  type SupervisionItem,
  type SupervisionWords,
  unknown,
} from '@mingjing/inspection';
import type { Observer } from '../../../observer.ts';
import type { DeskAlarms } from '../../alarms-port.ts';
import type { OpeningDesk } from '../../look-through/opening-desk.ts';
import type { WatchDesk } from '../../rules/watch-desk.ts';
import { accountable } from './accountability.ts';
import { openings } from './openings.ts';
import { rules } from './rules.ts';
import { standing } from './standing.ts';
import { tracing } from './tracing.ts';
import { verification } from './verification.ts';

/** All that this node measures of itself and of the chain. */
export interface MeasuredWorld {
  readonly host: Host;
  readonly observer: Observer;
  readonly alarms: DeskAlarms;
  readonly openings: OpeningDesk;
  readonly rules: WatchDesk;
  /** How long an entry of a copied journal is waited for, ms; by default ten seconds. */
  readonly copiedMs?: number;
  now(): number;
}

/** What was found of an item, and what that can be held against. */
export interface Told<I extends SupervisionItem> {
  readonly word: SupervisionWords[I];
  readonly standsOn: readonly Footing[];
}

export interface MeasureContext {
  /** Chooses what is looked at, so that nobody prepares it. */
  readonly phrase: string;
  readonly signal: AbortSignal;
}

/** Finds out one item from what is here now. */
export type Measure<I extends SupervisionItem> = (
  world: MeasuredWorld,
  context: MeasureContext,
) => Promise<Told<I>>;

const MEASURES: { readonly [I in SupervisionItem]: Measure<I> } = {
  'deployed-and-in-sync': standing,
  'read-only-verifies-independently': verification,
  'trace-by-subject-content-time': tracing,
  'look-through-of-encrypted-data': openings<'look-through-of-encrypted-data'>('record'),
  'identity-restoration': openings<'identity-restoration'>('identity'),
  'rules-and-alarms': rules,
  'supervision-acts-accountable': accountable,
};

/** What is told while the items are measured. */
export interface MeasureEvents {
  began?(item: SupervisionItem): void;
  measured?(item: SupervisionItem): void;
  /** A measure broke; its item is not measured and says so. */
  failed?(item: SupervisionItem, error: unknown): void;
}

/** Measures the items that are asked for, one after the other, in the order of the form. */
export async function measured(
  world: MeasuredWorld,
  asked: readonly string[],
  context: MeasureContext,
  events: MeasureEvents = {},
): Promise<(readonly [SupervisionItem, Measurement])[]> {
  const found: (readonly [SupervisionItem, Measurement])[] = [];
  for (const item of SUPERVISION_ITEMS.filter((each) => asked.includes(each))) {
    context.signal.throwIfAborted();
    events.began?.(item);
    found.push([item, await measureOne(world, item, context, events)]);
    events.measured?.(item);
  }
  return found;
}

async function measureOne<I extends SupervisionItem>(
  world: MeasuredWorld,
  item: I,
  context: MeasureContext,
  events: MeasureEvents,
): Promise<Measurement> {
  try {
    const { standsOn, word } = await MEASURES[item](world, context);
    return measurementOf(world, judgeSupervision(item, word), standsOn);
  } catch (error) {
    events.failed?.(item, error);
    return measurementOf(world, [unknown('facts.supervision.broke')], []);
  }
}

function measurementOf(
  { host, now }: MeasuredWorld,
  checks: ReturnType<typeof judgeSupervision>,
  standsOn: readonly Footing[],
): Measurement {
  const { blockId, height } = host.replica.chain.state;
  return {
    outcome: outcomeOf({ checks, standsOn }),
    facts: factsOf(checks),
    standsOn: [footing('block', bytesToHex(blockId), String(height)), ...standsOn],
    ...{ by: host.nodeId, at: now(), height, isStated: false },
  };
}
