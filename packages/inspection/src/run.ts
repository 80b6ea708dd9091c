import type { Answer, Findings, Measurement } from '@mingjing/proofs';
import { judgeItem } from '@mingjing/proofs';
import type { Form, FormItem } from './form.ts';

/** The longest that one item may take; a drill waits for a block or a restart. */
export const ITEM_MS_MAX = 120_000;
export const PHRASE_CHARS_MAX = 64;

/** Finds out one item. Programs bring one for each item that they can measure. */
export interface Collector {
  readonly item: string;
  /** Changes marked test subjects only. A thrown error leaves the item unmeasured. */
  collect(context: CollectContext): Promise<Measurement>;
}

export interface CollectContext {
  /** What the inspector chose; answers are bound to it. */
  readonly phrase: string;
  /** Aborted when the run is broken off, or the time of the item is over. */
  readonly signal: AbortSignal;
}

/** What confirms and attests; from the program's own shelves. */
export interface KnownFindings {
  confirmationOf(item: string): Findings['confirmation'];
  documentOf(item: string): Findings['document'];
}

/** What a run tells while it goes on. */
export interface RunEvents {
  began?(item: FormItem): void;
  answered?(answer: Answer): void;
  /** A collector broke; the item is not measured and says so. */
  failed?(item: FormItem, error: unknown): void;
}

export interface RunOptions {
  readonly form: Form;
  readonly collectors: readonly Collector[];
  readonly known: KnownFindings;
  readonly phrase: string;
  readonly events?: RunEvents;
  readonly signal?: AbortSignal;
  /** Items to do again; absent: all. */
  readonly only?: readonly string[];
  now(): number;
}

export type PhraseRefusal = 'phrase-empty' | 'phrase-too-long' | 'phrase-not-text';

/** Why a phrase cannot bind a run; undefined when it can. */
export function phraseFault(phrase: string): PhraseRefusal | undefined {
  if (phrase.trim() === '') return 'phrase-empty';
  if (phrase.length > PHRASE_CHARS_MAX) return 'phrase-too-long';
  return /^[^\p{C}]*$/u.test(phrase) && phrase.isWellFormed() ? undefined : 'phrase-not-text';
}

/**
 * Fills the form, one item after the other: drills disturb each other. What nobody collects, what
 * fails and what takes too long is not measured, never met. Broken off, it gives what it has.
 */
export async function runInspection(options: RunOptions): Promise<Answer[]> {
  const { form, only, signal, events } = options;
  const collectors = new Map(options.collectors.map((each) => [each.item, each]));
  const items = form.items.filter(({ id }) => only === undefined || only.includes(id));
  const answers: Answer[] = [];
  for (const item of items) {
    if (signal?.aborted === true) break;
    events?.began?.(item);
    const measurement = await measure(item, collectors.get(item.id), options);
    const answer = judgeItem(item, findingsOf(item, measurement, options), options.now());
    answers.push(answer);
    events?.answered?.(answer);
  }
  return answers;
}

function findingsOf(
  { id }: FormItem,
  measurement: Measurement | undefined,
  { known }: RunOptions,
): Findings {
  const [confirmation, document] = [known.confirmationOf(id), known.documentOf(id)];
  return {
    ...(measurement === undefined ? {} : { measurement }),
    ...(confirmation === undefined ? {} : { confirmation }),
    ...(document === undefined ? {} : { document }),
  };
}

async function measure(
  item: FormItem,
  collector: Collector | undefined,
  { phrase, signal, events }: RunOptions,
): Promise<Measurement | undefined> {
  if (collector === undefined) return undefined;
  const bounds = [AbortSignal.timeout(ITEM_MS_MAX), ...(signal === undefined ? [] : [signal])];
  const ended = AbortSignal.any(bounds);
  try {
    return await Promise.race([collector.collect({ phrase, signal: ended }), aborted(ended)]);
  } catch (error) {
    events?.failed?.(item, error);
    return undefined;
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
