import { createHash } from 'node:crypto';
import type { RoleName } from '@mingjing/protocol';
import type { SessionEnd, SessionTimes } from './session-rules.ts';

/** Where a call comes from, as its proxy told it where there is one. */
export interface Source {
  readonly sourceAddress: string;
  readonly sourcePort: number;
}

/** An officer who is logged in. Sessions are in memory: the end of the program ends them. */
export interface Session extends SessionTimes {
  /** Names it in lists and in the journal; opens nothing. */
  readonly id: string;
  readonly officer: string;
  readonly role: RoleName;
  readonly publicKey: string;
  /** When the account was enrolled that it belongs to. */
  readonly enrolledAt: number;
  /** Wall clock, for people. */
  readonly startedAt: number;
  /** From where he logged in. */
  readonly sourceAddress: string;
  /** From where he did something last: that is where he was when it ends by itself. */
  readonly seenFrom: Source;
  /** The chain at which both factors were shown, where it was another; no account stands behind. */
  readonly carriedFrom?: string;
}

/** At one desk, and at another on duty; a further login ends the oldest. */
export const SESSIONS_PER_OFFICER_MAX = 3;

export interface EndedSession {
  readonly session: Session;
  readonly reason: SessionEnd;
}

/** The sessions of a program, by the hash of their token: the token itself is kept nowhere. */
export class Sessions {
  readonly #byToken = new Map<string, Session>();
  readonly #tokens = new Map<string, string>();

  get size(): number {
    return this.#byToken.size;
  }

  all(): readonly Session[] {
    return [...this.#byToken.values()];
  }

  /** Adds a session and gives back those of the officer that it ends. */
  add(token: string, session: Session): readonly Session[] {
    const own = this.all().filter(({ officer }) => officer === session.officer);
    own.sort((a, b) => a.startedMs - b.startedMs);
    const ended = own.slice(0, Math.max(0, own.length - SESSIONS_PER_OFFICER_MAX + 1));
    for (const { id } of ended) this.remove(id);
    const hash = tokenHash(token);
    this.#byToken.set(hash, session);
    this.#tokens.set(session.id, hash);
    return ended;
  }

  find(token: string): Session | undefined {
    return this.#byToken.get(tokenHash(token));
  }

  get(id: string): Session | undefined {
    return this.#byToken.get(this.#tokens.get(id) ?? '');
  }

  /** Its officer did something. */
  seen(id: string, nowMs: number, seenFrom: Source): void {
    const hash = this.#tokens.get(id);
    const session = this.get(id);
    if (hash === undefined || session === undefined) return;
    this.#byToken.set(hash, { ...session, seenMs: nowMs, seenFrom });
  }

  remove(id: string): void {
    this.#byToken.delete(this.#tokens.get(id) ?? '');
    this.#tokens.delete(id);
  }
}

function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
