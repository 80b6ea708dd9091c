// What was filed, the terms that run, and where it is not what is.
import { bytesToHex } from '@mingjing/crypto';
import { beforeEach, describe, expect, it, test, vi } from 'vitest';
import { startOf } from '../../src/management/calendar/shanghai-days.ts';
import { builtInCalendar } from '../../src/management/calendar/work-calendar.ts';
import { digitsOf, factsHash } from '../../src/management/filing/declared.ts';
import type { FilingForm } from '../../src/management/filing/filing.ts';
import { filingDeadlines } from '../../src/management/filing/filing-deadlines.ts';
import { differencesOf } from '../../src/management/filing/filing-differences.ts';
import { TestOffice } from './test-office.ts';

const PATH = '/v1/management/filing';
const NODES = ['jia', 'yi', 'bing', 'ding'].map((organisation) => ({
  ...{ node: `${organisation}-validator`, organisation, region: 'CN' },
  address: '/ip4/127.0.0.1/tcp/30300',
}));
const DATES: FilingForm['dates'] = {
  ...{ started_on: '2026-01-12', submitted_on: '2026-01-19', granted_on: '2026-02-09' },
  ...{ police_submitted_on: '2026-01-20', ends_on: null, cancelled_on: null },
};
const NUMBERS: FilingForm['numbers'] = {
  ...{ service: '京网信备11000000000000000011号', icp: '京ICP备00000000号-1' },
  ...{ police: '京公网安备11000000000000号', mlps: '11000000000-00001' },
};
const form = (changes: object = {}): FilingForm => ({
  ...{ operator: '甲公司', complaint_telephone: '010-12345678', numbers: NUMBERS, dates: DATES },
  ...{ service: { name: '明镜存证', kind: '存证', website: 'https://example.org' } },
  ...{ nodes: NODES, version: null, ...changes },
});

describe('the terms of a filing', () => {
  const at = (day: string) => startOf(day) + 12 * 60 * 60 * 1000;
  const stateOn = (day: string, dates: object, differingSince: number | null = null) => {
    const filed = form({ dates: { ...DATES, ...dates } });
    const progress = { now: at(day), differingSince };
    return filingDeadlines(filed, builtInCalendar, progress).map(
      ({ period, state, term }) => `${period} ${state} ${term?.day ?? '-'}`,
    );
  };
  const none = { submitted_on: null, granted_on: null, police_submitted_on: null };

  test.each([
    // Over New Year: 4 January is worked.
    ['2026-01-12', '2025-12-26', 'filing waiting 2026-01-12', '2026-01-25'],
    ['2026-01-13', '2025-12-26', 'filing overdue 2026-01-12', '2026-01-25'],
    // Over Spring Festival: 14 and 28 February are worked.
    ['2026-02-26', '2026-02-10', 'filing waiting 2026-03-02', '2026-03-12'],
    // Over the Mid-Autumn Festival and National Day: 10 October is worked.
    ['2026-10-12', '2026-09-24', 'filing waiting 2026-10-15', '2026-10-24'],
  ])('on %s of a service that began on %s: %s', (today, started, filing, police) => {
    const found = stateOn(today, { ...none, started_on: started });
    expect(found).toEqual([filing, `police-filing waiting ${police}`]);
  });

  it('are done in time or late, and those of the authority are its own', () => {
    expect(stateOn('2026-11-26', {})).toEqual([
      'filing done 2026-01-26',
      'police-filing done 2026-02-11',
      'filing-decision done 2026-02-14',
    ]);
    expect(stateOn('2026-11-26', { submitted_on: '2026-01-27' })[0]).toBe('filing late 2026-01-26');
    const waiting = stateOn('2026-11-26', {
      ...none,
      submitted_on: '2026-11-20',
      started_on: null,
    });
    expect(waiting).toEqual(['filing-decision waiting 2026-12-18']);
  });

  it('run before an end, and from the moment a difference was seen', () => {
    const ending = stateOn('2026-11-18', { ends_on: '2026-12-31' }).at(-1);
    expect(ending).toBe('filing-cancellation waiting 2026-11-19');
    const told = { ends_on: '2026-12-31', cancelled_on: '2026-11-20' };
    expect(stateOn('2026-11-26', told).at(-1)).toBe('filing-cancellation late 2026-11-19');
    const since = at('2026-09-30');
    expect(stateOn('2026-10-14', {}, since).at(-1)).toBe('filing-change overdue 2026-10-13');
  });

  it('end nowhere in a year that nobody knows', () => {
    const found = stateOn('2027-12-31', { ...none, started_on: '2027-12-30' });
    expect(found[0]).toBe('filing year-unknown -');
  });
});

describe('differences', () => {
  const seen = NODES.map((node) => ({ ...node, address: null as string | null }));
  const observed = (changes: object = {}) => ({
    ...{ nodes: seen, versions: ['1.0.0'], declared: {}, ...changes },
  });
  const [first, ...rest] = seen;
  const changed = (changes: object) => observed({ nodes: [{ ...first, ...changes }, ...rest] });

  test.each([
    ['nothing', form(), observed(), []],
    ['a region that nobody states', form(), changed({ region: '' }), []],
    ['another region', form(), changed({ region: 'SG' }), ['region']],
    ['another organisation', form(), changed({ organisation: 'wu' }), ['organisation']],
    ['another address', form(), changed({ address: '/ip4/10.0.0.1/tcp/1' }), ['address']],
    ['a node that is not there', form(), observed({ nodes: rest }), ['node-absent']],
    ['a node that was not filed', form({ nodes: NODES.slice(1) }), observed(), ['node-unfiled']],
    ['the latest release', form({ version: '1.0.0' }), observed(), []],
    ['another release', form({ version: '0.9.0' }), observed(), ['version']],
    [
      'a release where none is declared',
      form({ version: '1.0.0' }),
      observed({ versions: [] }),
      [],
    ],
  ])('are found with %s', (_name, filed, is, kinds) => {
    expect(differencesOf(filed, is).map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe('the filing', () => {
  let office: TestOffice;
  beforeEach(async () => {
    office = await TestOffice.open();
  });
  const tell = (changes: object = {}) => office.ask('security-admin', 'POST', PATH, form(changes));
  const agreeing = () => {
    const { nodes } = observedOf(office);
    return nodes.map(({ address, ...node }) => ({
      ...{ ...node, region: node.region === '' ? 'CN' : node.region },
      address: address ?? '/ip4/127.0.0.1/tcp/30300',
    }));
  };

  it('stands at the foot of every page once it is told', async () => {
    const foot = async () => (await office.ask('nobody', 'GET', '/v1/filing')).body;
    expect(await foot()).toMatchObject({ operator: null, complaint_telephone: null });
    expect(await office.agenda('security-admin', 'filing')).toMatchObject([{ kind: 'missing' }]);
    expect((await tell()).status).toBe(201);
    expect(await foot()).toEqual({
      ...{ operator: '甲公司', complaint_telephone: '010-12345678', numbers: NUMBERS },
      service: { name: '明镜存证', kind: '存证', website: 'https://example.org' },
    });
    expect(office.entries('filing-told')).toHaveLength(1);
  });

  it('starts five working days when it differs from what is, until it is mended', async () => {
    await tell({ nodes: agreeing() });
    await office.pass(1);
    expect((await office.ask('duty', 'GET', PATH)).body.differing_since).toBeNull();
    await tell({ nodes: agreeing().slice(1) });
    await office.pass(1);
    await office.pass(60);
    const { body } = await office.ask('audit-admin', 'GET', PATH);
    expect(body.differences).toMatchObject([{ kind: 'node-unfiled' }]);
    expect(body.deadlines.at(-1)).toMatchObject({
      ...{ period: 'filing-change', state: 'waiting', due_day: '2026-12-03' },
      ...{ due_basis: 'announced', by: 'operator' },
    });
    expect(body.deadlines.at(-1).citation.en).toContain('article 11');
    expect(office.entries('filing-differs')).toHaveLength(1);
    await office.restart();
    expect(await office.agenda('system-admin', 'filing')).toMatchObject([
      { kind: 'filing-change' },
    ]);
    await office.pass(8 * 24 * 60);
    expect(await office.agenda('system-admin', 'filing')).toMatchObject([{ kind: 'overdue' }]);
    await tell({ nodes: agreeing() });
    await office.pass(1);
    expect(office.entries('filing-agrees')).toHaveLength(1);
    expect(await office.agenda('system-admin', 'filing')).toEqual([]);
    const history = await office.ask('audit-admin', 'GET', `${PATH}/history`);
    expect(history.body.items).toHaveLength(3);
  });

  it('is held against what was declared on the chain, which everybody reads', async () => {
    await tell({ nodes: agreeing() });
    const { registry } = office.host.replica.chain.state;
    const declared = {
      organisation: 'jia',
      kind: 1,
      identifier: '11000000000000000029',
      day: 20260209,
    };
    const rest = { factsHash: new Uint8Array(32).fill(7), ended: false, height: 9 };
    const all = registry.all.bind(registry);
    vi.spyOn(registry, 'all').mockImplementation((kind) =>
      kind === 'filing' ? ([{ ...declared, ...rest }] as never) : all(kind),
    );
    const read = await office.ask('audit-admin', 'GET', PATH);
    const listed = await office.ask('nobody', 'GET', '/v1/filings');
    vi.restoreAllMocks();
    expect(read.body.differences).toEqual([
      {
        ...{ kind: 'declared-number', node: null, filed: NUMBERS.service },
        observed: '11000000000000000029',
      },
    ]);
    expect(read.body.facts_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(listed.body.items).toEqual([
      { ...declared, kind: 'service', facts_hash: '07'.repeat(32), ended: false, height: 9 },
    ]);
  });

  it('doubts a number whose check or province is unusual, and takes it', async () => {
    const doubtful = { ...NUMBERS, service: '粤网信备11000000000000000012号' };
    const { body, status } = await tell({ numbers: doubtful });
    expect(status).toBe(201);
    expect(body.doubts).toEqual(['filing-number-check', 'filing-number-province']);
  });

  test.each([
    ['filing-number', { numbers: { ...NUMBERS, service: '京网信算备11000000000000000011号' } }],
    ['icp-number', { numbers: { ...NUMBERS, icp: '京ICP备1号' } }],
    ['police-number', { numbers: { ...NUMBERS, police: '公网安备1号' } }],
    ['mlps-number', { numbers: { ...NUMBERS, mlps: '1-1' } }],
    ['filing-credit-code', { credit_code: '91110000MA0000000A' }],
    ['filing-dates', { dates: { ...DATES, submitted_on: '2026-02-30' } }],
    ['filing-dates', { dates: { ...DATES, started_on: '2026-11-27' } }],
    ['filing-dates', { dates: { ...DATES, granted_on: '2026-01-18' } }],
    ['filing-dates', { dates: { ...DATES, submitted_on: null } }],
    ['filing-dates', { dates: { ...DATES, ends_on: '2026-01-11' } }],
    ['filing-nodes', { nodes: [...NODES, ...NODES] }],
    ['bad-request', { operator: ' ' }],
    ['bad-request', { complaint_telephone: 'call us' }],
    ['bad-request', { price: 1 }],
  ])('is refused: %s, %j', async (code, changes) => {
    expect((await tell(changes)).body.code).toBe(code);
    expect((await office.ask('nobody', 'GET', '/v1/filing')).body.operator).toBeNull();
  });

  test.each(['system-admin', 'audit-admin', 'duty', 'reviewer'] as const)(
    'is not told by %s',
    async (role) => {
      expect((await office.ask(role, 'POST', PATH, form())).status).toBe(403);
    },
  );
});

test.each([
  ['京网信备1100000000000000002x号', '1100000000000000002X'],
  ['京ICP备00000000号-1', '00000000-1'],
  ['京公网安备 11000000000000号', '11000000000000'],
  ['11000000000-00001', '11000000000-00001'],
])('of the number %s the digits are %s', (number, digits) => {
  expect(digitsOf(number)).toBe(digits);
});

test('the hash of a filing is of what it says, in whatever order', () => {
  const hash = (chain: string, filed: FilingForm) => bytesToHex(factsHash(chain, filed));
  const { dates, ...rest } = form();
  const other = { dates: Object.fromEntries(Object.entries(dates).reverse()), ...rest };
  expect(hash('a', other as FilingForm)).toBe(hash('a', form()));
  expect(hash('b', form())).not.toBe(hash('a', form()));
  expect(hash('a', form({ operator: '乙公司' }))).not.toBe(hash('a', form()));
});

describe('a calendar year', () => {
  const both = { 'zh-CN': '元旦', en: 'New Year' };
  const year = {
    ...{ year: 2027, source: both, working_days: ['2027-01-09'] },
    holidays: [{ name: both, from: '2027-01-01', to: '2027-01-03' }],
  };

  it('is told by one officer, makes terms announced, and outlives a restart', async () => {
    const office = await TestOffice.open('2026-12-28T10:00:00+08:00');
    const due = await office.agenda('security-admin', 'calendar');
    expect(due).toMatchObject([{ kind: 'year-projected', reference: '2027' }]);
    const path = '/v1/management/calendar';
    expect((await office.ask('duty', 'POST', `${path}/years`, year)).status).toBe(403);
    const bad = { ...year, working_days: ['2027-01-06'] };
    const refused = await office.ask('security-admin', 'POST', `${path}/years`, bad);
    expect(refused.body).toMatchObject({ code: 'calendar-refused', reason: 'no-weekend' });
    expect((await office.ask('security-admin', 'POST', `${path}/years`, year)).status).toBe(201);
    await office.restart();
    const { body } = await office.ask('duty', 'GET', path);
    expect(body.years.at(-1)).toMatchObject({ year: 2027, status: 'announced' });
    expect(await office.agenda('security-admin', 'calendar')).toEqual([]);
    const complaint = { category: 'service', text: '打不开' };
    const taken = await office.ask('nobody', 'POST', '/v1/complaints', complaint);
    expect(taken.body).toMatchObject({ due_day: '2027-01-05', due_basis: 'announced' });
  });
});

function observedOf({ host }: TestOffice) {
  const nodes = [...host.replica.chain.state.registry.all('node')];
  return {
    nodes: nodes
      .filter(({ role }) => role !== 3)
      .map(({ id, organisation, region }) => ({
        ...{ node: id, organisation, region },
        address: id === host.nodeId ? host.network.address : null,
      })),
  };
}
