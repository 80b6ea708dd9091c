// Whatever can be done to a program is in its journal: generated from the programs' own tables.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENVELOPE_PLACES, type Host, REQUEST_PLACES } from '@mingjing/host';
import { nodeConfig, startNode } from '@mingjing/node';
import { COMMANDS } from '@mingjing/node/commands';
import { submitRequestCodec } from '@mingjing/protocol';
import { type AnyRoute, actOf } from '@mingjing/service';
import { startSupervisor, supervisorConfig } from '@mingjing/supervisor';
import { COMMANDS as SUPERVISION_COMMANDS } from '@mingjing/supervisor/commands';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ACCOUNT_EVENTS, ACCOUNT_OUTCOMES, enterOffices, isOfAccounts } from './account-walk.ts';
import { mingjing } from './command.ts';
import { nameOf, outcomeOf, runHere } from './command-here.ts';
import { isOfDesks, withServices } from './desk-walk.ts';
import { approvedExport, exportOf } from './export-request.ts';
import { USER_OUTCOMES } from './identity-walk.ts';
import { isRefusalOfKnown, type JournalLine, readJournal } from './journal-lines.ts';
import { badRequests, type Examples, goodRequests, send, sendRaw } from './journal-requests.ts';
import { TestNetwork } from './network.ts';
import { firstOrder, ORDER_OUTCOMES } from './order-walk.ts';
import type { ProgramProcess } from './program-process.ts';
import { firstProposal, hasProposal, PROPOSED } from './proposal-walk.ts';
import { bareRecord, documentItem, transactionOf } from './submissions.ts';
import { until } from './until.ts';
import { commandRuns, ONCE } from './walked-commands.ts';
import { aboutOf, firstAccess, REFUSED, refusedAtSupervision } from './walks/look-through.ts';
import { readyDesk } from './walks/supervision.ts';
import { kindsOf } from './wire-kinds.ts';

/** A program under the walk: what was asked of it, and what its journal says of that. */
interface Walked {
  readonly program: ProgramProcess;
  readonly host: Host;
  readonly routes: readonly AnyRoute[];
  readonly baseUrl: string;
  readonly stop: () => Promise<void>;
  readonly asked: { readonly route: AnyRoute | undefined; readonly status: number }[];
  lines: readonly JournalLine[];
}

const WALKED = ['the chain node', 'the supervision node'] as const;
/** The node that commands are run on: its journal has nothing of the walk over the routes. */
const COMMANDED = 1;

let network: TestNetwork;
const nodes: Walked[] = [];
let supervision: Walked;
let record: string;
let proposal: string;
let order: string;
const ran = new Map<string, string>();

const programOf = (name: (typeof WALKED)[number]) =>
  name === WALKED[0] ? (nodes[0] as Walked) : supervision;

beforeAll(async () => {
  const parameters = { emptyBlockMs: 1000 };
  network = await withServices(TestNetwork.create({ hasSupervision: true, parameters }));
  await startAll();
  const examples = await firstDocument();
  for (const walked of [nodes[0] as Walked, supervision]) {
    const asked = approvedExport(network, walked.program);
    await walk(walked, { ...examples, bodies: [...examples.bodies, asked] });
    await enterOffices(network, walked);
  }
  await runCommands();
  await saveCertificate();
  await Promise.all([...nodes, supervision].map(({ stop }) => stop()));
  for (const walked of [...nodes, supervision]) {
    const { verdict, lines } = await readJournal(network, walked.program);
    expect(verdict.ok).toBe(true);
    walked.lines = lines;
  }
}, 180_000);
afterAll(() => network?.remove());

async function startAll(): Promise<void> {
  const onFailed = (error: unknown) => {
    throw error;
  };
  const none = { asked: [], lines: [] };
  for (const program of network.validators) {
    const config = nodeConfig(program.home, {});
    const { host, routes, api, stop } = await startNode({ home: program.home, config, onFailed });
    const baseUrl = `http://127.0.0.1:${api.port}`;
    nodes.push({ ...none, asked: [], program, host, routes, baseUrl, stop });
  }
  const program = network.supervision as ProgramProcess;
  // What is posted to a node leaves an entry there, and those of a walked node are counted.
  const posted = readyDesk(program.home, nodes.slice(COMMANDED + 1));
  const config = { ...supervisorConfig(program.home, {}, {}), ...posted };
  const started = await startSupervisor({ home: program.home, config, onFailed });
  const { host, routes, console: address, stop } = started;
  const baseUrl = `http://127.0.0.1:${address.port}`;
  supervision = { ...none, program, host, routes, baseUrl, stop };
  await until('all are connected', () =>
    [...nodes, supervision].every((each) => each.host.network.peers().length === 4),
  );
}

/** Publishes a document, so that there is something to ask for. */
async function firstDocument(): Promise<Examples> {
  const submission = (item: ReturnType<typeof documentItem>) =>
    Uint8Array.from(submitRequestCodec.encode({ items: [item] }));
  const document = documentItem(network, network.user(1), Buffer.from('a document'));
  const answer = await fetch(`${nodes[2]?.baseUrl}/v1/transactions?wait=committed`, {
    method: 'POST',
    body: submission(document),
    headers: { 'content-type': 'application/x-protobuf' },
  });
  const { results } = (await answer.json()) as { results: { id: string; height: number }[] };
  const { id = '', height = 0 } = results[0] ?? {};
  record = `${id}00000000`;
  await until('every program has the document', () =>
    [...nodes, supervision].every(({ host }) => host.replica.chain.height >= height),
  );
  const read = await fetch(`${nodes[2]?.baseUrl}/v1/records/${record}`);
  const { attachments } = (await read.json()) as { attachments: { commitment: string }[] };
  for (const { host } of [...nodes, supervision]) await host.journal.signAll();
  await until('the logs are anchored', () =>
    (nodes[0] as Walked).host.replica.chain.state.registry.all('anchor').some(() => true),
  );
  const anchored = [...(nodes[0] as Walked).host.replica.chain.state.registry.all('anchor')];
  const bare = transactionOf(network, network.user(2), bareRecord());
  // Who has the proposal has the order: it is in a block before.
  await firstAccess(network, nodes[2]?.baseUrl ?? '', supervision.host.journal);
  order = await firstOrder(network, nodes[2]?.baseUrl ?? '');
  proposal = await firstProposal(network, nodes[2]?.baseUrl ?? '');
  await until('every program has the proposal', () =>
    [...nodes, supervision].every(({ host }) => hasProposal(host, proposal)),
  );
  return {
    values: [
      ...[proposal, order, String(height), id, record, attachments[0]?.commitment ?? ''],
      ...['maintenance', '0/000.p/1', anchored[0]?.nodeId ?? ''],
    ],
    bodies: [submission({ transaction: bare, attachments: [] }), PROPOSED],
    forms: [{ output: file('walked.backup') }],
    control: '',
  };
}

async function walk(walked: Walked, examples: Examples): Promise<void> {
  const { routes, baseUrl, asked } = walked;
  for (const route of routes) {
    const all = goodRequests(route, { ...examples, control: walked.host.control });
    const good = isOfAccounts(route) || isOfDesks(route) ? [] : all;
    for (const request of good) {
      const status = await send(baseUrl, request);
      asked.push({ route, status });
      if (status < 400) break;
    }
    for (const request of badRequests(route)) {
      asked.push({ route, status: await send(baseUrl, request) });
    }
  }
  const nowhere = { ...(routes[0] as AnyRoute), path: '/nowhere' };
  for (const method of ['GET', 'DELETE']) {
    const status = await send(baseUrl, { route: nowhere, method, path: '/nowhere' });
    asked.push({ route: undefined, status });
  }
  for (const line of ['GET /%zz HTTP/1.1\r\nhost: x\r\n\r\n', 'no request at all\r\n\r\n']) {
    await sendRaw(baseUrl, line);
    asked.push({ route: undefined, status: 400 });
  }
}

/** The supervision node's own; a chain node's is saved by the command. */
async function saveCertificate(): Promise<void> {
  const { baseUrl, routes, asked } = supervision;
  const path = '/v1/journal/retention-certificate';
  const answer = await fetch(baseUrl + path);
  writeFileSync(file('supervision.retention'), new Uint8Array(await answer.arrayBuffer()));
  const route = routes.find((each) => each.path === path);
  asked.push({ route, status: answer.status });
}

const file = (name: string) => join(network.folder, name);

function runsOf() {
  const { program } = nodes[COMMANDED] as Walked;
  return commandRuns(network, { program, record, proposal, order });
}

/** Routes that the commands of the supervision node ask. */
const SUPERVISION_ASKS = {
  ...{ status: '/v1/situation', check: '/v1/records/:id' },
  'account invite': '/v1/accounts/invitations',
};

/** Runs every command as its table says, in this process; what it says is not shown. */
async function runCommands(): Promise<void> {
  const silent = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  for (const row of COMMANDS) {
    const { args = [], options } = runsOf()[nameOf(row)] ?? { options: {} };
    ran.set(
      nameOf(row),
      await outcomeOf(() => row.run({ json: true, ...options } as never, ...args)),
    );
  }
  const { asked, routes, program } = supervision;
  for (const row of SUPERVISION_COMMANDS) {
    const path = SUPERVISION_ASKS[nameOf(row) as keyof typeof SUPERVISION_ASKS];
    const options = { json: true, home: program.home };
    const about = aboutOf(row.group, record);
    ran.set(`supervision ${nameOf(row)}`, await outcomeOf(() => row.run(options as never, about)));
    const route = routes.find((each) => each.path === path);
    if (route !== undefined) asked.push({ route, status: 200 });
  }
  silent.mockRestore();
}

describe.each(WALKED)('every route of %s', (name) => {
  test('is an act, or says why it is none', () => {
    for (const route of programOf(name).routes) {
      const isMachine = route.policy === 'probe' || route.policy === 'static';
      expect(actOf(route) === undefined, `${route.method} ${route.path}`).toBe(isMachine);
    }
  });

  test('was asked well and badly', () => {
    const { routes, asked } = programOf(name);
    for (const route of routes) {
      const own = asked.filter((each) => each.route === route);
      const isGood = own.some(({ status }) => status < 400);
      expect(isGood, `a good ${route.method} ${route.path}: give it an example`).toBe(true);
    }
    expect(asked.filter(({ status }) => status >= 400).length).toBeGreaterThan(routes.length);
  });

  test('has exactly one entry for each act that was done', () => {
    const { routes, asked, lines } = programOf(name);
    for (const route of routes) {
      const own = lines.filter(({ resource, method, result }) => {
        return resource === route.path && method === route.method && result === 'done';
      });
      const done = asked.filter((each) => each.route === route && each.status < 400);
      const expected = actOf(route) === undefined ? 0 : done.length;
      expect(own.length, `${route.method} ${route.path}`).toBe(expected);
    }
  });

  test('has one entry, or one count in one summary, for each refusal', () => {
    const { asked, lines, host } = programOf(name);
    const refused = asked.filter(
      ({ route, status }) => status >= 400 && (route === undefined || actOf(route) !== undefined),
    );
    const isStranger = ({ source, event, result }: JournalLine) =>
      source === 'security' && result === 'refused' && event !== 'peer-misbehaved';
    const strangers = lines.filter(isStranger);
    const summaries = strangers.filter(({ event }) => event === 'strangers-summary');
    const counted = summaries.reduce((sum, { counts }) => sum + (counts[0] ?? 0), 0);
    const entries = strangers.length - summaries.length;
    expect(counted).toBeGreaterThan(0);
    const all = entries + counted + lines.filter(isRefusalOfKnown).length;
    expect(all).toBe(refused.length + host.network.statistics().refused);
  });
});

describe('every command', () => {
  test('of either program says what the journal says of it, or why it says nothing', () => {
    expect(Object.keys(runsOf())).toEqual(COMMANDS.map(nameOf));
    expect(SUPERVISION_COMMANDS.map(nameOf)).toEqual([
      ...['start', 'doctor', 'status', 'check', 'account invite'],
      ...Object.keys(REFUSED),
    ]);
    expect(Object.fromEntries(ran)).toMatchObject(refusedAtSupervision());
    for (const { signature, act } of [...COMMANDS, ...SUPERVISION_COMMANDS]) {
      const isSaid = 'asksNode' in act || 'event' in act || act.notAnAct.length > 10;
      expect(isSaid, signature).toBe(true);
    }
  });

  test('that acts on a home or asks a node has its entry', () => {
    const { lines } = nodes[COMMANDED] as Walked;
    const entriesOf = (event: string) => lines.filter((line) => line.event === event).length;
    const asking = ['publish', 'get', 'retention', 'status', 'inspect', 'journal search'];
    const deciding = ['policies', 'proposals', 'show', 'dry-run', 'propose'];
    asking.push(...deciding.map((name) => `governance ${name}`));
    const made = ['certificate', 'testnet', 'init', 'backup', 'manifest'];
    asking.push('user envelope-key');
    const done = [...asking, 'ceremony deal', 'ceremony check', 'filing declare', 'keys', ...made];
    const locked = ['start', 'fsck', 'rollback', 'journal repair'];
    expect(done.map((name) => ran.get(name))).toEqual(done.map(() => 'done'));
    // Its key is an administrator's who has no voice and did not propose it.
    expect(ran.get('governance vote')).toBe('REFUSED');
    expect(ran.get('governance withdraw')).toBe('REFUSED');
    expect(ran.get('journal export')).toBe('export-not-two-approvals');
    expect(entriesOf('journal-exported')).toBe(1);
    expect(locked.map((name) => ran.get(name))).toEqual(locked.map(() => 'HOME_LOCKED'));
    const outcomes = { ...ACCOUNT_OUTCOMES, ...USER_OUTCOMES, ...ORDER_OUTCOMES };
    expect(Object.fromEntries(ran)).toMatchObject(outcomes);
    expect(ACCOUNT_EVENTS.map(entriesOf)).toEqual(ACCOUNT_EVENTS.map(() => 1));
    for (const event of ONCE) expect(entriesOf(event)).toBe(1);
    expect(['user-read', 'agreements-read'].map(entriesOf)).toEqual([2, 3]);
    expect(['order-read', 'orders-listed'].map(entriesOf)).toEqual([4, 1]);
    // A document, three by governance, eight about users, five about orders, a filing.
    expect(entriesOf('transaction-submitted')).toBe(18);
    expect(entriesOf('record-read')).toBe(1);
    // Whatever signs a transaction asks for the chain's name first; an appeal, twice.
    expect(entriesOf('status-read')).toBe(20);
    expect(ran.get('supervision start')).toBe('HOME_LOCKED');
    const refused = supervision.lines.filter(({ event }) => event === 'start-refused');
    expect(refused.length).toBe(1);
  });

  test('that reads files on any machine has none', async () => {
    expect(ran.get('journal verify')).toBe('no');
    const { program, lines } = nodes[COMMANDED] as Walked;
    const folder = join(program.home, 'data', 'journal');
    const genesis = ['--genesis', network.testnet.genesisFile, '--json'];
    const { code, stdout } = await mingjing('journal', 'verify', folder, ...genesis);
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { ok: true, closed: true, faults: [] }]);
    const held = { genesis: network.testnet.genesisFile, certificate: file('commanded.retention') };
    const { outcome, json } = await runHere('journal verify', held, folder);
    const shown = { ok: true, certificate_node_id: program.nodeId };
    expect([outcome, json]).toMatchObject(['done', shown]);
    const after = await readJournal(network, program);
    expect(after.lines.length).toBe(lines.length);
  });
});

test('a journal does not bear out the retention certificate of another node', async () => {
  const folder = join((nodes[0] as Walked).program.home, 'data', 'journal');
  const held = { genesis: network.testnet.genesisFile, certificate: file('commanded.retention') };
  const { outcome, json } = await runHere('journal verify', held, folder);
  expect([outcome, json.ok]).toEqual(['no', false]);
  const fault = { source: 'maintenance', part: 'log', reason: 'other-root-than-anchor' };
  expect(json.faults).toContainEqual(expect.objectContaining(fault));
});

test.each([
  ['a chain node', 'commanded.retention'],
  ['the supervision node', 'supervision.retention'],
])('the retention certificate of %s holds', async (_, name) => {
  const trusted = { genesis: network.testnet.genesisFile };
  const { outcome, json } = await runHere('verify', trusted, file(name));
  expect([outcome, json]).toMatchObject(['done', { ok: true, genesis_trusted: true }]);
  const sources = json.logs.map(({ source }: { source: string }) => source);
  expect(sources).toEqual(expect.arrayContaining(['access', 'network', 'maintenance']));
});

describe('every message of a peer', () => {
  test('of the schema has a place of its own in the summary', () => {
    expect(Object.keys(ENVELOPE_PLACES)).toEqual(kindsOf('Envelope'));
    expect(Object.keys(REQUEST_PLACES)).toEqual(kindsOf('Request'));
    const places: number[] = [...Object.values(ENVELOPE_PLACES), ...Object.values(REQUEST_PLACES)];
    // A kind that came later has the next place, wherever it stands in the schema.
    places.sort((a, b) => a - b);
    expect(places).toEqual(places.map((_, place) => place));
  });

  test('that arrived is one count in one summary', () => {
    for (const { lines, host } of [...nodes, supervision]) {
      const summaries = lines.filter(({ event }) => event === 'peer-messages');
      const places: number[] = Object.values(ENVELOPE_PLACES);
      const counted = summaries.reduce(
        (sum, { counts }) => sum + places.reduce((own, place) => own + (counts[2 + place] ?? 0), 0),
        0,
      );
      expect(counted).toBe(host.network.statistics().envelopesReceived);
      const comings = lines.filter(({ event }) => event === 'peer-connected').length;
      expect(comings).toBeGreaterThanOrEqual(4);
      expect(lines.filter(({ event }) => event === 'peer-disconnected').length).toBe(comings);
    }
  });

  test('is of a known kind: hello, pool batch, proposal and vote came', () => {
    const { lines } = nodes[0] as Walked;
    const summaries = lines.filter(({ event }) => event === 'peer-messages');
    for (const kind of ['hello', 'poolBatch', 'proposal', 'vote'] as const) {
      const place = 2 + ENVELOPE_PLACES[kind];
      expect(
        summaries.some(({ counts }) => (counts[place] ?? 0) > 0),
        kind,
      ).toBe(true);
    }
  });
});

test('every source that a program has today is written', () => {
  const sources = (lines: readonly JournalLine[]) => [
    ...new Set(lines.map(({ source }) => source)),
  ];
  const common = ['access', 'auth', 'admin', 'consensus', 'network', 'security', 'maintenance'];
  expect(sources(nodes[0]?.lines ?? [])).toEqual(expect.arrayContaining([...common, 'publish']));
  expect(sources(supervision.lines)).toEqual(expect.arrayContaining([...common, 'supervision']));
});

test('what a supervision node did is exported for two officers of its authority', async () => {
  const { program, lines } = supervision;
  const asked = approvedExport(network, program, 'supervision');
  const { code, json } = await exportOf(network, program, asked);
  const request = { approvers: ['inspector-1', 'inspector-2'] };
  const shown = { ok: true, genesis_trusted: true, node_id: program.nodeId, request };
  expect([code, json]).toMatchObject([0, shown]);
  const written = lines.filter(({ source }) => source === 'supervision');
  expect(json.logs[0].entries.length).toBe(written.length);
});
