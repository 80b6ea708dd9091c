import { accountSigningBytes } from '@mingjing/protocol';
import { type Account, changeOf, type SecondFactor, standingOf, textOfKey } from './account.ts';
import type { AccountParts, AccountRefusal, ChallengeAnswer, Refused } from './account-parts.ts';
import type { Draft } from './account-store.ts';
import { Attendance, type Attending } from './attendance.ts';
import { CHALLENGE_RANDOM_BYTES } from './challenge.ts';
import { ACCOUNT_LOCKOUT, failedAgain, lockedForMs, NO_FAILURES } from './lockout.ts';
import { passkeySite, usedPasskey } from './passkeys.ts';
import { overdue, type SessionEnd } from './session-rules.ts';
import { type EndedSession, type Session, Sessions, type Source } from './sessions.ts';
import { checkTimeCode } from './time-code.ts';

export interface LoggedIn {
  readonly ok: true;
  /** Told once, in the cookie. */
  readonly token: string;
  readonly session: Session;
}

/** What another program of the same authority on this machine says of a session there. */
export interface Vouched {
  /** The chain at which both factors were shown. */
  readonly chain: string;
  /** Key of the officer there, base64url. */
  readonly publicKey: string;
  /** Since when, ms. */
  readonly ageMs: number;
}

export type Resumed =
  | { readonly ok: true; readonly session: Session }
  | { readonly ok: false; readonly reason: SessionEnd | 'session-unknown' };

/** Beyond guessing; and a name that no other session of the program has. */
const TOKEN_BYTES = 32;
const ID_BYTES = 12;

/** Logging in, and the sessions that come of it. */
export class Login {
  readonly #parts: AccountParts;
  readonly #sessions = new Sessions();
  readonly #attendance = new Attendance();
  /** Sessions that ended and whose entry is not written yet. */
  #ended: EndedSession[] = [];
  #lastSweep: Promise<void> = Promise.resolve();

  constructor(parts: AccountParts) {
    this.#parts = parts;
  }

  /** A challenge, for any name: it tells nobody who has an account. */
  challenge(officer: string): Uint8Array {
    const { challenges, ports } = this.#parts;
    const random = ports.randomBytes(CHALLENGE_RANDOM_BYTES);
    return challenges.make(contextOf(officer), random, ports.monotonicMs());
  }

  /**
   * Opens a session for who has the officer's key and his second factor. `record` makes the entry
   * of it and is awaited before the session begins; what it throws is thrown.
   */
  async login(
    officer: string,
    answer: ChallengeAnswer,
    record: (session: Session) => Promise<unknown>,
  ): Promise<LoggedIn | Refused> {
    const unproved = this.#keyFault(officer, answer);
    if (unproved !== undefined) return unproved;
    const account = this.#usableAccount(officer);
    if ('ok' in account) return account;
    const refused = await this.#secondFactor(account, answer);
    if (refused !== undefined) {
      const { sourceAddress } = answer;
      return this.#parts.failed(sourceAddress, { ...refused, officer });
    }
    return this.#open(this.#newSession(account, answer), record);
  }

  async #open(session: Session, record: (session: Session) => Promise<unknown>): Promise<LoggedIn> {
    await record(session);
    const token = Buffer.from(this.#parts.ports.randomBytes(TOKEN_BYTES)).toString('base64url');
    for (const old of this.#sessions.add(token, session)) {
      this.#end(old, 'too-many-sessions');
    }
    return { ok: true, token, session };
  }

  /**
   * Opens a session for who showed his second factor at another chain, and shows here the key that
   * this chain names. Both have to be one key: a name alone may be another person's.
   */
  async carry(
    officer: string,
    answer: ChallengeAnswer,
    vouched: Vouched,
    record: (session: Session) => Promise<unknown>,
  ): Promise<LoggedIn | Refused> {
    const unproved = this.#keyFault(officer, answer);
    if (unproved !== undefined) return unproved;
    const { ports, settings } = this.#parts;
    const facts = ports.officer(officer);
    if (facts === undefined || facts.isRevoked) {
      return { ok: false, reason: 'officer-revoked', officer };
    }
    if (!settings.roles.includes(facts.role))
      return { ok: false, reason: 'role-elsewhere', officer };
    const publicKey = textOfKey(facts.publicKey);
    if (publicKey !== vouched.publicKey) return { ok: false, reason: 'key-refused', officer };
    const { role } = facts;
    const shown = { officer, role, publicKey, enrolledAt: ports.now() };
    const session = this.#newSession(shown, answer);
    // It ends when the one would that it comes of.
    const startedMs = session.startedMs - vouched.ageMs;
    return this.#open({ ...session, startedMs, carriedFrom: vouched.chain }, record);
  }

  /** The session of a token, which counts as use of it; ends it when its time is over. */
  resume(token: string, source: Source): Resumed {
    const session = this.#sessions.find(token);
    if (session === undefined) return { ok: false, reason: 'session-unknown' };
    const reason = this.#endOf(session);
    if (reason !== undefined) {
      this.#end(session, reason);
      return { ok: false, reason };
    }
    this.#sessions.seen(session.id, this.#parts.ports.monotonicMs(), source);
    return { ok: true, session };
  }

  sessions(): readonly Session[] {
    return this.#sessions.all();
  }

  session(id: string): Session | undefined {
    return this.#sessions.get(id);
  }

  /** Ends with its session what was opened in it; at once when that is over. */
  attend(session: Session, attending: Attending): () => void {
    if (this.#sessions.get(session.id) !== undefined) {
      return this.#attendance.add(session, attending);
    }
    attending.end();
    return () => undefined;
  }

  /** How much is held in memory of who tries and who is in. */
  held(): { readonly sessions: number; readonly sources: number; readonly answered: number } {
    const { answered, sources } = this.#parts;
    return { sessions: this.#sessions.size, sources: sources.size, answered: answered.size };
  }

  /** Ends a session by somebody's act, of which the caller writes the entry first. */
  kill(id: string): void {
    this.#sessions.remove(id);
    this.#attendance.end(id);
  }

  /** Ends what is over and writes the entries of all ends; throws what the journal throws. */
  sweep(): Promise<void> {
    // One after the other: each entry is written once.
    const done = this.#lastSweep.then(() => this.#sweepOnce());
    this.#lastSweep = done.catch(() => undefined);
    return done;
  }

  async #sweepOnce(): Promise<void> {
    for (const session of this.#sessions.all()) {
      const reason = this.#endOf(session);
      if (reason !== undefined) this.#end(session, reason);
    }
    // Those that ended unused are no sessions any more, and what outlives that still ends in time.
    for (const session of this.#attendance.sessions()) {
      if (this.#endOf(session, ['idle']) !== undefined) this.#attendance.end(session.id);
    }
    for (let next = this.#ended[0]; next !== undefined; next = this.#ended[0]) {
      await this.#parts.ports.sessionEnded(next.session, next.reason);
      this.#ended = this.#ended.slice(1);
    }
  }

  /** Ends every session: the program stops. */
  async stop(): Promise<void> {
    for (const session of this.#sessions.all()) this.#end(session, 'program-stopped');
    await this.sweep();
  }

  /** Why he has not shown the officer's key; undefined: he has, once for this challenge. */
  #keyFault(officer: string, answer: ChallengeAnswer): Refused | undefined {
    const { challenges, ports, settings } = this.#parts;
    const { challenge, origin, signature, sourceAddress } = answer;
    const locked = this.#parts.sourceRefusal(sourceAddress);
    if (locked !== undefined) return locked;
    const now = ports.monotonicMs();
    const verdict = challenges.check(contextOf(officer), challenge, now);
    if (verdict === 'expired') return { ok: false, reason: 'challenge-expired' };
    if (verdict === 'foreign') {
      return this.#parts.failed(sourceAddress, { reason: 'challenge-refused' });
    }
    const { chainId, nodeId } = settings;
    const asked = { purpose: 'login', nodeId, origin, officer, challenge } as const;
    const bytes = accountSigningBytes(chainId, asked);
    const facts = ports.officer(officer);
    // A signature cannot be guessed, so a wrong one locks nobody's account, only its source.
    if (facts === undefined || !ports.verify(facts.publicKey, bytes, signature)) {
      return this.#parts.failed(sourceAddress, { reason: 'key-refused' });
    }
    if (this.#parts.answered.add(challenge, now)) return undefined;
    return this.#parts.failed(sourceAddress, { reason: 'challenge-refused', officer });
  }

  #usableAccount(officer: string): Account | Refused {
    const { ports, settings, store } = this.#parts;
    const facts = ports.officer(officer);
    if (facts === undefined || facts.isRevoked) {
      return { ok: false, reason: 'officer-revoked', officer };
    }
    const account = store.account(officer);
    if (account === undefined) return { ok: false, reason: 'account-missing', officer };
    const standing = standingOf(account, facts, settings.account, ports.now());
    return standing === 'good' ? account : { ok: false, reason: standing, officer };
  }

  /** Judges the second factor and keeps the outcome; undefined: it was right. */
  async #secondFactor(
    { officer, factor }: Account,
    answer: ChallengeAnswer,
  ): Promise<{ reason: AccountRefusal; waitMs?: number } | undefined> {
    const used = factor.kind === 'passkey' ? await passkeyAfter(factor, answer) : undefined;
    // Checked and counted in one change: guesses that come at once count one after the other.
    return this.#parts.store.update((draft) => {
      const account = draft.account(officer);
      if (account === undefined) return { reason: 'account-missing' };
      const now = this.#parts.ports.now();
      const waitMs = lockedForMs(ACCOUNT_LOCKOUT, account.failures, now);
      if (waitMs > 0) return { reason: 'account-locked', waitMs };
      const verdict = factorAfter(account.factor, answer, used, now);
      return keep(draft, account, verdict, now);
    });
  }

  #newSession(
    { officer, role, publicKey, enrolledAt }: Omit<Account, 'factor' | 'failures' | 'loggedInAt'>,
    { sourceAddress, sourcePort }: Source,
  ): Session {
    const { ports } = this.#parts;
    const [startedAt, startedMs] = [ports.now(), ports.monotonicMs()];
    const id = Buffer.from(ports.randomBytes(ID_BYTES)).toString('hex');
    return {
      ...{ id, officer, role, publicKey, enrolledAt, startedAt, startedMs },
      ...{ seenMs: startedMs, sourceAddress, seenFrom: { sourceAddress, sourcePort } },
    };
  }

  /** Why a session may not go on: its time, or what the chain or the account says now. */
  #endOf(session: Session, apart: readonly SessionEnd[] = []): SessionEnd | undefined {
    const { ports, settings, store } = this.#parts;
    const over = overdue(settings.session, session, ports.monotonicMs());
    const late = over !== undefined && apart.includes(over) ? undefined : over;
    const changed = late ?? changeOf(session, ports.officer(session.officer));
    if (changed !== undefined) return changed;
    if (session.carriedFrom !== undefined) return undefined;
    const account = store.account(session.officer);
    return account?.enrolledAt === session.enrolledAt ? undefined : 'account-changed';
  }

  #end(session: Session, reason: SessionEnd): void {
    this.#sessions.remove(session.id);
    this.#attendance.end(session.id, reason === 'idle');
    this.#ended.push({ session, reason });
  }
}

type Verdict = SecondFactor | AccountRefusal;

function keep(draft: Draft, account: Account, verdict: Verdict, now: number) {
  if (typeof verdict === 'string') {
    const failures = failedAgain(ACCOUNT_LOCKOUT, account.failures, now);
    draft.setAccount({ ...account, failures });
    return { reason: verdict };
  }
  draft.setAccount({ ...account, factor: verdict, failures: NO_FAILURES, loggedInAt: now });
  return undefined;
}

/** The factor as it is once it was used, or why it does not hold. */
function factorAfter(
  factor: SecondFactor,
  { code, passkey }: ChallengeAnswer,
  used: SecondFactor | AccountRefusal | undefined,
  now: number,
): Verdict {
  if (factor.kind === 'passkey') {
    if (typeof used !== 'object') return used ?? 'passkey-refused';
    // Another may have been bound while this one was checked.
    const isSame = used.kind === 'passkey' && used.credentialId === factor.credentialId;
    return isSame ? used : 'passkey-refused';
  }
  if (passkey !== undefined) return 'factor-other';
  const verdict = checkTimeCode(factor.secret, code ?? '', now, factor.lastStep);
  return verdict.ok ? { ...factor, lastStep: verdict.step } : verdict.reason;
}

async function passkeyAfter(
  factor: Extract<SecondFactor, { kind: 'passkey' }>,
  { challenge, origin, passkey }: ChallengeAnswer,
): Promise<SecondFactor | AccountRefusal> {
  if (passkey === undefined) return 'factor-other';
  const site = passkeySite(origin);
  if (site === undefined) return 'passkey-unavailable';
  return (await usedPasskey(factor, { challenge, site, response: passkey })) ?? 'passkey-refused';
}

function contextOf(officer: string): string {
  return `login|${officer}`;
}
