import { type AnyRoute, defineRoute } from '@mingjing/service';
import { programInventory } from '../../../inventory/program-inventory.ts';
import type { AssuranceContext } from '../context.ts';
import { SUITE_1 } from './algorithms.ts';
import type { BackupRecord } from './backups.ts';
import { keyFilesIn } from './key-files.ts';
import type { KeyInventory } from './key-inventory.ts';
import type { ListedKey } from './keys.ts';

const PATH = '/v1/management/assurance';
const BACKUPS_SHOWN = 100;

/** What this organisation has: keys and algorithms, libraries, backups. */
export function inventoryRoutes(
  context: AssuranceContext,
  { backups, inventory }: { readonly backups: BackupRecord; readonly inventory: KeyInventory },
): AnyRoute[] {
  return [keysRoute(context, inventory), librariesRoute(context), backupsRoute(backups)];
}

function keysRoute({ host, now, bounds }: AssuranceContext, inventory: KeyInventory): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/keys`,
    policy: 'bound',
    act: { source: 'access', event: 'keys-listed' },
    summary: 'Keys of nodes, officers and verifiers with their age, and the algorithms in use',
    async handler({ act }) {
      const keys = await inventory.list();
      act.counts = [keys.length];
      return {
        json: {
          ...{ time: now(), suite: host.genesis.suite, key_days: bounds.key_days },
          algorithms: SUITE_1,
          certified_product: false,
          keys: keys.map(keyView),
          files: keyFilesIn(host.paths.keys).map(({ isPrivate, madeAt, ...file }) => ({
            ...{ ...file, private: isPrivate, made_at: madeAt },
          })),
        },
      };
    },
  });
}

function keyView(key: ListedKey) {
  const { id, publicKey, purpose, algorithm, holderKind, holder } = key;
  return {
    ...{ id, public_key: publicKey, purpose, algorithm, holder_kind: holderKind, holder },
    enrolled_height: key.enrolledHeight,
    enrolled_at: key.enrolledAt,
    replace_by: key.replaceBy,
    revoked_height: key.revokedHeight,
  };
}

function librariesRoute({ now }: AssuranceContext): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/libraries`,
    policy: 'bound',
    act: { source: 'access', event: 'libraries-listed' },
    summary: 'Libraries that this program runs with, as CycloneDX 1.6 JSON',
    async handler({ act }) {
      const inventory = await programInventory(now());
      act.counts = [inventory.components.length];
      return { json: inventory };
    },
  });
}

function backupsRoute(backups: BackupRecord): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/backups`,
    policy: 'bound',
    act: { source: 'access', event: 'backups-listed' },
    summary: 'Backups that this program wrote of itself, the latest first',
    async handler({ act }) {
      const found = await backups.list(BACKUPS_SHOWN);
      act.counts = [found.length];
      const items = found.map(({ id, value: { writtenAt, ...rest } }) => ({
        ...{ id, written_at: writtenAt, ...rest },
      }));
      return { json: { items } };
    },
  });
}
