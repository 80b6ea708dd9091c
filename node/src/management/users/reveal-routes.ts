import type { RoleName } from '@mingjing/protocol';
import {
  type Answer,
  type AnyRoute,
  type CallContext,
  type Identity as Caller,
  defineRoute,
  type EntryPosition,
  Problem,
  seeing,
} from '@mingjing/service';
import { type Collection, LISTED_MAX } from '@mingjing/storage';
import Type from 'typebox';
import { NODE_FIELDS, REVEALED_FIELDS } from '../../api/field-table.ts';
import type { AgendaSource } from '../agenda.ts';
import { entryName } from '../entry-name.ts';
import { maskedText } from '../mask.ts';
import { newId } from '../new-id.ts';
import { assertBudget, revealBudget } from './budgets.ts';
import { userId } from './forms.ts';
import type { Identity } from './identity.ts';
import { assertNotErased } from './my-data.ts';
import { seenIdentity } from './officer-routes.ts';
import {
  APPROVAL_MS,
  APPROVAL_ROLES,
  approvalFault,
  approvalRelation,
  isWaiting,
  needsSecond,
  openingFault,
  openingRelation,
  purposeFault,
  REVEAL_PURPOSES,
  type RevealPurpose,
  type RevealState,
  SHOWN_MS,
} from './reveal-rules.ts';
import type { UsersParts } from './users-parts.ts';

const REASON_CHARS_MAX = 500;
const closed = { additionalProperties: false } as const;
const params = Type.Object({
  id: Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}:[0-9a-f]{24}$' }),
});
const askForm = Type.Object(
  {
    purpose: Type.Enum([...REVEAL_PURPOSES]),
    reason: Type.String({ minLength: 4, maxLength: REASON_CHARS_MAX, pattern: '\\S' }),
  },
  closed,
);

/** Showing who somebody is: an act with a reason, of a number of its own kind by two officers. */
export function revealRoutes(parts: UsersParts): AnyRoute[] {
  const { reveals } = parts.vault;
  return [askRoute(parts), listRoute(parts), approvalRoute(parts, reveals), openingRoute(parts)];
}

/** What waits for a second officer. */
export function revealAgenda({ vault }: UsersParts): AgendaSource {
  return {
    area: 'users',
    async due(now) {
      const found = await vault.reveals.list({ limit: LISTED_MAX });
      return found
        .filter(({ value }) => isWaiting(value, now))
        .map(({ id, value }) => ({
          ...{ area: 'users', kind: 'reveal', reference: id },
          roles: APPROVAL_ROLES.filter((role) => role !== value.role),
          dueAt: value.askedAt + APPROVAL_MS,
        }));
    },
  };
}

function askRoute(parts: UsersParts): AnyRoute {
  const budget = revealBudget();
  return defineRoute({
    method: 'POST',
    path: '/v1/management/users/:id/reveals',
    policy: 'bound',
    act: { source: 'admin', event: 'identity-revealed' },
    summary: 'Shows who a user is, for a reason; a resident ID number waits for a second officer',
    schema: { params: Type.Object({ id: userId }), body: askForm },
    async handler(call) {
      const { id } = call.params;
      call.act.object = id;
      const officer = officerOf(call.identity);
      assertBudget(budget, officer.id, parts.now());
      const identity = await identityFor(parts, id, call.body.purpose);
      call.act.subject = saidOf(call.body);
      if (!needsSecond(identity.kind)) {
        return shown(identity, officer.role, await call.recordActs([{ result: 'done' }]));
      }
      call.act.event = 'reveal-asked';
      return ask(parts, call.body, { id, officer }, call);
    },
  });
}

async function ask(
  { vault, now }: UsersParts,
  { purpose, reason }: { readonly purpose: RevealPurpose; readonly reason: string },
  { id: user, officer }: { readonly id: string; readonly officer: Officer },
  { recordActs }: Pick<CallContext, 'recordActs'>,
): Promise<Answer> {
  const askedAt = now();
  const id = `${user}:${newId(askedAt)}`;
  const value: RevealState = {
    ...{ user, by: officer.id, role: officer.role, purpose, reason, askedAt },
    ...{ approvedBy: null, approvedAt: null, openedAt: null },
  };
  return vault.shelf.inTurn(async () => {
    const standing = await vault.reveals.list({ limit: LISTED_MAX });
    const over = standing.filter((each) => !isUseful(each.value, askedAt));
    if (standing.length - over.length >= LISTED_MAX) throw new Problem(409, 'too-many-reveals');
    await recordActs([{ result: 'done' }]);
    const removed = over.slice(0, LISTED_MAX - 1).map((each) => vault.reveals.remove(each.id));
    await vault.shelf.change([...removed, vault.reveals.put(id, value)]);
    return { status: 202, json: revealView(id, value, officer) };
  });
}

function listRoute({ vault, now }: UsersParts): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: '/v1/management/reveals',
    policy: 'bound',
    act: { source: 'admin', event: 'reveals-listed' },
    summary: 'What waits for a second officer, and what he allowed',
    async handler({ act, identity }) {
      const found = await vault.reveals.list({ limit: LISTED_MAX });
      const items = found.filter(({ value }) => isUseful(value, now()));
      act.counts = [items.length];
      const officer = officerOf(identity);
      return { json: { items: items.map(({ id, value }) => revealView(id, value, officer)) } };
    },
  });
}

function approvalRoute(parts: UsersParts, reveals: Collection<RevealState>): AnyRoute {
  const { vault, now } = parts;
  return defineRoute({
    method: 'POST',
    path: '/v1/management/reveals/:id/approval',
    policy: 'bound',
    act: { source: 'admin', event: 'reveal-approved' },
    summary: 'Allows another officer to see who somebody is',
    schema: { params },
    handler: ({ act, assertMay, params: { id }, identity, recordActs }) =>
      vault.shelf.inTurn(async () => {
        const officer = officerOf(identity);
        const state = await found(reveals, id);
        act.object = state.user;
        assertMay(approvalRelation(state, officer));
        const fault = approvalFault(state, now());
        if (fault !== undefined) throw new Problem(409, fault);
        await identityFor(parts, state.user, state.purpose);
        act.subject = saidOf(state);
        await recordActs([{ result: 'done' }]);
        const next = { ...state, approvedBy: officer.id, approvedAt: now() };
        await vault.shelf.change([reveals.put(id, next)]);
        return { json: revealView(id, next, officer) };
      }),
  });
}

function openingRoute(parts: UsersParts): AnyRoute {
  const { vault, now } = parts;
  return defineRoute({
    method: 'POST',
    path: '/v1/management/reveals/:id/opening',
    policy: 'bound',
    act: { source: 'admin', event: 'identity-revealed' },
    summary: 'Shows who somebody is, once, to the officer who asked',
    schema: { params },
    handler: ({ act, assertMay, params: { id }, identity: caller, recordActs }) =>
      vault.shelf.inTurn(async () => {
        const state = await found(vault.reveals, id);
        act.object = state.user;
        const officer = officerOf(caller);
        assertMay(openingRelation(state, officer));
        const fault = openingFault(state, now());
        if (fault !== undefined) throw new Problem(409, fault);
        const identity = await identityFor(parts, state.user, state.purpose);
        act.subject = saidOf(state);
        const written = await recordActs([{ result: 'done' }]);
        await vault.shelf.change([vault.reveals.put(id, { ...state, openedAt: now() })]);
        return shown(identity, officer.role, written);
      }),
  });
}

async function identityFor(
  parts: UsersParts,
  id: string,
  purpose: RevealPurpose,
): Promise<Identity> {
  const { vault } = parts;
  assertNotErased(parts, id);
  const file = await vault.files.get(id);
  const data = await vault.read(id);
  if (file === undefined || data === undefined) throw new Problem(404, 'user-unknown');
  const fault = purposeFault(purpose, file.consents);
  if (fault !== undefined) throw new Problem(409, fault);
  return data.identity;
}

async function found(reveals: Collection<RevealState>, id: string): Promise<RevealState> {
  const state = await reveals.get(id);
  if (state === undefined) throw new Problem(404, 'reveal-unknown');
  return state;
}

function isUseful(state: RevealState, now: number): boolean {
  if (isWaiting(state, now)) return true;
  return openingFault(state, now) === undefined;
}

interface Officer {
  readonly id: string;
  readonly role: RoleName;
}

/** The access table lets nobody else here. */
function officerOf({ caller, actor }: Caller): Officer {
  if (actor?.type !== 'officer' || caller === 'nobody' || caller === 'home') {
    throw new Problem(403, 'officer-needed');
  }
  return { id: actor.id, role: caller };
}

/** Goes to the encrypted part of the entry: a reason may name people. */
function saidOf({ purpose, reason }: { readonly purpose: string; readonly reason: string }) {
  return `${purpose}: ${reason}`;
}

function shown(identity: Identity, role: RoleName, written: readonly EntryPosition[]): Answer {
  const entry = entryName(written);
  const seen = seenIdentity(identity, seeing(REVEALED_FIELDS, role));
  return { json: { identity: seen, shown_ms: SHOWN_MS, entry } };
}

function revealView(id: string, state: RevealState, { id: reader, role }: Officer) {
  // Nothing is hidden from who wrote it.
  const see = seeing(NODE_FIELDS, role);
  const reason =
    state.by === reader ? state.reason : see('reveal-reason', state.reason, maskedText);
  return {
    ...{ id, user: state.user, by: state.by, role: state.role, purpose: state.purpose },
    ...{ reason, asked_at: state.askedAt, expires_at: state.askedAt + APPROVAL_MS },
    ...{ approved_by: state.approvedBy, approved_at: state.approvedAt },
  };
}
