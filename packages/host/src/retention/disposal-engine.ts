import { equalBytes } from '@mingjing/crypto';
import type { RegistryReader } from '@mingjing/execution';
import type { EntryInput, HeldCopy, Journal } from '@mingjing/journal';
import {
  type Checked,
  JournalSource,
  type JournalSourceName,
  type RetentionDisposal,
  type SignedCopy,
  SOURCE_NAMES,
} from '@mingjing/protocol';
import { disposalStep, type OwnLog, quotable } from './disposal-plan.ts';

/** Block time after which a disposal that the chain did not certify is asked for again, ms. */
export const RETRY_MS = 10 * 60_000;

/** The chain as far as a disposal needs it, after the latest block: durable on this node's disk. */
export interface DisposalState {
  readonly registry: RegistryReader;
  /** Block time, ms. */
  readonly time: number;
  readonly height: number;
}

export interface DisposalParts {
  readonly nodeId: string;
  readonly journal: Journal;
  readonly state: () => DisposalState;
  /** Signs with the node's statement key and submits; undefined without such a key. */
  readonly submit: (disposal: RetentionDisposal) => Promise<Checked<unknown, string> | undefined>;
  /** Bodies [from, to) of a log are gone. */
  readonly disposed: (source: JournalSourceName, from: number, to: number) => void;
  readonly onError: (error: unknown) => void;
}

interface Propose {
  readonly from: number;
  readonly to: number;
  readonly copies: readonly SignedCopy[];
}

/**
 * Carries out retention on the node's own journal. After a block it looks at each log: bodies that
 * a certificate on the chain covers are deleted; for those that may be disposed of, it asks for
 * one. Every step is an entry before it has an effect, and every one is judged from the state
 * alone, so after a crash the next block finds what is left to do.
 */
export class DisposalEngine {
  readonly #parts: DisposalParts;
  /** Block time of the latest proposal of a log. */
  readonly #proposedAt = new Map<JournalSourceName, number>();
  /** What was told of a log last, so that it is told once. */
  readonly #told = new Map<JournalSourceName, string>();
  #running: Promise<void> | undefined;

  constructor(parts: DisposalParts) {
    this.#parts = parts;
  }

  /** Looks at all logs, unless it is at it; the next block comes. */
  afterBlock(): void {
    this.#running ??= this.#all()
      .catch(this.#parts.onError)
      .finally(() => {
        this.#running = undefined;
      });
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #all(): Promise<void> {
    for (const source of SOURCE_NAMES) await this.#look(source);
  }

  async #look(source: JournalSourceName): Promise<void> {
    const { journal, nodeId, state } = this.#parts;
    const bodiesFrom = journal.bodiesFrom(source);
    const log: OwnLog = { nodeId, source, size: journal.durableSize(source), bodiesFrom };
    const { registry, time } = state();
    const step = disposalStep(registry, time, log);
    // A period that runs is no attempt: nothing is told until it has run.
    if (step.type === 'withheld' && step.reason === 'not-due') return;
    if (step.type === 'withheld') return this.#refused(source, step.to, step.reason);
    const copies =
      step.type === 'propose'
        ? quotable({ registry, time }, { nodeId, to: step.to }, await this.#held(source))
        : undefined;
    if (copies?.length === 0) return this.#refused(source, step.to, 'copy-missing');
    if (!(await this.#isAnchored(source))) return this.#refused(source, step.to, 'other-root');
    return copies === undefined
      ? this.#carryOut(source, step)
      : this.#propose(source, { ...step, copies });
  }

  /** What others stated to hold of a log. */
  async #held(source: JournalSourceName): Promise<readonly HeldCopy[]> {
    return (await this.#parts.journal.cosigned.latest(source))?.copies ?? [];
  }

  /**
   * Whether this is the log that the chain knows. One begun anew after a loss has other entries at
   * the same indexes, and no certificate is about those.
   */
  async #isAnchored(source: JournalSourceName): Promise<boolean> {
    const { journal, nodeId, state } = this.#parts;
    const logs = state().registry.get('anchor', nodeId)?.logs ?? [];
    const anchored = logs.find((log) => log.source === JournalSource[source]);
    if (anchored === undefined || anchored.size > journal.durableSize(source)) return false;
    return equalBytes(await journal.rootAt(source, anchored.size), anchored.root);
  }

  async #propose(source: JournalSourceName, { from, to, copies }: Propose): Promise<void> {
    const { journal, nodeId, state, submit } = this.#parts;
    const { time } = state();
    if (time < (this.#proposedAt.get(source) ?? Number.NEGATIVE_INFINITY) + RETRY_MS) return;
    this.#proposedAt.set(source, time);
    const bodiesHash = await journal.bodiesHash(source, from, to);
    await this.#note('disposal-proposed', 'done', source, [from, to]);
    const disposal = { nodeId, source: JournalSource[source], from, to, bodiesHash };
    const answer = await submit({ ...disposal, copies: [...copies] });
    if (answer?.ok) return;
    await this.#refused(source, to, answer === undefined ? 'no-statement-key' : answer.reason);
  }

  async #carryOut(
    source: JournalSourceName,
    { from, to }: { readonly from: number; readonly to: number },
  ): Promise<void> {
    const { journal, disposed } = this.#parts;
    await this.#note('bodies-disposed', 'done', source, [from, to]);
    await journal.disposeBodies(source, to);
    this.#told.delete(source);
    disposed(source, from, to);
  }

  async #refused(source: JournalSourceName, to: number, reason: string): Promise<void> {
    const told = `${to} ${reason}`;
    if (this.#told.get(source) === told) return;
    await this.#note('disposal-withheld', 'refused', source, [to], reason);
    this.#told.set(source, told);
  }

  async #note(
    event: string,
    result: EntryInput['result'],
    object: JournalSourceName,
    counts: readonly number[],
    reason?: string,
  ): Promise<void> {
    const { journal, nodeId, state } = this.#parts;
    await journal.append({
      ...{ source: 'maintenance', event, result, object, counts },
      actor: { type: 'system', id: nodeId },
      blockHeight: state().height,
      ...(reason === undefined ? {} : { reason: stableCode(reason) }),
    });
  }
}

/** `result-copyMissing` as `copy-missing`: reasons of entries are in lower case. */
function stableCode(reason: string): string {
  const name = reason.replace(/^result-/, '');
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
