// The supervision desk on a disk in memory with a real journal, and a clock of the test.
import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signerFromSeed, verify } from '@mingjing/crypto/node';
import { genesisState } from '@mingjing/execution';
import { type Host, serviceJournal } from '@mingjing/host';
import { type EntryInput, type Journal, openJournal, PersonKeyFile } from '@mingjing/journal';
import { type Alarm, AlarmBook, type NewAlarm } from '@mingjing/oversight';
import {
  chainIdOf,
  frameGroupCodec,
  type JournalSourceName,
  type OfficerStatement,
  statementSigningBytes,
} from '@mingjing/protocol';
import {
  type AccessRule,
  type AnyRoute,
  createHttpService,
  mayEnter,
  only,
  Problem,
  type Session,
} from '@mingjing/service';
import { MemoryDisk, Shelf } from '@mingjing/storage';
import { planTestnet } from '../../node/src/testnet/plan.ts';
import type { DeskAlarms } from '../src/desk/alarms-port.ts';
import { DESK_ACCESS, DESK_TEXTS, type Desk, openAreas } from '../src/desk/desk.ts';
import type { InterventionsConfig } from '../src/desk/interventions/interventions-config.ts';
import type { NoticeBody } from '../src/desk/notices/notice.ts';
import { Outbox } from '../src/desk/notices/outbox.ts';
import type { SubjectReads } from '../src/desk/reads/subject-reads.ts';
import type { Observer } from '../src/observer.ts';
import { catalogue } from '../src/texts.ts';

export interface Answered {
  readonly status: number;
  // Tests look into answers of all shapes and fail where one is another.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly body: any;
}

/** Regions of the organisations, and what two of the officers may see of them. */
const REGIONS = ['CN-31', 'CN-11', 'CN-31', 'CN-44'];
const JURISDICTIONS: Readonly<Record<string, string[]>> = {
  'inspector-3': ['CN-31'],
  'inspector-4': ['CN-11'],
};
/** One for all desks of a file: nothing here changes what the chain says but `registry`. */
export const NETWORK = plannedNetwork();

const NO_COPIES = { witness: { copies: () => [] } } as unknown as Observer;

export type RoutesOf = (reads: SubjectReads) => readonly AnyRoute[];

/** A desk of the authority, its officers known by a header. */
export class TestDesk {
  readonly disk = new MemoryDisk();
  readonly folder = mkdtempSync(join(tmpdir(), 'desk-'));
  /** Sessions that ended. */
  readonly ended = new Set<string>();
  now: number;
  /** When set, the journal takes nothing. */
  journalFailure: Error | undefined;
  readonly alarms = new TestAlarms();
  /** Nodes that are posted to, before the desk is opened. */
  readonly nodes: InterventionsConfig['nodes'];
  /** What was told of alarms. */
  readonly told: NoticeBody[] = [];
  readonly #more: RoutesOf;
  #journal: Journal | undefined;
  #shelf: Shelf | undefined;
  #desk: Desk | undefined;
  #service: ReturnType<typeof createHttpService> | undefined;

  private constructor(now: string, more: RoutesOf, nodes: InterventionsConfig['nodes']) {
    this.now = Date.parse(now);
    this.#more = more;
    this.nodes = nodes;
  }

  /** `more`: routes of the test, for officers, beside those of the desk. */
  static async open(more: RoutesOf = () => [], nodes: InterventionsConfig['nodes'] = []) {
    const desk = new TestDesk('2026-11-26T10:00:00+08:00', more, nodes);
    await desk.restart();
    return desk;
  }

  get journal(): Journal {
    if (this.#journal === undefined) throw new Error('the desk is closed');
    return this.#journal;
  }

  /** Opens what the disk holds, as a new run of the program does. */
  async restart(): Promise<void> {
    await this.#close();
    this.#journal = await this.#openJournal();
    const host = this.host();
    const { chainId } = host.replica.chain;
    const key = () => new Uint8Array(32).fill(7);
    this.#shelf = await Shelf.openInMemory(this.disk, 'shelf', { chainId, key });
    const shelf = this.#shelf;
    this.#desk = await openAreas({
      ...{ host, shelf, observer: NO_COPIES, alarms: this.alarms, now: () => this.now },
      isSession: (session) => !this.ended.has(session),
      onCommitted: () => undefined,
      outbox: await this.#openOutbox(shelf),
      interventions: { nodes: this.nodes },
    });
    const own = this.#more(this.#desk.reads);
    const access = Object.fromEntries(
      own.map(({ method, path }) => [`${method} ${path}`, only('home', 'supervision-officer')]),
    );
    this.#service = createHttpService({
      ...{ name: 'desk', listen: { host: '127.0.0.1', port: 0 } },
      catalogues: [catalogue, ...DESK_TEXTS],
      routes: [...this.#desk.routes, ...own],
      access: {
        table: { ...DESK_ACCESS, ...access },
        gate: { admit: (each) => admitted(each), attend: () => () => undefined },
      },
      journal: serviceJournal(host.journal, () => 1),
    });
  }

  /** Lets the time run; the watches look at it once. */
  async pass(minutes: number): Promise<void> {
    this.now += minutes * 60_000;
    for (const watch of this.#desk?.watches ?? []) await watch.tick(this.now);
  }

  async ask(
    caller: string,
    method: string,
    url: string,
    payload?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answered> {
    const answer = await this.#service?.inject({
      ...{ method: method as 'GET', url, headers: { 'x-caller': caller, ...headers } },
      ...(payload === undefined ? {} : { payload }),
    });
    if (answer === undefined) throw new Error('the desk is closed');
    const isJson = String(answer.headers['content-type']).includes('json');
    return { status: answer.statusCode, body: isJson ? JSON.parse(answer.body) : undefined };
  }

  /** A statement as an officer signs it, in base64url. */
  state(officer: string, kind: OfficerStatement['kind'], facts: OfficerStatement['facts']): string {
    const { nodeId, replica } = this.host();
    const bytes = statementSigningBytes(replica.chain.chainId, { kind, nodeId, officer, facts });
    return Buffer.from(signerFromSeed(seedOf(officer)).sign(bytes)).toString('base64url');
  }

  /** Names of the events in a log, oldest first. */
  async events(source: JournalSourceName = 'supervision'): Promise<string[]> {
    const entries = await this.journal.readRange(source, 0, 1000);
    return entries.map(({ body }) => {
      return frameGroupCodec.decode(body?.frame.stored ?? new Uint8Array(0)).event;
    });
  }

  host(): Host {
    const journal = this.#failing(this.journal);
    const { state, planned } = NETWORK;
    const chain = { state, chainId: chainIdOf(planned.genesis), height: 1 };
    const store = { block: async () => undefined };
    const network = { statistics: () => ({ refused: 0 }) };
    const alsoErase = () => undefined;
    // What the areas need of a running node, and nothing else of it.
    return {
      ...{ nodeId: 'supervision', journal, replica: { chain }, store, network, alsoErase },
    } as unknown as Host;
  }

  async stop(): Promise<void> {
    await this.#close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #close(): Promise<void> {
    await this.#desk?.stop();
    await this.#shelf?.close();
    await this.#journal?.close();
  }

  #openOutbox(shelf: Shelf): Promise<Outbox> {
    return Outbox.open({
      ...{ shelf, chainId: 'trial', nodeId: 'supervision', least: 'major' },
      channels: [{ name: 'test', send: async (body) => void this.told.push(body) }],
      recorded: async () => undefined,
      failed: () => undefined,
    });
  }

  /** The journal, refusing to write while the test says so. */
  #failing(journal: Journal): Journal {
    const appendMany = async (entries: readonly EntryInput[]) => {
      if (this.journalFailure !== undefined) throw this.journalFailure;
      return journal.appendMany(entries);
    };
    return new Proxy(journal, {
      get: (target, name) => {
        if (name === 'appendMany') return appendMany;
        if (name === 'append') return async (entry: EntryInput) => (await appendMany([entry]))[0];
        const value = Reflect.get(target, name, target) as unknown;
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }

  async #openJournal(): Promise<Journal> {
    const clock = { now: () => this.now, monotonicUs: () => this.now * 1000 };
    return openJournal({
      ...{ folder: join(this.folder, 'journal'), nodeId: 'supervision', clock },
      chainId: chainIdOf(NETWORK.planned.genesis),
      signer: signerFromSeed(new Uint8Array(32).fill(3)),
      personKeys: await PersonKeyFile.open({ path: join(this.folder, 'person-keys') }),
    });
  }
}

/** Alarms in memory, as the desk sees those of the program. */
export class TestAlarms implements DeskAlarms {
  readonly #book = new AlarmBook();
  /** What readers were told of deadlines, by the ids of the alarms. */
  readonly dues: [alarm: string, at: number | null][] = [];
  #now = 0;

  all = () => [...this.#book.cleared(), ...this.#book.open()];
  get = (id: string) => this.all().find((alarm) => alarm.id === id);
  open = () => this.#book.open();
  raise = (alarm: NewAlarm) => this.#book.raise(alarm);
  due = ({ id }: Alarm, at: number | null) => void this.dues.push([id, at]);
  clear = ({ rule, subject }: Pick<NewAlarm, 'rule' | 'subject'>) =>
    this.#book.clear(rule, subject, ++this.#now);
}

/** Headers with which an officer says what he reads for. */
export function reading(purpose: string, note = '核查', order?: string) {
  return {
    ...{ 'mingjing-purpose': purpose, 'mingjing-purpose-note': encodeURIComponent(note) },
    ...(order === undefined ? {} : { 'mingjing-purpose-order': order }),
  };
}

function admitted({ headers, rule }: { headers: IncomingHttpHeaders; rule: AccessRule }) {
  const name = String(headers['x-caller']);
  const isOfficer = name.startsWith('inspector-');
  const caller = isOfficer ? 'supervision-officer' : name === 'home' ? 'home' : 'nobody';
  const session = { id: `session-of-${name}`, officer: name } as unknown as Session;
  const actor = { type: 'officer', id: name } as const;
  const identity = isOfficer ? ({ caller, actor, session } as const) : ({ caller } as const);
  if (mayEnter(rule, caller)) return { identity };
  return { identity, problem: new Problem(401, 'login-required') };
}

function seedOf(officer: string): Uint8Array {
  const found = NETWORK.planned.officers.find(({ id }) => id === officer);
  return found?.key.seed ?? new Uint8Array(32);
}

function plannedNetwork() {
  const now = Date.parse('2026-01-05T00:00:00Z');
  const planned = planTestnet({ name: 'trial', organisations: 4, users: 1, now });
  for (const [index, organisation] of planned.genesis.organisations.entries()) {
    organisation.region = REGIONS[index] ?? 'CN';
  }
  for (const officer of planned.genesis.officers) {
    const jurisdictions = JURISDICTIONS[officer.id];
    if (jurisdictions !== undefined) officer.jurisdictions = jurisdictions;
  }
  const state = genesisState(planned.genesis, verify);
  if (!state.ok) throw new Error(state.reason);
  return { planned, state: state.value };
}
