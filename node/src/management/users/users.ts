import { bytesToHex } from '@mingjing/crypto';
import { isMarkedRestored } from '@mingjing/host';
import type { AnyRoute, Gate } from '@mingjing/service';
import type { AgendaSource } from '../agenda.ts';
import type { ManagementContext } from '../context.ts';
import { agreementTextRoutes } from './agreement-texts.ts';
import { challengeBudget, registrationBudget } from './budgets.ts';
import { HttpVerification } from './http-verification.ts';
import { IdentitySealer } from './identity-sealer.ts';
import { myDataRoutes } from './my-data-routes.ts';
import { officerRoutes } from './officer-routes.ts';
import { openVault } from './open-vault.ts';
import { Pending } from './pending.ts';
import { Proofs } from './proofs.ts';
import { registrationRoutes } from './registration-routes.ts';
import { revealAgenda, revealRoutes } from './reveal-routes.ts';
import type { UsersParts } from './users-parts.ts';
import type { Vault } from './vault.ts';
import type { VerificationConfig } from './verification-config.ts';
import { Verifications } from './verifications.ts';

export interface UsersOptions {
  readonly gate: Gate;
  readonly verification: VerificationConfig | undefined;
  readonly passphrase: string | undefined;
}

/** The users of a management node. */
export interface Users {
  readonly routes: readonly AnyRoute[];
  readonly agenda: AgendaSource;
  readonly vault: Vault;
  stop(): Promise<void>;
}

/** Opens the vault and what works on it; throws coded errors. */
export async function openUsers(context: ManagementContext, options: UsersOptions): Promise<Users> {
  const { host, now } = context;
  const { gate, verification, passphrase } = options;
  const vault = await openVault(host, passphrase);
  const service = verification && new HttpVerification(serviceAt(verification));
  const pending = new Pending(host, vault, now);
  const sealer = new IdentitySealer(host, vault, now);
  const { chainId } = host.replica.chain;
  const isRestored = isMarkedRestored(host.paths.restored);
  const parts: UsersParts = {
    ...{ ...context, gate, vault, pending, sealer },
    proofs: new Proofs({ chainId, nodeId: host.nodeId, gate, now }),
    verifications: new Verifications(host, service, now),
    isOpen: () => !isRestored || host.replica.contents.gate.isOpen,
    verificationMs: verification?.timeout_ms ?? 0,
  };
  host.alsoErase({ has: (user) => vault.has(user), shred: (user) => shred(vault, user, now()) });
  host.serveSealed((commitment) => vault.seals.content(bytesToHex(commitment)));
  const calls = verification?.calls_of_address ?? 1;
  const budgets = { challenges: challengeBudget(calls), registrations: registrationBudget(calls) };
  return {
    routes: [
      ...registrationRoutes(parts, budgets),
      ...myDataRoutes(parts, budgets),
      ...officerRoutes(parts),
      ...revealRoutes(parts),
      ...agreementTextRoutes(context),
    ],
    agenda: usersAgenda(parts),
    vault,
    async stop() {
      await pending.stop();
      await sealer.stop();
      await vault.shelf.close();
    },
  };
}

function usersAgenda(parts: UsersParts): AgendaSource {
  const reveals = revealAgenda(parts);
  const roles = ['security-admin'] as const;
  const key = { area: reveals.area, kind: 'envelope-key', reference: '', roles, dueAt: null };
  return {
    area: reveals.area,
    async due(now) {
      const waiting = await reveals.due(now);
      return (await parts.sealer.lacksKey()) ? [...waiting, key] : waiting;
    },
  };
}

function serviceAt({ url, timeout_ms }: VerificationConfig) {
  return { url, timeoutMs: timeout_ms };
}

// What stays says when he consented to what, under an id that leads to nobody any more.
function shred(vault: Vault, user: string, now: number): Promise<void> {
  return vault.shelf.inTurn(async () => {
    await vault.shred(user);
    const file = await vault.files.get(user);
    if (file === undefined) return;
    await vault.shelf.change([vault.files.put(user, { ...file, shreddedAt: now })]);
  });
}
