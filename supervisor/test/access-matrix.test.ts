// The access table of the supervision console, every cell of it, against a running program.
import { join } from 'node:path';
import { AccountClient } from '@mingjing/client';
import { routeName, sightOf } from '@mingjing/service';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  askAll,
  askRelations,
  type Callers,
  type Cell,
  headersOf,
  routesByRelation,
} from '../../node/test/access-cells.ts';
import { accessDocument } from '../../node/test/access-document.ts';
import { TestOfficer } from '../../node/test/logged-in.ts';
import { DESK_FIELDS } from '../src/desk/reads/field-table.ts';
import { CONSOLE_ACCESS } from '../src/http/access-table.ts';
import { TestChain, until } from './chain.ts';
import { deskFixtures, narrowScope, plantDesk } from './planted-desk.ts';
import { reading } from './test-desk.ts';

const NOTE = '植入的查阅目的';
const APART = ['DELETE /v1/session', 'DELETE /v1/sessions/:id', 'GET /v1/sessions'];

let chain: TestChain;
let callers: Callers;
let cookie: string;
let record: string;
const asked: Cell[] = [];

beforeAll(async () => {
  chain = await TestChain.create();
  await chain.startValidators();
  plantDesk();
  await chain.startSupervisor();
  vi.restoreAllMocks();
  [record = ''] = await chain.publish('of jia');
  await until(async () => (await chain.get('/v1/records')).items.length > 0);
  // Nothing of the chain changes any more while it is looked at with other eyes.
  for (const nodeId of chain.validatorIds) await chain.stopNode(nodeId);
  const { baseUrl, control } = reached();
  cookie = await new TestOfficer(join(chain.folder, 'testnet'), 'inspector-1').login(reached());
  callers = headersOf(baseUrl, control, new Map([['supervision-officer', cookie]]));
});
afterAll(() => chain?.stop());

const reached = () => {
  const { console: address, host } = chain.supervisor;
  return { baseUrl: `http://localhost:${address.port}`, control: host.control };
};

describe('the access table of the supervision console', () => {
  it('has a line for each route that is an act, and no other', () => {
    const acts = chain.supervisor.routes.filter(
      ({ policy }) => policy === 'public' || policy === 'bound',
    );
    expect(Object.keys(CONSOLE_ACCESS).sort()).toEqual(acts.map(routeName).sort());
  });

  it('is what the running program does, in every cell', async () => {
    const { routes } = chain.supervisor;
    const { baseUrl } = reached();
    const cells = await askAll(baseUrl, routes, CONSOLE_ACCESS, callers, APART);
    expect(cells.filter(({ entered, expected }) => entered !== expected)).toEqual([]);
    expect(cells.length).toBe((Object.keys(CONSOLE_ACCESS).length - APART.length) * 3);
    asked.push(...cells);
  });

  it('is what the running program does with things of every relation', async () => {
    narrowScope(chain.supervisor.host.replica.chain.state.registry);
    const fixtures = deskFixtures(record);
    const purposeful = Object.entries(callers).map(([caller, headers]) => {
      return [caller, { ...headers, ...reading('case') }];
    });
    const { baseUrl } = reached();
    const all = Object.fromEntries(purposeful);
    const cells = await askRelations(baseUrl, CONSOLE_ACCESS, fixtures, all);
    vi.restoreAllMocks();
    expect(cells.filter(({ entered, expected }) => entered !== expected)).toEqual([]);
    const routes = [...Object.keys(fixtures), ...APART.slice(1)];
    expect(routesByRelation(CONSOLE_ACCESS).sort()).toEqual(routes.sort());
    for (const route of Object.keys(fixtures)) {
      const entered = cells.filter((cell) => cell.route === route).map((cell) => cell.entered);
      expect(new Set(entered), route).toEqual(new Set([true, false]));
    }
    asked.push(...cells);
  });

  it('is written down as it is, with the number of cells', async () => {
    const title = 'Access table of a supervision node';
    const text = accessDocument({ title, table: CONSOLE_ACCESS, cells: asked, apart: APART });
    await expect(text).toMatchFileSnapshot('../../docs/spec/access-supervisor.md');
  });

  it('shows what is personal in its own entries as the table of fields says', async () => {
    const { baseUrl } = reached();
    const search = '/v1/journal/search?node=supervision&event=records-listed&limit=1';
    const ask = async (caller: 'nobody' | 'home' | 'supervision-officer', path: string) => {
      const headers = { ...callers[caller], ...reading('case', NOTE) };
      return (await fetch(baseUrl + path, { headers })).text();
    };
    await ask('supervision-officer', '/v1/records');
    await until(async () => (await ask('home', search)).includes(NOTE));
    const [address, subject] = [DESK_FIELDS['entry-address'], DESK_FIELDS['entry-subject']];
    for (const caller of ['nobody', 'home', 'supervision-officer'] as const) {
      const text = await ask(caller, search);
      const shown = [
        text.includes('"127.0.0.1"') ? 'clear' : text.includes('"127.0.0.*"') ? 'masked' : 'absent',
        text.includes(NOTE) ? 'clear' : 'absent',
      ];
      expect(shown, caller).toEqual([sightOf(address, caller), sightOf(subject, caller)]);
    }
    const narrow = await ask('supervision-officer', `${search}&address=127.0.0.1`);
    expect(JSON.parse(narrow).code).toBe('search-too-narrow');
  });

  it('shows an officer his session, and ends it', async () => {
    const { baseUrl } = reached();
    const client = new AccountClient({ baseUrl, cookie });
    expect(await client.list('sessions')).toMatchObject([{ officer: 'inspector-1' }]);
    await client.logout();
    await expect(client.list('sessions')).rejects.toMatchObject({ code: 'session-over' });
  });

  it('has no account for officers of other organisations', async () => {
    const client = new AccountClient(reached());
    const invited = client.invite('jia-system-admin');
    await expect(invited).rejects.toMatchObject({ code: 'officer-unknown' });
  });
});
