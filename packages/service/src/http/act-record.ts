import type { Socket } from 'node:net';
import { codeOf } from './framework-errors.ts';
import type { ActEntry, ActNotes, EntryPosition, JournalPort, OwnAct } from './journal-port.ts';
import { Problem } from './problem.ts';
import { endsOfSocket } from './proxied-sockets.ts';
import type { ActDeclaration } from './route.ts';

/** What the shell knows of a call before anybody has judged it. */
export interface CallFrame {
  readonly act: ActDeclaration;
  readonly method: string;
  readonly resource: string;
  readonly socket: Pick<Socket, 'remoteAddress' | 'remotePort' | 'localAddress' | 'localPort'>;
}

export interface Outcome {
  readonly result: ActEntry['result'];
  readonly reason?: string;
}

/** Result and reason of an answer: a refusal is the caller's doing, a failure is ours. */
export function outcomeOf(status: number, problemCode: string | undefined): Outcome {
  if (status < 400) return { result: 'done' };
  const reason = problemCode ?? `status-${status}`;
  return { result: status < 500 ? 'refused' : 'failed', reason };
}

type Verdict = Problem | 'written' | 'stranger-lost';

/** What every entry of a call says, whatever its outcome. */
type EntryBase = Omit<ActEntry, 'result'>;

function baseOf({ act, method, resource, socket }: CallFrame): EntryBase {
  // The addresses are asked for now: a socket that has closed no longer knows them.
  const { sourceAddress, sourcePort, destinationAddress, destinationPort } = endsOfSocket(socket);
  return {
    source: act.source,
    event: act.event,
    method,
    resource,
    destination: { address: destinationAddress, port: destinationPort },
    personal: { sourceAddress, sourcePort },
  };
}

/** Texts of an entry that a caller may have chosen. */
const CALLERS_TEXTS: readonly unknown[] = ['object', 'subject'];
/** Characters kept of such a text when it is cut: in UTF-8 within the bound of any. */
const CUT_CHARS = 256;

/**
 * The journalling of one call: exactly one entry, or the handler's own ones, durable before the
 * answer. Once the journal has refused, that is the answer, and nothing further is written; but
 * where it refused a text of the caller, who must not evade the log, the entry has that text cut.
 */
export class ActRecord {
  readonly notes: ActNotes = {};
  readonly #base: EntryBase;
  readonly #journal: JournalPort;
  #state: 'open' | 'own-written' | 'closed' = 'open';
  #refusal: Problem | undefined;

  constructor(frame: CallFrame, journal: JournalPort) {
    this.#base = baseOf(frame);
    this.#journal = journal;
  }

  /** Writes a handler's own entries, even after its time was over: what was done was done. */
  async recordOwn(acts: readonly OwnAct[]): Promise<readonly EntryPosition[]> {
    if (acts.length === 0) return []; // nothing said: the shell's own entry stands for the call
    const entries = acts.map((act) => this.#entry({ ...this.notes, ...act }));
    const refusals = entries.filter(isOfStranger);
    try {
      const written = await this.#journal.appendMany(
        entries.filter((entry) => !isOfStranger(entry)),
      );
      // Their own budget: what is beyond it is only counted, and stops nobody's act.
      for (const refusal of refusals) await this.#journal.stranger(refusal);
      if (this.#state === 'open') this.#state = 'own-written';
      return written;
    } catch (error) {
      this.#refusal = journalProblem(error);
      throw this.#refusal;
    }
  }

  /** An entry beside the one of the call, about what the program saw in it. */
  async alarm(event: string, reason: string): Promise<void> {
    const said = { source: 'security', event, reason, result: 'refused' } as const;
    await this.#journal.append({ ...this.#base, ...said });
  }

  /**
   * To be awaited before the answer leaves. Returns the problem to answer with in its place when
   * the entry could not be written; `strangerLost` when only a stranger's refusal was not.
   */
  async complete(outcome: Outcome): Promise<Verdict> {
    // A handler that caught the refusal of its entries still cannot answer with anything else.
    if (this.#refusal !== undefined) return this.#refused(this.#refusal, outcome);
    const isOwn = this.#state === 'own-written' && outcome.result === 'done';
    if (this.#state === 'closed' || isOwn) return 'written';
    this.#state = 'closed';
    const written = await this.#write({ ...this.notes, ...outcome });
    const isOfCaller = written instanceof Problem && written.status < 500;
    return isOfCaller ? this.#refused(written, outcome) : written;
  }

  /** The answer after a refusal of the journal, with the entry that can be written all the same. */
  async #refused(refusal: Problem, outcome: Outcome): Promise<Verdict> {
    const isDone = outcome.result === 'done';
    const answer = isDone ? refusal : 'written';
    if (refusal.status >= 500) return answer;
    const { object, subject, ...notes } = this.notes;
    const told = isDone ? outcomeOf(refusal.status, refusal.code) : outcome;
    const texts = { ...cut('object', object), ...cut('subject', subject) };
    const written = await this.#write({ ...notes, ...texts, ...told });
    return written === 'written' ? answer : written;
  }

  async #write(act: OwnAct): Promise<Verdict> {
    const entry = this.#entry(act);
    // Refused either way: a stranger must not be able to stop anything by filling a budget.
    if (isOfStranger(entry)) {
      return this.#journal.stranger(entry).then(
        () => 'written',
        () => 'stranger-lost',
      );
    }
    return this.#journal.append(entry).then(() => 'written', journalProblem);
  }

  #entry({ subject, ...act }: OwnAct): ActEntry {
    const personal = { ...this.#base.personal, ...(subject === undefined ? {} : { subject }) };
    return { ...this.#base, ...act, personal };
  }
}

function isOfStranger({ actor, result }: ActEntry): boolean {
  return actor === undefined && result === 'refused';
}

function journalProblem(cause: unknown): Problem {
  const code = codeOf(cause);
  if (code === 'JOURNAL_REFUSED' && CALLERS_TEXTS.includes(fieldOf(cause))) {
    return new Problem(400, 'text-unrecordable', { cause });
  }
  if (code === 'JOURNAL_FULL') return new Problem(503, 'journal-full', { cause });
  if (code !== 'JOURNAL_BUSY') return new Problem(503, 'journal-unwritable', { cause });
  return new Problem(503, 'journal-busy', { cause, headers: { 'retry-after': '1' } });
}

/** The field of an entry that the journal refused. */
function fieldOf(cause: unknown): unknown {
  return (cause as { fault?: { field?: unknown } }).fault?.field;
}

function cut(name: 'object' | 'subject', text: string | undefined) {
  if (text === undefined) return {};
  const mark = text.length > CUT_CHARS ? '\u2026' : '';
  return { [name]: text.slice(0, CUT_CHARS).toWellFormed() + mark };
}
