// Who sees which personal field how: planted values, asked for by every caller over a socket, and
// held against the one table that the routes show them by.
import { UserClient } from '@mingjing/client';
import { maskIdentifier, maskName } from '@mingjing/protocol/numbers';
import { type Caller, type FieldTable, mayEnter, type Sight, sightOf } from '@mingjing/service';
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest';
import { VerificationServiceForTests } from '../../tests/verification/service.ts';
import { ACCOUNT_ROLES, NODE_ACCESS } from '../src/api/access-table.ts';
import { NODE_FIELDS, type NodeField, REVEALED_FIELDS } from '../src/api/field-table.ts';
import { maskedContact, maskedNumber, maskedText } from '../src/management/mask.ts';
import { fieldDocument } from './access-document.ts';
import { registered } from './registering.ts';
import { StaffedNode } from './staffed-node.ts';

const CALLERS: readonly Caller[] = ['nobody', 'home', ...ACCOUNT_ROLES];
const HOUR_MS = 60 * 60 * 1000;
const HERE = '127.0.0.1';
const MOBILE = '13000000077';
const NAME = '测试植入甲';
const RESIDENT = '110000190001010012';
const PHONE = '13000000088';
const PERSON = { name: '演示植入乙', phone: '13000000099', email: 'planted.person@example.cn' };
const TEXT = '请致电 13000000066 说明';
const CONTACT = 'complainant.planted@example.cn';
const REASON = '植入的查阅理由';
const COMPLAINT_REASON = '植入的联系理由';

let node: StaffedNode;
let service: VerificationServiceForTests;
const ids = { user: '', person: '', shift: '', complaints: new Map<Caller, string>() };

async function made(role: Caller, path: string, body: object): Promise<string> {
  const answer = await node.ask(role, 'POST', path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body.id ?? answer.body.ticket;
}

beforeAll(async () => {
  node = await StaffedNode.start('fields', async ({ verifier }) => {
    service = new VerificationServiceForTests(verifier.key.seed);
    return { verification: { url: await service.start() } };
  });
  // One vote of four decides nothing: what is submitted stays where it is.
  vi.spyOn(node.running.host.replica, 'submitOwn').mockResolvedValue(undefined);
  const client = new UserClient({ baseUrl: node.baseUrl });
  const identifier = { kind: 'mobile', number: MOBILE } as const;
  ids.user = (await registered(client, { identifier, name: NAME })).user;
  const other = await registered(client, {
    identifier: { kind: 'resident-id', number: RESIDENT },
  });
  const reveals = `/v1/management/users/${other.user}/reveals`;
  await made('reviewer', reveals, { purpose: 'sanction', reason: REASON });
  const now = Date.now();
  const shift = { officer: 'jia-duty', from: now - HOUR_MS, to: now + HOUR_MS, phone: PHONE };
  ids.shift = await made('duty', '/v1/management/duty/shifts', shift);
  ids.person = await made('security-admin', '/v1/management/people', {
    ...{ ...PERSON, posts: ['duty-officer'], officer: 'jia-duty', appointed_on: '2026-01-05' },
    ...{ until: null, letter: null },
  });
  for (const role of ['duty', 'reviewer', 'security-admin'] as const) {
    const form = { category: 'other', text: TEXT, contact: CONTACT };
    const id = await made('nobody', '/v1/complaints', form);
    await made('security-admin', `/v1/management/complaints/${id}/assign`, {
      officer: `jia-${role}`,
    });
    ids.complaints.set(role, id);
  }
  const about = ids.complaints.get('duty');
  await made('duty', `/v1/management/complaints/${about}/reveal`, { reason: COMPLAINT_REASON });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await node?.stop();
  await service?.stop();
});

/** A planted value of a field, how it is masked, and where it is looked for. */
interface Probe {
  readonly value: string;
  readonly masked: string;
  readonly routes: readonly string[];
}

const complaintOf = (caller: Caller) =>
  ids.complaints.get(caller) ?? ids.complaints.get('duty') ?? '';
const search = (event: string) => `GET /v1/journal/search?event=${event}&limit=1`;

const SEEN: Readonly<Record<NodeField, Probe>> = {
  'user-number': {
    ...{ value: MOBILE, masked: maskIdentifier('mobile', MOBILE) },
    routes: ['GET /v1/management/users', 'GET /v1/management/users/:id'],
  },
  'user-name': {
    ...{ value: NAME, masked: maskName(NAME) },
    routes: ['GET /v1/management/users', 'GET /v1/management/users/:id'],
  },
  'complaint-text': {
    ...{ value: TEXT, masked: maskedText(TEXT) },
    routes: ['GET /v1/management/complaints/:id'],
  },
  'complaint-contact': {
    ...{ value: CONTACT, masked: maskedContact(CONTACT) },
    routes: ['GET /v1/management/complaints/:id'],
  },
  'duty-phone': {
    ...{ value: PHONE, masked: maskedNumber(PHONE) },
    routes: [...['GET /v1/duty/now', 'GET /v1/management/duty', 'GET /v1/management/duty/shifts']],
  },
  'person-name': {
    ...{ value: PERSON.name, masked: maskName(PERSON.name) },
    routes: [
      ...['GET /v1/management/people', 'GET /v1/management/people/:id'],
      'GET /v1/management/duty',
    ],
  },
  'person-phone': {
    ...{ value: PERSON.phone, masked: maskedNumber(PERSON.phone) },
    routes: ['GET /v1/management/people', 'GET /v1/management/people/:id'],
  },
  'person-email': {
    ...{ value: PERSON.email, masked: maskedText(PERSON.email) },
    routes: ['GET /v1/management/people', 'GET /v1/management/people/:id'],
  },
  'reveal-reason': {
    ...{ value: REASON, masked: maskedText(REASON) },
    routes: ['GET /v1/management/reveals'],
  },
  'entry-address': {
    ...{ value: `"${HERE}"`, masked: '"127.0.0.*"', routes: [search('complaint-received')] },
  },
  'entry-subject': {
    ...{ value: COMPLAINT_REASON, masked: '"***"', routes: [search('complaint-revealed')] },
  },
};

const REVEALS = {
  'user-number': 'POST /v1/management/users/:id/reveals',
  'user-name': 'POST /v1/management/users/:id/reveals',
  'complaint-text': 'POST /v1/management/complaints/:id/reveal',
  'complaint-contact': 'POST /v1/management/complaints/:id/reveal',
  'duty-phone': 'POST /v1/management/duty/shifts/:id/reveal',
  'person-name': 'POST /v1/management/people/:id/reveal',
  'person-phone': 'POST /v1/management/people/:id/reveal',
  'person-email': 'POST /v1/management/people/:id/reveal',
} as const;

/** The thing that a route is about. */
function idIn(path: string, caller: Caller): string {
  if (path.includes('/users/')) return ids.user;
  if (path.includes('/people/')) return ids.person;
  return path.includes('/complaints/') ? complaintOf(caller) : ids.shift;
}

interface FieldCell {
  readonly field: string;
  readonly route: string;
  readonly caller: Caller;
  readonly expected: Sight;
  readonly seen: Sight;
}

/** What an answer shows of a planted value. */
function sightIn(text: string, { value, masked }: Pick<Probe, 'value' | 'masked'>): Sight {
  if (text.includes(value)) return 'clear';
  return text.includes(masked) ? 'masked' : 'absent';
}

async function cellOf(
  fields: FieldTable,
  field: NodeField,
  route: string,
  caller: Caller,
): Promise<FieldCell> {
  const [method = '', path = ''] = route.split(' ');
  const rule = NODE_ACCESS[`${method} ${path.replace(/\?.*/, '')}`];
  const isLetIn = rule !== undefined && mayEnter(rule, caller);
  const body = path.includes('/users/')
    ? { purpose: 'contact', reason: '核对身份' }
    : { reason: '核对' };
  const answer = await node.ask(
    ...([caller, method, path.replace(':id', idIn(path, caller))] as const),
    ...(method === 'POST' ? [body] : []),
  );
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
  const expected = isLetIn ? sightOf(fields[field] ?? {}, caller) : 'absent';
  return { field, route, caller, expected, seen: sightIn(text, SEEN[field]) };
}

const unexpected = (cells: readonly FieldCell[]) =>
  cells.filter(({ expected, seen }) => expected !== seen);

describe('personal fields', () => {
  const asked: FieldCell[] = [];

  it('are shown on lists and pages as the table says, field by field, role by role', async () => {
    await vi.waitUntil(
      async () => {
        const found = await node.ask('home', 'GET', search('complaint-revealed').slice(4));
        return found.body.hits.length > 0;
      },
      { timeout: 30_000, interval: 50 },
    );
    for (const [field, { routes }] of Object.entries(SEEN) as [NodeField, Probe][]) {
      for (const route of routes) {
        for (const caller of CALLERS) asked.push(await cellOf(NODE_FIELDS, field, route, caller));
      }
    }
    // Nothing is hidden from who wrote it.
    const own = ({ caller, field }: FieldCell) =>
      field === 'reveal-reason' && caller === 'reviewer';
    expect(asked.filter(own)).toMatchObject([{ seen: 'clear' }]);
    expect(unexpected(asked.filter((cell) => !own(cell)))).toEqual([]);
    const seen = (field: string) => asked.filter((cell) => cell.field === field).map((c) => c.seen);
    // Each is seen by somebody: a probe that finds nothing would show nothing.
    for (const field of Object.keys(SEEN)) {
      expect(
        seen(field).some((sight) => sight !== 'absent'),
        field,
      ).toBe(true);
    }
  });

  it('are revealed to whom the table says, by an act with a reason', async () => {
    for (const [field, route] of Object.entries(REVEALS) as [keyof typeof REVEALS, string][]) {
      for (const caller of CALLERS) {
        asked.push(await cellOf(REVEALED_FIELDS, field, route, caller));
      }
    }
    expect(Object.keys(REVEALS).sort()).toEqual(Object.keys(REVEALED_FIELDS).sort());
    expect(unexpected(asked.filter(({ route }) => route.startsWith('POST')))).toEqual([]);
  });

  it('are in clear on no other page that anybody reads', async () => {
    // Of one thing it is asked above; files of the program take long to look through.
    const apart = /[:*]|events$|assurance\/(libraries|pages)$/;
    const routes = Object.keys(NODE_ACCESS).filter(
      (route) => route.startsWith('GET ') && !apart.test(route),
    );
    expect(routes.length).toBeGreaterThan(50);
    const clear: string[] = [];
    for (const route of routes) {
      for (const caller of CALLERS) {
        const rule = NODE_ACCESS[route];
        if (rule === undefined || !mayEnter(rule, caller)) continue;
        const { body } = await node.ask(caller, 'GET', route.slice(4));
        const text = JSON.stringify(body);
        for (const [field, probe] of Object.entries(SEEN) as [NodeField, Probe][]) {
          const isOurs = field.startsWith('entry-') || field === 'reveal-reason';
          if (!isOurs && text.includes(probe.value)) clear.push(`${field} ${route} ${caller}`);
        }
      }
    }
    expect(clear).toEqual([]);
  });

  it('are written down as they are, with the number of cells', async () => {
    const text = fieldDocument({
      seen: NODE_FIELDS,
      revealed: REVEALED_FIELDS,
      cells: asked.length,
    });
    await expect(text).toMatchFileSnapshot('../../docs/spec/access-fields.md');
  });
});

test.each<[caller: Caller, address: string, code: string | undefined]>([
  ['audit-admin', HERE, undefined],
  ['home', HERE, undefined],
  ['security-admin', HERE, 'search-too-narrow'],
  ['security-admin', '127.0.0.0/25', 'search-too-narrow'],
  ['security-admin', '127.0.0.0/24', undefined],
  ['security-admin', '2001:db8::/49', 'search-too-narrow'],
  ['security-admin', '2001:db8::/48', undefined],
])('%s asks for entries from %s: %s', async (caller, address, code) => {
  const path = `/v1/journal/search?address=${encodeURIComponent(address)}`;
  expect((await node.ask(caller, 'GET', path)).body.code).toBe(code);
});
