import type { AgreementsAnswer, UserAnswer } from '@mingjing/client';
import { useAnswer } from '@mingjing/console-kit';
import { ask, node } from '../../api.ts';

const USER_MS = 10_000;

/** An identity as the vault shows it to whoever gave no reason. */
export interface MaskedIdentity {
  readonly kind: string;
  readonly number: string;
  readonly name?: string | null;
}

/** A user in the list. */
export interface UserLine {
  readonly user: string;
  readonly user_type: string;
  readonly registered_at: number;
  /** Null: it is restricted or shredded. */
  readonly identity: MaskedIdentity | null;
  /** Whether an access order can open who he is; null: there is nothing of him here. */
  readonly sealing: string | null;
  readonly verification: string;
  readonly standing: string | null;
  readonly has_contact_consent: boolean;
  readonly erasure: string;
}

export interface UserPageAnswer {
  readonly items: readonly UserLine[];
  readonly next_cursor: string | null;
}

export interface ConsentAnswer {
  readonly purpose: string;
  readonly needed: boolean;
  readonly given: boolean;
  readonly since: number | null;
}

export interface ErasureAnswer {
  readonly state: string;
  readonly restricted_at: number | null;
  readonly shred_at: number | null;
  readonly if_asked_now: { readonly shred_at: number } | null;
}

/** One user; what the vault has is there only of those who registered here. */
export interface UserFileAnswer extends Partial<Omit<UserLine, 'erasure' | 'user'>> {
  readonly user: string;
  readonly verification: string;
  readonly chain: UserAnswer | null;
  readonly consents: readonly ConsentAnswer[];
  readonly erasure: ErasureAnswer;
}

export interface CoverageAnswer {
  readonly users: { readonly all: number; readonly verified: number };
  readonly agreement: {
    readonly in_force: { readonly version: number } | null;
    readonly users: number;
    readonly accepted: readonly { readonly version: number; readonly count: number }[];
  };
  readonly consents: {
    readonly registered: number;
    readonly given: readonly { readonly purpose: string; readonly count: number }[];
  };
}

/** A look at a resident ID number that waits for a second officer, or that he allowed. */
export interface RevealLine {
  readonly id: string;
  readonly user: string;
  readonly by: string;
  readonly role: string;
  readonly purpose: string;
  /** Null: it is not for this role; who asked for it, and who allows it, reads it. */
  readonly reason: string | null;
  readonly asked_at: number;
  readonly expires_at: number;
  readonly approved_by: string | null;
}

/** What a look brought. */
export interface ShownAnswer {
  readonly identity: MaskedIdentity;
  readonly shown_ms: number;
  readonly entry: string;
}

/** A user, read anew while he is looked at. */
export function useUser(id: string) {
  return useAnswer(
    ['users', 'one', id],
    () => ask<UserFileAnswer>({ path: `/v1/management/users/${encodeURIComponent(id)}` }),
    USER_MS,
  );
}

export function useReveals() {
  return useAnswer(
    ['users', 'reveals'],
    () => ask<{ items: readonly RevealLine[] }>({ path: '/v1/management/reveals' }),
    USER_MS,
  );
}

/** Agreements on the chain with the name of this node's organisation. */
export interface OwnAgreement {
  readonly organisation: string;
  readonly agreement: AgreementsAnswer['agreements'][number] | undefined;
}

export function useOwnAgreement(officer: string) {
  return useAnswer<OwnAgreement>(['users', 'agreements', officer], async () => {
    const client = node();
    const [{ agreements }, { officers }] = await Promise.all([
      ask<AgreementsAnswer>({ path: '/v1/agreements' }),
      client.members(),
    ]);
    const organisation = officers.find(({ id }) => id === officer)?.organisation ?? '';
    return {
      organisation,
      agreement: agreements.find((each) => each.organisation === organisation),
    };
  });
}
