import { randomBytes, verify } from '@mingjing/crypto/node';
import { type RoleName, roleName } from '@mingjing/protocol';
import {
  type AccountPorts,
  type Accounts,
  type AnyRoute,
  accountPageRoutes,
  accountRoutes,
  addressList,
  carriedRoutes,
  createTexts,
  Gate,
  openAccounts,
  ServiceError,
  type Session,
  type SessionEnd,
  sessionRoutes,
} from '@mingjing/service';
import { monotonicUs } from '../clock.ts';
import type { Host } from '../host.ts';
import { sealingKey } from '../sealing-key.ts';
import type { AccountsConfig } from './accounts-config.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** How late streams end, and the entry, of an end that nobody asked for. */
const SWEEP_MS = 1000;
const KEY_PURPOSE = 'accounts';

export interface HostAccounts {
  readonly gate: Gate;
  readonly accounts: Accounts;
  readonly routes: readonly AnyRoute[];
  /** Ends every session, with an entry for each. */
  stop(): Promise<void>;
}

/** Opens the accounts of a running program; throws coded errors. */
export async function openHostAccounts(
  host: Host,
  config: AccountsConfig,
  roles: readonly RoleName[],
  passphrase?: string,
  /** What this program is called at a site that it shares with others of its authority. */
  sharedAs?: string,
): Promise<HostAccounts> {
  const { nodeId, paths, control, logger } = host;
  const addresses = addressesOf(nodeId, config);
  const accounts = await openAccounts({
    settings: {
      ...{ chainId: host.replica.chain.chainId, nodeId, roles },
      account: { staleDays: config.stale_days, credentialDays: config.credential_days },
      session: {
        idleMs: config.idle_minutes * MINUTE_MS,
        absoluteMs: config.absolute_hours * HOUR_MS,
      },
    },
    ports: portsOf(host),
    file: {
      path: paths.accounts,
      key: sealingKey(paths.key(KEY_PURPOSE), KEY_PURPOSE, passphrase),
    },
  });
  const pages = await accountPageRoutes();
  const { login } = accounts;
  const cookieSeconds = config.absolute_hours * 3600;
  const gate = new Gate({
    ...{ nodeId, control, login, addresses, origins: config.origins, cookieSeconds },
    ...(sharedAs === undefined ? {} : { cookie: sharedAs }),
  });
  const sweep = () =>
    login.sweep().catch((error) => logger.error({ err: error }, 'ends of sessions wait'));
  const timer = setInterval(sweep, SWEEP_MS);
  const carried = sharedAs === undefined ? [] : carriedRoutes(accounts, gate);
  const own = [...accountRoutes(accounts, gate), ...sessionRoutes(accounts, gate)];
  return {
    ...{ gate, accounts },
    routes: [...own, ...carried, ...pages],
    async stop() {
      clearInterval(timer);
      await login.stop().catch((error) => {
        // The next start's entry ends them all the same: sessions do not outlive a program.
        logger.error({ err: error }, 'ends of sessions were not journalled');
      });
    },
  };
}

function addressesOf(name: string, { addresses }: AccountsConfig) {
  const list = addressList(addresses);
  if (list !== undefined) return list;
  const fields = { name, addresses: addresses.join(', ') };
  throw new ServiceError(
    'ACCOUNTS_ADDRESS',
    createTexts().both('service.ACCOUNTS_ADDRESS', fields),
  );
}

function portsOf({ journal, nodeId, replica }: Host): AccountPorts {
  return {
    officer(id) {
      const { registry } = replica.chain.state;
      const officer = registry.get('officer', id);
      if (officer === undefined) return undefined;
      const own = registry.get('node', nodeId)?.organisation;
      const role = roleName(officer.role);
      if (role === undefined || officer.organisation !== own) return undefined;
      const isRevoked = officer.revokedHeight > 0;
      return { id, role, publicKey: officer.key.publicKey, isRevoked };
    },
    verify,
    randomBytes,
    now: () => Date.now(),
    monotonicMs: () => monotonicUs() / 1000,
    // Nobody calls: the entry says from where the officer was there last.
    sessionEnded: ({ id, officer, seenFrom }: Session, reason: SessionEnd) =>
      journal.append({
        ...{ source: 'auth', event: 'session-ended', result: 'done', reason, session: id },
        actor: { type: 'officer', id: officer },
        personal: seenFrom,
        blockHeight: replica.chain.height,
      }),
  };
}
