// What the supervision node measures of itself, asked by a chain node and broken item by item; and
// an inspection by a visit from its phrase to the bundle that anybody verifies.
import { join } from 'node:path';
import { bytesToHex } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { keyOf } from '@mingjing/execution';
import {
  askSigningBytes,
  formHash,
  readForm,
  readStatement,
  SHIPPED_FORM,
  type StatementAsk,
  SUPERVISION_ITEMS,
} from '@mingjing/inspection';
import { verifyInspection } from '@mingjing/proofs';
import { genesisCodec, genesisHash, KeyPurpose, statementSigningBytes } from '@mingjing/protocol';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import type { RunningNode } from '../../node/src/index.ts';
import { useSmallForm } from '../../node/test/inspection/small-form.ts';
import { TestOfficer } from '../../node/test/logged-in.ts';
import { confirming } from '../../tests/processes/sealed-identities.ts';
import type { VerificationServiceForTests } from '../../tests/verification/service.ts';
import { TestChain, until } from './chain.ts';
import { BREAKS, measureOf, OPENED_BREAKS, withoutSearch, worldOf } from './measured-breaks.ts';
import { drillOrders, openedBoth } from './officers.ts';
import { operatorOf, selfCheck } from './self-check.ts';

const PHRASE = '海上生明月';
const HOUR_MS = 60 * 60_000;
const STATEMENTS = '/v1/inspection/statements';
const INSPECTIONS = '/v1/desk/inspections';
/** Four of the operator: measured, by what it is and by a drill; confirmed; on paper. */
const DRILLED = 'freeze-limit-unfreeze';
const OPERATORS = ['unique-identity-two-factors', DRILLED, 'no-currency', 'machine-room-premises'];

let chain: TestChain;
let node: RunningNode;
let service: VerificationServiceForTests;
beforeAll(async () => {
  chain = await TestChain.create({ emptyBlockMs: 1000 }, 2);
  service = await confirming(chain.homeOf('jia-validator'), verifierKey());
  await chain.startValidators();
  await chain.startSupervisor();
  node = chain.nodes.get('jia-validator') as RunningNode;
  await chain.publish('first', 'second', 'third');
  await until(async () => (await chain.get('/v1/records')).items.length === 3);
  await until(async () => (await chain.get('/v1/situation')).heads.state === 'proved');
  // Contents open when it knows what was taken down; until then nothing is searched.
  await until(async () => chain.supervisor.host.replica.contents.gate.isOpen);
});
afterAll(async () => {
  await chain?.stop();
  await service?.stop();
  expect(chain?.failures).toEqual([]);
});
const verifierKey = () => join(chain.folder, 'testnet', 'officers', 'synthetic-verifier.json');

const shipped = readForm(SHIPPED_FORM);
if (!shipped.ok) throw new Error('the form is none');
const form = shipped.form;

interface Told {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into as a caller sees them
  readonly body: any;
}

async function post(
  path: string,
  body: object | Uint8Array,
  headers = {},
  site = chain.consoleUrl(),
): Promise<Told> {
  const isBytes = body instanceof Uint8Array;
  const answer = await fetch(site + path, {
    method: 'POST',
    body: isBytes ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body),
    headers: {
      'content-type': isBytes ? 'application/octet-stream' : 'application/json',
      ...headers,
    },
  });
  return { status: answer.status, body: await answer.json() };
}

const askOf = (change: Partial<StatementAsk> = {}): StatementAsk => ({
  ...{ from: node.host.nodeId, phrase: PHRASE, form_hash: bytesToHex(formHash(form)) },
  ...{ items: [...SUPERVISION_ITEMS], at: Date.now(), ...change },
});
const signedBy = (host: RunningNode['host'], ask: StatementAsk) => {
  const { chainId } = host.replica.chain;
  const signature = host.statements.sign(askSigningBytes(chainId, ask));
  return { ...ask, signature: Buffer.from(signature).toString('base64url') };
};
/** What the node states of some items, as it holds under its key. */
async function stated(items: readonly string[]) {
  const { body, status } = await post(
    STATEMENTS,
    signedBy(node.host, askOf({ items: [...items] })),
  );
  expect(status).toBe(200);
  const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'base64url'));
  const { chainId, state } = node.host.replica.chain;
  const own = state.registry.get('node', 'supervision');
  const read = readStatement(
    { measurements: bytes(body.measurements), signature: bytes(body.signature) },
    {
      ...{ chainId, nodeId: 'supervision', verify, phrase: PHRASE, formHash: formHash(form) },
      publicKey: own ? keyOf(own, KeyPurpose.statement) : new Uint8Array(32),
      ...{ items, fromHeight: 1, knows: () => true },
    },
  );
  if (!read.ok) throw new Error(read.fault);
  return read.measurements;
}

describe('a statement about this node', () => {
  const codeOf = async (body: object) => (await post(STATEMENTS, body)).body.code;

  it('is told to a chain node that signed its ask, and holds for it', async () => {
    const measurements = await stated(SUPERVISION_ITEMS);
    // How far journals were copied and anchors are, is a matter of moments.
    const verdicts = [...measurements].map(([item, { outcome }]) => {
      return `${item} ${outcome.replace('mostly-', '')}`;
    });
    expect(verdicts).toEqual([
      ...['deployed-and-in-sync met', 'read-only-verifies-independently met'],
      'trace-by-subject-content-time met',
      // Nobody has opened anything, and no rules are in force yet.
      ...['look-through-of-encrypted-data not-measured', 'identity-restoration not-measured'],
      ...['rules-and-alarms not-met', 'supervision-acts-accountable met'],
    ]);
  });

  it('is refused to strangers, to a signature that does not fit, and too late', async () => {
    const other = (chain.nodes.get('yi-validator') as RunningNode).host;
    const ask = askOf();
    expect(await codeOf(signedBy(other, ask))).toBe('inspection-ask-signature');
    expect(await codeOf({ ...signedBy(node.host, ask), phrase: '别的话' })).toBe(
      'inspection-ask-signature',
    );
    expect(await codeOf(signedBy(node.host, askOf({ from: 'nobody' })))).toBe(
      'inspection-ask-stranger',
    );
    expect(await codeOf(signedBy(chain.supervisor.host, askOf({ from: 'supervision' })))).toBe(
      'inspection-ask-stranger',
    );
    const late = askOf({ at: Date.now() - 6 * 60_000 });
    expect(await codeOf(signedBy(node.host, late))).toBe('inspection-ask-late');
    expect(await codeOf(signedBy(node.host, askOf({ phrase: ' ' })))).toBe(
      'inspection-phrase-empty',
    );
    expect((await post(STATEMENTS, { ...askOf(), items: [] })).status).toBe(400);
  });
});

describe('an item that this node measures', () => {
  test.each(BREAKS)('%s turns when %s', async (item, _how, broken) => {
    expect((await measureOf(item, worldOf(chain.supervisor))).outcome).toMatch(/^(mostly-)?met$/);
    const { facts, outcome } = await measureOf(item, broken(chain.supervisor));
    expect(outcome, JSON.stringify(facts)).toBe('not-met');
  });

  test('is not measured, and says so, when its measure breaks', async () => {
    const world = withoutSearch(chain.supervisor);
    expect(await measureOf('trace-by-subject-content-time', world)).toMatchObject({
      ...{ outcome: 'not-measured', facts: [{ key: 'facts.supervision.broke' }] },
    });
  });
});

describe('an inspection by a visit', () => {
  const officers = new Map<string, { officer: TestOfficer; cookie: string }>();
  let visit: string;
  let id: string;

  const reached = () => ({
    baseUrl: `http://localhost:${chain.supervisor.console.port}`,
    control: chain.supervisor.host.control,
  });
  const as = (name: string) => ({
    cookie: officers.get(name)?.cookie ?? '',
    origin: reached().baseUrl,
  });
  const said = (name: string, kind: 'visit-begin' | 'visit-join', facts: [string, string][]) => {
    const { chainId } = chain.supervisor.host.replica.chain;
    const statement = { kind, nodeId: 'supervision', officer: name, facts };
    const signature = officers.get(name)?.officer.sign(statementSigningBytes(chainId, statement));
    return Buffer.from(signature ?? []).toString('base64url');
  };
  const ask = (name: string, path: string, body: object | Uint8Array) =>
    post(path, body, as(name), reached().baseUrl);
  const read = async (path: string) => chain.get(path);

  beforeAll(async () => {
    for (const name of ['inspector-1', 'inspector-2', 'inspector-3']) {
      const officer = new TestOfficer(join(chain.folder, 'testnet'), name);
      officers.set(name, { officer, cookie: await officer.login(reached()) });
    }
    for (const home of [
      chain.supervisionHome,
      node.host.paths.config.replace(/\/config\/.*/, ''),
    ]) {
      useSmallForm(home, [...SUPERVISION_ITEMS, ...OPERATORS]);
    }
  });

  const begin = (name: string, phrase = PHRASE) => ask(name, INSPECTIONS, { visit, phrase });

  it('takes an open visit of both officers, and a phrase', async () => {
    visit = '0'.repeat(24);
    expect((await begin('inspector-1')).body.code).toBe('visit-unknown');
    const ends = Date.now() + HOUR_MS;
    const facts: [string, string][] = [
      ...([
        ['notice', 'N-1'],
        ['organisation', 'jia'],
      ] as [string, string][]),
      ['ends_at', String(ends)],
    ];
    const begun = await ask('inspector-1', '/v1/desk/visits', {
      ...{ notice_number: 'N-1', organisation: 'jia', ends_at: ends },
      signature: said('inspector-1', 'visit-begin', facts),
    });
    visit = begun.body.id;
    // One officer alone inspects nothing.
    expect((await begin('inspector-1')).body.code).toBe('inspection-visit-not-open');
    expect((await begin('inspector-2')).body.code).toBe('inspection-visit-of-others');
    await ask('inspector-2', `/v1/desk/visits/${visit}/join`, {
      signature: said('inspector-2', 'visit-join', [['visit', visit], ...facts]),
    });
    expect((await begin('inspector-3')).body.code).toBe('inspection-visit-of-others');
    expect((await begin('inspector-1', ' ')).body.code).toBe('inspection-phrase-empty');
    const { body, status } = await begin('inspector-1');
    expect(status).toBe(202);
    id = body.id;
    expect((await begin('inspector-2')).body.code).toBe('inspection-under-way');
  });

  it('measures what is its own, and leaves the operator’s items open', async () => {
    await until(async () => (await read(`${INSPECTIONS}/${id}`)).state === 'open');
    const { answers, phrase, tally } = await read(`${INSPECTIONS}/${id}`);
    expect(phrase).toBe(PHRASE);
    expect(tally.all.count).toBe(SUPERVISION_ITEMS.length + OPERATORS.length);
    const by = (item: string) => answers.find((each: { item: string }) => each.item === item);
    expect(by('read-only-verifies-independently')).toMatchObject({ verdict: 'met', reasons: [] });
    expect(by('unique-identity-two-factors')).toMatchObject({
      ...{ verdict: 'not-measured', reasons: ['not-looked-at'] },
    });
  });

  const handIn = (bundle: Uint8Array, name = 'inspector-1') =>
    ask(name, `${INSPECTIONS}/${id}/operator-record`, bundle);
  const changed = (bytes: Uint8Array) => {
    const copy = Uint8Array.from(bytes);
    const middle = copy.length >> 1;
    copy[middle] = (copy[middle] ?? 0) ^ 1;
    return copy;
  };

  it('begins a drill on a marked test subject', async () => {
    const own = await read(`${INSPECTIONS}/${id}`);
    expect(own.answers.find((each: { item: string }) => each.item === DRILLED)).toMatchObject({
      ...{ verdict: 'not-measured', reasons: ['not-looked-at'] },
    });
    await drillOrders(chain, 'inspector-1', 'user-1');
  });

  it('takes the operator’s record of this phrase, and no other', async () => {
    const bundle = await selfCheck(operatorOf(node), PHRASE);
    expect((await handIn(changed(bundle))).body).toMatchObject({
      ...{ code: 'inspection-record-not-held', part: expect.any(String) },
    });
    expect((await handIn(Uint8Array.of(1, 2, 3))).body.code).toBe('inspection-record-not-held');
    expect((await handIn(bundle, 'inspector-3')).body.code).toBe('inspection-visit-of-others');
    const { answers, operator } = (await handIn(bundle)).body;
    expect(operator).toMatchObject({ node: 'jia-validator', by: 'inspector-1' });
    const by = (item: string) => answers.find((each: { item: string }) => each.item === item);
    expect(by('unique-identity-two-factors').reasons).toContain('stated-by-operator');
    expect(by('read-only-verifies-independently')).toMatchObject({ verdict: 'met', reasons: [] });
    // What the officers drilled the operator's node has measured since.
    expect(by(DRILLED)).toMatchObject({ verdict: 'met', reasons: ['stated-by-operator'] });
    expect(by('no-currency')).toMatchObject({
      reasons: expect.arrayContaining(['confirmation-missing']),
    });
  });

  it('has what the officers saw, and is signed by the one who did not begin it', async () => {
    const confirm = (name: string, item: string, agrees = true) =>
      ask(name, `${INSPECTIONS}/${id}/confirmations`, { item, agrees, saw: '现场查看' });
    const refused = await confirm('inspector-1', 'machine-room-premises');
    expect(refused.body.code).toBe('inspection-item-not-confirmed');
    expect((await confirm('inspector-1', 'nothing')).body.code).toBe('inspection-item-unknown');
    const { answers } = (await confirm('inspector-2', 'no-currency', false)).body;
    expect(answers.find((each: { item: string }) => each.item === 'no-currency')).toMatchObject({
      ...{ verdict: 'not-met', kind: 'confirmed' },
    });
    const foot = { opinion: '限期整改', rectification: '', objections: '无异议' };
    const seal = (name: string) => ask(name, `${INSPECTIONS}/${id}/seal`, foot);
    expect((await read(`${INSPECTIONS}/${id}/bundle`)).code).toBe('inspection-not-signed');
    expect((await seal('inspector-1')).body.code).toBe('inspection-same-officer');
    const { body } = await seal('inspector-2');
    expect(body).toMatchObject({ state: 'sealed', sealed: { by: 'inspector-2' } });
    expect((await seal('inspector-2')).body.code).toBe('inspection-over');
    expect((await confirm('inspector-1', 'no-currency')).body.code).toBe('inspection-over');
  });

  it('leaves a bundle that anybody verifies, and papers in both languages', async () => {
    const bundle = new Uint8Array(
      await (await chain.fetch(`${INSPECTIONS}/${id}/bundle`)).arrayBuffer(),
    );
    const trustedGenesisHash = genesisHash(genesisCodec.encode(node.host.genesis));
    const held = verifyInspection(bundle, { trustedGenesisHash });
    if (!held.ok) throw new Error(`${held.part} ${held.reason} ${held.index}`);
    expect(held.value).toMatchObject({
      ...{ kind: 'inspection', nodeId: 'supervision', organisation: 'authority', phrase: PHRASE },
      ...{ foot: { opinion: '限期整改', objections: '无异议' } },
      head: { organisation: 'jia', notice: 'N-1', officers: 'inspector-1, inspector-2' },
      entry: { source: 'supervision' },
    });
    expect(held.value.programs.map(({ items, nodeId }) => [nodeId, items])).toEqual([
      ...[
        ['jia-validator', 3],
        ['supervision', SUPERVISION_ITEMS.length],
      ],
    ]);
    expect(verifyInspection(changed(bundle)).ok).toBe(false);
    for (const language of ['zh-CN', 'en']) {
      const paper = await chain.fetch(`${INSPECTIONS}/${id}/html?language=${language}`);
      expect(await paper.text()).toContain(language === 'en' ? 'Stated by' : '声明');
    }
    const pdf = await chain.fetch(`${INSPECTIONS}/${id}/pdf`);
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  });

  it('is listed, and does not go on when its visit is over', async () => {
    expect((await read(INSPECTIONS)).items).toMatchObject([{ id, state: 'sealed', notice: 'N-1' }]);
    const { body } = await begin('inspector-2');
    const end = await ask('inspector-1', `/v1/desk/visits/${visit}/end`, {});
    expect(end.body.state).toBe('ended');
    await until(async () => (await read(`${INSPECTIONS}/${body.id}`)).state === 'open');
    const late = await ask('inspector-1', `${INSPECTIONS}/${body.id}/seal`, {
      ...{ opinion: '', rectification: '', objections: '' },
    });
    expect(late.body.code).toBe('inspection-visit-not-open');
  });
});

describe('what officers opened', () => {
  const STATED: readonly string[] = ['look-through-of-encrypted-data', 'identity-restoration'];
  let orders: { readonly record: string; readonly identity: string };
  const outcomeOf = async (item: string) => (await stated([item])).get(item)?.outcome;

  beforeAll(async () => {
    orders = await openedBoth(chain);
    // The custodians' entries are in the copies a round later.
    for (const item of STATED) await until(async () => (await outcomeOf(item)) === 'met');
  });

  test.each(OPENED_BREAKS)('%s turns when %s', async (item, _how, breakIn) => {
    expect(await outcomeOf(item)).toBe('met');
    const order = item === 'identity-restoration' ? orders.identity : orders.record;
    await breakIn({ order, supervisor: chain.supervisor, custodian: node });
    await until(async () => (await outcomeOf(item)) !== 'met');
    const measurement = (await stated([item])).get(item);
    expect(measurement?.outcome).toBe('not-met');
    expect(measurement?.facts.at(0)).toMatchObject({ key: 'facts.supervision.entries' });
  });
});
