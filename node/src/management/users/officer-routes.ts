import { agreementCoverage, standingOf } from '@mingjing/execution';
import { Standing } from '@mingjing/protocol';
import { maskIdentifier, maskName } from '@mingjing/protocol/numbers';
import {
  type AnyRoute,
  defineRoute,
  Problem,
  pageOf,
  pageQueryProperties,
  parseCursor,
  type Seeing,
  seeing,
} from '@mingjing/service';
import { LISTED_MAX } from '@mingjing/storage';
import Type from 'typebox';
import { NODE_FIELDS } from '../../api/field-table.ts';
import { foundPage } from '../found-page.ts';
import {
  agreementView,
  chainView,
  erasureView,
  type VerificationState,
  verificationState,
} from './chain-view.ts';
import { consentView, hasConsent, PURPOSES } from './consents.ts';
import { userId } from './forms.ts';
import type { Identity } from './identity.ts';
import type { UserFile } from './user-file.ts';
import type { UsersParts } from './users-parts.ts';

const VERIFICATIONS: readonly VerificationState[] = ['none', 'format-ok', 'verified', 'expired'];
const STANDINGS = Object.keys(Standing) as (keyof typeof Standing)[];

/** Officers look at users: identities masked, always. */
export function officerRoutes(parts: UsersParts): AnyRoute[] {
  return [listRoute(parts), openRoute(parts), coverageRoute(parts)];
}

function listRoute(parts: UsersParts): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: '/v1/management/users',
    policy: 'bound',
    act: { source: 'admin', event: 'users-listed' },
    summary: 'Users who registered here, by id, their identities masked',
    schema: {
      query: Type.Object(
        {
          ...pageQueryProperties,
          verification: Type.Optional(Type.Enum([...VERIFICATIONS])),
          standing: Type.Optional(Type.Enum([...STANDINGS])),
        },
        { additionalProperties: false },
      ),
    },
    async handler({ act, identity: { caller }, query }) {
      const { items, nextCursor } = await listed(parts, query);
      act.counts = [items.length];
      const see = seeing(NODE_FIELDS, caller);
      const views = await Promise.all(items.map(({ value }) => summaryOf(parts, value, see)));
      return { json: { items: views, next_cursor: nextCursor } };
    },
  });
}

interface ListQuery {
  readonly limit: number;
  readonly cursor?: string;
  readonly verification?: VerificationState;
  readonly standing?: keyof typeof Standing;
}

/** The page that was asked for; a filter asks the chain, and opens no identity. */
async function listed({ host, vault }: UsersParts, query: ListQuery) {
  const { cursor, limit, standing, verification } = query;
  const past = parseCursor(cursor);
  if (standing === undefined && verification === undefined) {
    const range = past === undefined ? {} : { past };
    const found = await vault.files.list({ ...range, limit: Math.min(limit + 1, LISTED_MAX) });
    return pageOf(found, limit, ({ id }) => id);
  }
  const { registry, time } = host.replica.chain.state;
  return foundPage(vault.files, { limit, past }, ({ id, value: { shreddedAt } }) => {
    const user = registry.get('user', id);
    const isVerified =
      verification === undefined ||
      verificationState(user, shreddedAt === null, time) === verification;
    if (!isVerified || standing === undefined) return isVerified;
    return user !== undefined && standingOf(registry, user, time) === Standing[standing];
  });
}

function openRoute(parts: UsersParts): AnyRoute {
  const { host, vault } = parts;
  return defineRoute({
    method: 'GET',
    path: '/v1/management/users/:id',
    policy: 'bound',
    act: { source: 'admin', event: 'user-opened' },
    summary: 'One user: verification, consents, agreement and sanctions; the identity masked',
    schema: { params: Type.Object({ id: userId }) },
    async handler({ act, assertMay, identity: { caller }, params: { id } }) {
      act.object = id;
      const { state } = host.replica.chain;
      const { registry, time } = state;
      const user = registry.get('user', id);
      const file = await vault.files.get(id);
      const own = registry.get('node', host.nodeId)?.organisation;
      if (file === undefined && user === undefined) throw new Problem(404, 'user-unknown');
      const isOurs = file !== undefined || user?.organisation === own;
      assertMay(isOurs ? 'organisation' : 'foreign');
      const consents = file?.consents ?? [];
      const see = seeing(NODE_FIELDS, caller);
      return {
        json: {
          ...(file === undefined ? { user: id } : await summaryOf(parts, file, see)),
          verification: verificationState(user, file !== undefined, time),
          chain: chainView(state, user),
          consents: consentView(consents),
          consent_history: consents.map(({ purpose, version, given, at }) => ({
            ...{ purpose, version, given, at },
          })),
          erasure: erasureView(registry, id, time, vault.has(id)),
        },
      };
    },
  });
}

function coverageRoute({ host, vault }: UsersParts): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: '/v1/management/user-coverage',
    policy: 'bound',
    act: { source: 'admin', event: 'user-coverage-read' },
    summary: 'How many users are verified, accepted the agreement, and consented to what',
    async handler() {
      const { registry, time } = host.replica.chain.state;
      const organisation = registry.get('node', host.nodeId)?.organisation ?? '';
      const users = registry.all('user').filter((user) => user.organisation === organisation);
      const coverage = agreementCoverage(users).get(organisation);
      const isVerified = (user: (typeof users)[number]) =>
        verificationState(user, false, time) === 'verified';
      const accepted = [...(coverage?.accepted ?? [])].map(([version, count]) => ({
        version,
        count,
      }));
      return {
        json: {
          users: { all: users.length, verified: users.filter(isVerified).length },
          agreement: {
            in_force: agreementView(registry, organisation, time),
            ...{ users: coverage?.users ?? 0, accepted },
          },
          consents: await consentCounts(vault.files),
        },
      };
    },
  });
}

async function consentCounts(files: UsersParts['vault']['files']) {
  const given = new Map<string, number>(PURPOSES.map(({ name }) => [name, 0]));
  let registered = 0;
  for await (const { value } of files.all()) {
    if (value.shreddedAt !== null) continue;
    registered += 1;
    for (const { name } of PURPOSES) {
      if (hasConsent(value.consents, name)) given.set(name, (given.get(name) ?? 0) + 1);
    }
  }
  return { registered, given: [...given].map(([purpose, count]) => ({ purpose, count })) };
}

async function summaryOf(
  { host, isOpen, sealer, vault }: UsersParts,
  file: UserFile,
  see: Seeing<UserField>,
) {
  const { id, type, registeredAt, consents, shreddedAt } = file;
  const { state } = host.replica.chain;
  const { registry, time } = state;
  const user = registry.get('user', id);
  // Restricted is not looked at, not even masked.
  const isShown = isOpen() && registry.get('erasure', id) === undefined;
  const data = isShown ? await vault.read(id) : undefined;
  return {
    ...{ user: id, user_type: type, registered_at: registeredAt, shredded_at: shreddedAt },
    identity: data === undefined ? null : seenIdentity(data.identity, see),
    sealing: data === undefined ? null : await sealer.stateOf(id, data),
    verification: verificationState(user, shreddedAt === null, time),
    standing: chainView(state, user)?.standing ?? null,
    has_contact_consent: hasConsent(consents, 'contact'),
    erasure: erasureView(registry, id, time, vault.has(id)).state,
  };
}

/** An identity as far as its reader sees it. */
export function seenIdentity({ kind, number, name }: Identity, see: Seeing<UserField>) {
  return {
    kind,
    number: see('user-number', number, (whole) => maskIdentifier(kind, whole)),
    // Nobody gave one: as it is, whoever asks.
    name: name && see('user-name', name, maskName),
  };
}

type UserField = 'user-number' | 'user-name';
