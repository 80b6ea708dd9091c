import type { RoleName } from '@mingjing/protocol';
import type { AccountLimits, OfficerFacts } from './account.ts';
import type { AccountStore } from './account-store.ts';
import { AnsweredChallenges, Challenges } from './challenge.ts';
import type { SessionEnd, SessionLimits } from './session-rules.ts';
import type { Session, Source } from './sessions.ts';
import { SourceLocks } from './source-locks.ts';

/** The world as accounts need it. */
export interface AccountPorts {
  /** Officers of the program's own organisation, by what the chain says now. */
  officer(id: string): OfficerFacts | undefined;
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
  randomBytes(count: number): Uint8Array;
  /** Wall clock, ms since 1970. */
  now(): number;
  /** ms of a clock that never falls. */
  monotonicMs(): number;
  /** Journals the end of a session that nobody ended; resolves when the entry is durable. */
  sessionEnded(session: Session, reason: SessionEnd): Promise<unknown>;
}

export interface AccountSettings {
  readonly chainId: string;
  readonly nodeId: string;
  /** Roles that may have an account here. */
  readonly roles: readonly RoleName[];
  readonly account: AccountLimits;
  readonly session: SessionLimits;
}

/** Why something about an account was refused; the code of the problem that is answered. */
export type AccountRefusal =
  | 'source-locked'
  | 'account-locked'
  | 'challenge-refused'
  | 'challenge-expired'
  | 'key-refused'
  | 'officer-unknown'
  | 'officer-revoked'
  | 'officer-changed'
  | 'role-elsewhere'
  | 'account-missing'
  | 'account-stale'
  | 'credential-expired'
  | 'factor-other'
  | 'code-wrong'
  | 'code-replayed'
  | 'passkey-refused'
  | 'passkey-unavailable'
  | 'invitation-malformed'
  | 'invitation-other-home'
  | 'invitation-unknown'
  | 'invitation-used'
  | 'invitation-expired'
  | 'accounts-full';

export interface Refused {
  readonly ok: false;
  readonly reason: AccountRefusal;
  /** After how long another try makes sense. */
  readonly waitMs?: number;
  /** Who it was, once he has shown the officer's key. */
  readonly officer?: string;
}

/** What somebody answers a challenge with. */
export interface ChallengeAnswer extends Source {
  readonly challenge: Uint8Array;
  readonly signature: Uint8Array;
  /** One of the two. */
  readonly code?: string;
  readonly passkey?: unknown;
  /** The site that he is on. */
  readonly origin: string;
}

/** What logging in and enrolling share. */
export class AccountParts {
  readonly settings: AccountSettings;
  readonly ports: AccountPorts;
  readonly store: AccountStore;
  readonly challenges: Challenges;
  readonly answered = new AnsweredChallenges();
  readonly sources = new SourceLocks();

  constructor(settings: AccountSettings, ports: AccountPorts, store: AccountStore) {
    this.settings = settings;
    this.ports = ports;
    this.store = store;
    this.challenges = new Challenges(ports.randomBytes(CHALLENGE_KEY_BYTES));
  }

  /** The refusal of a source that failed too often; undefined: it may try. */
  sourceRefusal(address: string): Refused | undefined {
    const waitMs = this.sources.lockedForMs(address, this.ports.monotonicMs());
    return waitMs === 0 ? undefined : { ok: false, reason: 'source-locked', waitMs };
  }

  /** A refusal that counts against where it came from. */
  failed(address: string, refused: Omit<Refused, 'ok'>): Refused {
    this.sources.failed(address, this.ports.monotonicMs());
    return { ok: false, ...refused };
  }
}

const CHALLENGE_KEY_BYTES = 32;
