import { accountSigningBytes, type RoleName } from '@mingjing/protocol';
import { type Account, type SecondFactor, textOfKey } from './account.ts';
import type { AccountParts, ChallengeAnswer, Refused } from './account-parts.ts';
import { CHALLENGE_RANDOM_BYTES } from './challenge.ts';
import {
  INVITATION_MS,
  INVITATION_SECRET_BYTES,
  type Invitation,
  invitationFault,
  invitationHash,
  invitationToken,
  tokenFault,
} from './invitation.ts';
import { NO_FAILURES } from './lockout.ts';
import { newPasskey, passkeySite } from './passkeys.ts';
import { checkTimeCode, TIME_CODE_SECRET_BYTES, timeCodeSecret, timeCodeUri } from './time-code.ts';

export interface Invited {
  readonly ok: true;
  /** Told once: only its hash is kept. */
  readonly token: string;
  readonly officer: string;
  readonly role: RoleName;
  readonly expiresAt: number;
}

/** What an officer needs to bind his key and a second factor. */
export interface EnrolmentBegun {
  readonly ok: true;
  readonly officer: string;
  readonly role: RoleName;
  readonly challenge: Uint8Array;
  /** A secret of this challenge alone, should he choose codes. */
  readonly secret: string;
  readonly uri: string;
}

export interface Enrolled {
  readonly ok: true;
  readonly officer: string;
}

/** Links, and what they are good for: an account begins with one, and with nothing else. */
export class Enrolment {
  readonly #parts: AccountParts;
  /** Hashes of links that are being used at this moment. */
  readonly #underWay = new Set<string>();

  constructor(parts: AccountParts) {
    this.#parts = parts;
  }

  /** Makes the link of an officer of this organisation; a link he had before stays good. */
  async invite(id: string): Promise<Invited | Refused> {
    const { ports, settings, store } = this.#parts;
    const officer = ports.officer(id);
    if (officer === undefined) return { ok: false, reason: 'officer-unknown' };
    if (officer.isRevoked) return { ok: false, reason: 'officer-revoked' };
    const { role, publicKey } = officer;
    if (!settings.roles.includes(role)) return { ok: false, reason: 'role-elsewhere' };
    const token = invitationToken(settings.nodeId, ports.randomBytes(INVITATION_SECRET_BYTES));
    const madeAt = ports.now();
    const invitation: Invitation = {
      ...{ hash: invitationHash(token), officer: id, role, publicKey: textOfKey(publicKey) },
      ...{ madeAt, usedAt: null },
    };
    if (!(await store.update((draft) => draft.setInvitation(invitation)))) {
      return { ok: false, reason: 'accounts-full' };
    }
    return { ok: true, token, officer: id, role, expiresAt: madeAt + INVITATION_MS };
  }

  begin(token: string, sourceAddress: string): EnrolmentBegun | Refused {
    const { challenges, ports, settings } = this.#parts;
    const invitation = this.#open(token, sourceAddress);
    if ('ok' in invitation) return invitation;
    const { hash, officer, role } = invitation;
    const random = ports.randomBytes(CHALLENGE_RANDOM_BYTES);
    const challenge = challenges.make(contextOf(hash), random, ports.monotonicMs());
    const secret = this.#secretOf(challenge);
    const uri = timeCodeUri(secret, settings.nodeId, officer);
    return { ok: true, officer, role, challenge, secret, uri };
  }

  /**
   * Binds key and second factor. `record` makes the entry of it and is awaited before anything
   * changes; what it throws is thrown.
   */
  async complete(
    token: string,
    answer: ChallengeAnswer,
    record: (officer: string) => Promise<unknown>,
  ): Promise<Enrolled | Refused> {
    const { sourceAddress } = answer;
    const invitation = this.#open(token, sourceAddress);
    if ('ok' in invitation) return invitation;
    const unproved = this.#proofFault(invitation, answer);
    if (unproved !== undefined) return unproved;
    const { hash, officer } = invitation;
    const factor = await this.#newFactor(answer);
    if (typeof factor === 'string') {
      return this.#parts.failed(sourceAddress, { reason: factor, officer });
    }
    if (this.#underWay.has(hash)) return { ok: false, reason: 'invitation-used', officer };
    this.#underWay.add(hash);
    try {
      return await this.#bind(invitation, factor, record);
    } finally {
      this.#underWay.delete(hash);
    }
  }

  #open(token: string, sourceAddress: string): Invitation | Refused {
    const { ports, settings, store } = this.#parts;
    const locked = this.#parts.sourceRefusal(sourceAddress);
    if (locked !== undefined) return locked;
    const malformed = tokenFault(token, settings.nodeId);
    const invitation = malformed ?? store.invitation(invitationHash(token)) ?? 'invitation-unknown';
    if (typeof invitation === 'string') {
      return this.#parts.failed(sourceAddress, { reason: invitation });
    }
    const officer = ports.officer(invitation.officer);
    const fault = invitationFault(invitation, officer, ports.now());
    return fault === undefined ? invitation : this.#parts.failed(sourceAddress, { reason: fault });
  }

  /** Why he has not shown the key that the chain names; undefined: he has. */
  #proofFault(
    { hash, officer, publicKey }: Invitation,
    { challenge, origin, signature, sourceAddress }: ChallengeAnswer,
  ): Refused | undefined {
    const { challenges, ports, settings } = this.#parts;
    const verdict = challenges.check(contextOf(hash), challenge, ports.monotonicMs());
    if (verdict === 'expired') return { ok: false, reason: 'challenge-expired' };
    if (verdict === 'foreign') {
      return this.#parts.failed(sourceAddress, { reason: 'challenge-refused' });
    }
    const { chainId, nodeId } = settings;
    const asked = { purpose: 'enrolment', nodeId, origin, officer, challenge } as const;
    const key = Buffer.from(publicKey, 'base64url');
    if (ports.verify(key, accountSigningBytes(chainId, asked), signature)) return undefined;
    return this.#parts.failed(sourceAddress, { reason: 'key-refused' });
  }

  async #newFactor(
    answer: ChallengeAnswer,
  ): Promise<SecondFactor | 'code-wrong' | 'passkey-refused' | 'passkey-unavailable'> {
    const { challenge, code, origin, passkey } = answer;
    if (passkey !== undefined) {
      const site = passkeySite(origin);
      if (site === undefined) return 'passkey-unavailable';
      const made = await newPasskey({ challenge, site, response: passkey });
      return made ?? 'passkey-refused';
    }
    const secret = this.#secretOf(challenge);
    const verdict = checkTimeCode(secret, code ?? '', this.#parts.ports.now(), NO_STEP);
    return verdict.ok ? { kind: 'time-code', secret, lastStep: verdict.step } : 'code-wrong';
  }

  async #bind(
    invitation: Invitation,
    factor: SecondFactor,
    record: (officer: string) => Promise<unknown>,
  ): Promise<Enrolled | Refused> {
    const { ports, store } = this.#parts;
    const { hash, officer, role, publicKey } = invitation;
    if (store.invitation(hash)?.usedAt !== null) {
      return { ok: false, reason: 'invitation-used', officer };
    }
    await record(officer);
    const now = ports.now();
    const account: Account = {
      ...{ officer, role, publicKey, factor, enrolledAt: now, loggedInAt: 0 },
      failures: NO_FAILURES,
    };
    const isBound = await store.update((draft) => {
      const isRoom = draft.setAccount(account);
      if (isRoom) draft.setInvitation({ ...invitation, usedAt: now });
      return isRoom;
    });
    return isBound ? { ok: true, officer } : { ok: false, reason: 'accounts-full', officer };
  }

  #secretOf(challenge: Uint8Array): string {
    const bytes = this.#parts.challenges.derive(challenge, 'time-code', TIME_CODE_SECRET_BYTES);
    return timeCodeSecret(bytes);
  }
}

/** No code of a new secret was taken yet. */
const NO_STEP = -1;

function contextOf(hash: string): string {
  return `enrolment|${hash}`;
}
