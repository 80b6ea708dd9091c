import type { Gate } from '@mingjing/service';
import type { ManagementContext } from '../context.ts';
import type { IdentitySealer } from './identity-sealer.ts';
import type { Pending } from './pending.ts';
import type { Proofs } from './proofs.ts';
import type { Vault } from './vault.ts';
import type { Verifications } from './verifications.ts';

/** What the routes of this area work on. */
export interface UsersParts extends ManagementContext {
  readonly gate: Gate;
  readonly vault: Vault;
  readonly proofs: Proofs;
  readonly verifications: Verifications;
  readonly pending: Pending;
  readonly sealer: IdentitySealer;
  /** Whether identities may be shown: out of a backup they may be of whoever was erased since. */
  isOpen(): boolean;
  /** Longest that the verification service is waited for. */
  readonly verificationMs: number;
}
