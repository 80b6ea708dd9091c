import type { IdentifierKind } from '@mingjing/protocol/numbers';

/** What a verification service is asked; see `docs/spec/verification-service.yaml`. */
export interface VerificationRequest {
  readonly requestId: string;
  readonly chainName: string;
  readonly userType: 'person' | 'organisation';
  /** Id of the user's key, 32 bytes. */
  readonly userKey: Uint8Array;
  readonly identifier: { readonly kind: IdentifierKind; readonly number: string };
  readonly name: string | null;
  readonly salt: Uint8Array;
  readonly identityCommitment: Uint8Array;
}

/** A signed answer as it came: nothing of it is believed yet. */
export interface SaidAnswer {
  /** Canonical `VerificationAnswer`. */
  readonly answer: Uint8Array;
  readonly signature: Uint8Array;
}

/** Why a service does not confirm an identity. */
export const UNCONFIRMED = ['not-found', 'mismatch', 'unsupported'] as const;
export type Unconfirmed = (typeof UNCONFIRMED)[number];

/** Why there is no answer. */
export type ServiceFailure =
  | 'verifier-unreachable'
  | 'verifier-timeout'
  | 'verifier-status'
  | 'verifier-malformed'
  | 'verifier-too-large';

export type ServiceReply =
  | { readonly kind: 'answered'; readonly said: SaidAnswer }
  | { readonly kind: 'unconfirmed'; readonly reason: Unconfirmed }
  | { readonly kind: 'failed'; readonly reason: ServiceFailure; readonly cause?: unknown };

/** The service that holds an identity against who is asking, as the management node needs it. */
export interface VerificationService {
  /** Never rejects: what goes wrong is a reply. */
  ask(request: VerificationRequest): Promise<ServiceReply>;
}
