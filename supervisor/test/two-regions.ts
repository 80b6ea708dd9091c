// A chain whose organisations lie in two regions, officers of one region each, and something of
// everything that a supervision node keeps about one of the organisations.
import { join } from 'node:path';
import { type Genesis, type OfficerStatement, statementSigningBytes } from '@mingjing/protocol';
import { useSmallForm } from '../../node/test/inspection/small-form.ts';
import { TestOfficer } from '../../node/test/logged-in.ts';
import { nameOf, runHere, runRow } from '../../tests/processes/command-here.ts';
import { COMMANDS } from '../src/cli/commands.ts';
import { TestChain, until } from './chain.ts';
import { withUser } from './second-user.ts';
import { reading } from './test-desk.ts';

/** What stands in nothing that an officer of another region is told. */
const TEXT = '乙方所在地区的公告';
const PRIVATE_TEXT = '乙方的私密记录';
const HOUR_MS = 60 * 60_000;

/** The whole country, the region of 甲 and the others, and that of 乙. */
const EVERYWHERE = 'inspector-1';
export const ELSEWHERE = 'inspector-3';
export const THERE = 'inspector-4';
const JURISDICTIONS: Readonly<Record<string, string[]>> = {
  [ELSEWHERE]: ['CN-31'],
  [THERE]: ['CN-11'],
};
/** The organisation whose subjects are asked about, and one that its region does not hold. */
export const ORGANISATION = 'yi';
export const OTHER_ORGANISATION = 'jia';
const USER = 'user-yi';

/** Everything that is kept about subjects of the organisation, by the names that routes take. */
export interface Subject {
  readonly record: string;
  readonly commitment: string;
  /** Access orders about its private record, openly and sealed; the second has all its answers. */
  readonly order: string;
  readonly sealedOrder: string;
  readonly intervention: string;
  readonly visit: string;
  readonly inspection: string;
}

export class TwoRegions {
  readonly chain: TestChain;
  readonly #userFile: string;
  readonly #officers = new Map<string, { officer: TestOfficer; cookie: string }>();
  #subject: Subject | undefined;

  private constructor(chain: TestChain) {
    this.chain = chain;
    this.#userFile = join(chain.folder, `${USER}.json`);
  }

  /** Starts the chain and makes what is asked about. */
  static async start(): Promise<TwoRegions> {
    const regions = new TwoRegions(await TestChain.create());
    try {
      await regions.#start();
      return regions;
    } catch (error) {
      await regions.stop();
      throw error;
    }
  }

  get subject(): Subject {
    if (this.#subject === undefined) throw new Error('nothing was made yet');
    return this.#subject;
  }

  /** What tells that an answer is about the subject, in each form that an answer can have. */
  get marks(): Buffer[] {
    // A sealed order says no more than the chain does: everybody may know of it.
    const { commitment, record, sealedOrder: _, ...others } = this.subject;
    const texts = [USER, TEXT, PRIVATE_TEXT, record, commitment, ...Object.values(others)];
    const bytes = [record.slice(0, 64), commitment].map((hex) => Buffer.from(hex, 'hex'));
    return [...texts.map((text) => Buffer.from(text)), ...bytes];
  }

  /** Asks as an officer; `purpose`: whether he names one. */
  ask(
    officer: string,
    { path, body }: { readonly path: string; readonly body?: object | undefined },
    purpose = true,
  ): Promise<Response> {
    const origin = this.#reached().baseUrl;
    const cookie = this.#officers.get(officer)?.cookie ?? '';
    const isBytes = body instanceof Uint8Array;
    const type = isBytes ? 'application/octet-stream' : 'application/json';
    return fetch(origin + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...{ origin, cookie },
        ...(purpose ? reading('case') : {}),
        ...(body === undefined ? {} : { 'content-type': type }),
      },
      ...(body === undefined ? {} : { body: isBytes ? Buffer.from(body) : JSON.stringify(body) }),
    });
  }

  stop(): Promise<void> {
    return this.chain.stop();
  }

  async #start(): Promise<void> {
    const { chain } = this;
    chain.changeGenesis((genesis) => this.#divided(genesis));
    await chain.startValidators();
    // A form of one item: what it is filled with is not asked about here.
    useSmallForm(chain.supervisionHome, ['deployed-and-in-sync']);
    await chain.startSupervisor({ interventions: { nodes: chain.posted } });
    for (const id of [EVERYWHERE, ELSEWHERE, THERE]) await this.#login(id);
    this.#subject = await this.#make();
  }

  #divided(genesis: Genesis): Genesis {
    const user = { id: USER, organisation: ORGANISATION, keyFile: this.#userFile };
    const { officers, organisations } = genesis;
    return {
      ...withUser(genesis, user),
      organisations: organisations.map((each) => {
        return { ...each, region: each.id === ORGANISATION ? 'CN-11' : 'CN-31' };
      }),
      officers: officers.map((each) => {
        return { ...each, jurisdictions: JURISDICTIONS[each.id] ?? each.jurisdictions };
      }),
    };
  }

  async #make(): Promise<Subject> {
    const { chain } = this;
    await chain.publish('甲方所在地区的公告');
    const record = await this.#publish(TEXT);
    const sealed = await this.#sealed();
    const order = await this.#order(sealed);
    const [intervention, visit] = [await this.#draft(), await this.#visit()];
    const { id: inspection } = await this.#json(THERE, '/v1/desk/inspections', {
      ...{ visit, phrase: '海上生明月' },
    });
    const found = `/v1/desk/search/records?record=${record}`;
    // Contents open a moment after a start; entries are copied a moment after they are written.
    await until(async () => (await chain.get(found)).hits?.length === 1);
    const { hits } = await chain.get(found);
    await until(async () => {
      const entries = await chain.get(`/v1/journal/search?node=${ORGANISATION}-validator`);
      return entries.hits?.length > 0;
    });
    const secret = join(chain.folder, 'order.secret');
    return {
      ...{ record, commitment: hits[0].contents[0].commitment },
      ...{ order, sealedOrder: await this.#answered(sealed, secret) },
      ...{ intervention, visit, inspection },
    };
  }

  async #publish(text: string, more: object = {}): Promise<string> {
    const file = this.chain.write(`file-${text.length}.txt`, text);
    const own = { node: this.chain.nodeUrl(), key: this.#userFile };
    const { json } = await done(runHere('publish', { ...own, ...more }, file));
    const { record } = json.published[0];
    await until(async () => (await this.chain.get(`/v1/records/${record}`)).badge === 'proved');
    return record;
  }

  /** A private record of the user. */
  async #sealed(): Promise<string> {
    const own = { node: this.chain.nodeUrl(), key: this.#userFile };
    await done(runHere('user envelope-key', own, USER));
    return this.#publish(PRIVATE_TEXT, { private: true });
  }

  #command(name: string, options: object, id: string) {
    const row = COMMANDS.find((each) => nameOf(each) === `look-through ${name}`);
    if (row === undefined) throw new Error(`no command ${name}`);
    const node = this.chain.posted.map(({ url }) => url).join(',');
    return done(runRow(row, { home: this.chain.supervisionHome, node, ...options }, id));
  }

  #file(officer: string, ending = 'json'): string {
    return join(this.chain.testnet.genesisFile, '..', 'officers', `${officer}.${ending}`);
  }

  async #order(record: string, more: object = {}): Promise<string> {
    const ceremony = this.#file('epoch-1', 'ceremony');
    const said = { key: this.#file(EVERYWHERE), ceremony, basis: '7', notice: 'N-7' };
    return (await this.#command('order', { ...said, ...more }, record)).json.order;
  }

  /** A sealed order about a record, approved, and answered by all whom opening it takes. */
  async #answered(record: string, secret: string): Promise<string> {
    const order = await this.#order(record, { sealed: secret });
    await this.#command('approve', { key: this.#file('inspector-2') }, order);
    await until(async () => (await this.#command('show', {}, order)).json.taken === 4);
    for (const officer of [EVERYWHERE, 'inspector-2', 'inspector-5']) {
      const own = { key: this.#file(officer), share: this.#file(officer, 'share'), secret };
      await this.#command('contribute', own, order);
    }
    return order;
  }

  async #draft(): Promise<string> {
    const { time } = this.chain.supervisor.host.replica.chain.state;
    const draft = {
      ...{ kind: 'freeze', subject: USER, expires_at: time + HOUR_MS, basis: 49, reason: 7 },
      ...{ deadline: time + HOUR_MS, reference: '案1', drill: true, explanation: TEXT },
    };
    return (await this.#json(EVERYWHERE, '/v1/desk/interventions', draft)).id;
  }

  async #visit(): Promise<string> {
    const ends = Date.now() + HOUR_MS;
    const form = { notice_number: 'N-1', organisation: ORGANISATION, ends_at: ends };
    const facts: [string, string][] = [
      ['notice', form.notice_number],
      ['organisation', form.organisation],
      ['ends_at', String(ends)],
    ];
    const signature = this.#state(THERE, 'visit-begin', facts);
    const { id } = await this.#json(THERE, '/v1/desk/visits', { ...form, signature });
    const joined = this.#state(EVERYWHERE, 'visit-join', [['visit', id], ...facts]);
    await this.#json(EVERYWHERE, `/v1/desk/visits/${id}/join`, { signature: joined });
    return id;
  }

  #state(officer: string, kind: OfficerStatement['kind'], facts: [string, string][]): string {
    const { nodeId, replica } = this.chain.supervisor.host;
    const said = { kind, nodeId, officer, facts };
    const bytes = statementSigningBytes(replica.chain.chainId, said);
    const signature = this.#officers.get(officer)?.officer.sign(bytes);
    return Buffer.from(signature ?? []).toString('base64url');
  }

  // biome-ignore lint/suspicious/noExplicitAny: an answer is looked at as a caller sees it
  async #json(officer: string, path: string, body: object): Promise<any> {
    const answer = await this.ask(officer, { path, body });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  }

  async #login(id: string): Promise<void> {
    const officer = new TestOfficer(join(this.chain.folder, 'testnet'), id);
    this.#officers.set(id, { officer, cookie: await officer.login(this.#reached()) });
  }

  #reached() {
    const { console: address, host } = this.chain.supervisor;
    return { baseUrl: `http://localhost:${address.port}`, control: host.control };
  }
}

async function done(run: ReturnType<typeof runRow>) {
  const result = await run;
  if (result.outcome !== 'done') throw new Error(`the command ended with ${result.outcome}`);
  return result;
}
