// The areas of the management service on a disk in memory, with a clock and randomness of the test.
import { signerFromSeed, verify } from '@mingjing/crypto/node';
import { genesisState } from '@mingjing/execution';
import type { Host } from '@mingjing/host';
import { chainIdOf, statementSigningBytes } from '@mingjing/protocol';
import {
  type ActEntry,
  type Caller,
  createHttpService,
  type EntryPosition,
  mayEnter,
  Problem,
} from '@mingjing/service';
import { MemoryDisk, Shelf } from '@mingjing/storage';
import { agendaRoute } from '../../src/management/agenda.ts';
import { MANAGEMENT_ACCESS } from '../../src/management/agenda-access.ts';
import {
  OFFICE_TABLE,
  OFFICE_TEXTS,
  type Offices,
  openOffices,
} from '../../src/management/offices.ts';
import { planTestnet } from '../../src/testnet/plan.ts';

const TABLE = { ...OFFICE_TABLE, ...MANAGEMENT_ACCESS };
const CONFIG = {
  complaints: { answer_working_days: 5 },
  duty: { challenge_hours_min: 6, challenge_hours_max: 30, answer_minutes: 10 },
};
const MINUTE_MS = 60_000;

export interface Answered {
  readonly status: number;
  // Tests look into answers of all shapes and fail where one is another.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly body: any;
  readonly bytes: Buffer;
}

/** What the program writes by itself, as it hands it to the journal. */
type OwnEntry = Pick<ActEntry, 'event' | 'object' | 'result'>;

/** One for all offices of a file: nothing here changes what the chain says. */
const NETWORK = plannedNetwork();

/** An office of organisation jia with an officer of every role. */
export class TestOffice {
  readonly disk = new MemoryDisk();
  readonly acts: ActEntry[] = [];
  readonly own: OwnEntry[] = [];
  /** When set, the journal takes nothing. */
  journalFailure: Error | undefined;
  now: number;
  /** What the next draws of a moment are made of, one byte four times. */
  drawn = 0;
  readonly #host: Host;
  #shelf: Shelf | undefined;
  #offices: Offices | undefined;
  #service: ReturnType<typeof createHttpService> | undefined;

  private constructor(now: string) {
    this.now = Date.parse(now);
    this.#host = this.#newHost();
  }

  static async open(now = '2026-11-26T10:00:00+08:00'): Promise<TestOffice> {
    const office = new TestOffice(now);
    await office.restart();
    return office;
  }

  get host(): Host {
    return this.#host;
  }

  get shelf(): Shelf {
    if (this.#shelf === undefined) throw new Error('the office is closed');
    return this.#shelf;
  }

  /** Opens what the disk holds, as a new run of the program does. */
  async restart(): Promise<void> {
    await this.#shelf?.close();
    const chainId = this.#host.replica.chain.chainId;
    const key = () => new Uint8Array(32).fill(7);
    this.#shelf = await Shelf.openInMemory(this.disk, 'shelf', { chainId, key });
    const context = { host: this.#host, shelf: this.#shelf, now: () => this.now };
    const random = (count: number) => new Uint8Array(count).fill(this.drawn);
    this.#offices = await openOffices(context, CONFIG, random);
    const { routes, sources } = this.#offices;
    this.#service = createHttpService({
      ...{ name: 'office', listen: { host: '127.0.0.1', port: 0 }, catalogues: OFFICE_TEXTS },
      routes: [agendaRoute(sources, context.now, this.#host.logger), ...routes],
      access: {
        table: TABLE,
        gate: { admit: (arrival) => admitted(arrival), attend: () => () => undefined },
      },
      journal: {
        append: async (entry) => this.#take([entry]),
        appendMany: async (entries) => this.#take(entries),
        stranger: async (entry) => this.#take([entry]),
      },
    });
  }

  /** Lets the time run; the watches look at it once. */
  async pass(minutes: number): Promise<void> {
    this.now += minutes * MINUTE_MS;
    for (const watch of this.#offices?.watches ?? []) await watch.tick(this.now);
  }

  async ask(caller: Caller, method: string, url: string, payload?: object): Promise<Answered> {
    const answer = await this.#service?.inject({
      ...{ method: method as 'GET', url, headers: { 'x-caller': caller } },
      ...(payload === undefined ? {} : { payload }),
    });
    if (answer === undefined) throw new Error('the office is closed');
    const isJson = String(answer.headers['content-type']).includes('json');
    const { rawPayload: bytes, statusCode: status } = answer;
    return { status, bytes, body: isJson ? JSON.parse(answer.body) : undefined };
  }

  /** A statement as the officer of a role signs it, in base64url. */
  state(
    role: Caller,
    kind: 'duty-answer' | 'document-attestation',
    facts: readonly (readonly [string, string])[],
  ): string {
    const { chain } = this.#host.replica;
    const statement = { kind, nodeId: this.#host.nodeId, officer: `jia-${role}`, facts };
    const bytes = statementSigningBytes(chain.chainId, statement);
    const officer = NETWORK.planned.officers.find(({ id }) => id === `jia-${role}`);
    const seed = officer?.key.seed ?? new Uint8Array(32);
    return Buffer.from(signerFromSeed(seed).sign(bytes)).toString('base64url');
  }

  /** Entries of an event, whoever wrote them. */
  entries(event: string): OwnEntry[] {
    return [...this.acts, ...this.own].filter((entry) => entry.event === event);
  }

  async agenda(role: Caller, area: string): Promise<{ kind: string; reference: string }[]> {
    const { body } = await this.ask(role, 'GET', '/v1/management/agenda');
    return (body.items as { area: string; kind: string; reference: string }[]).filter(
      (item) => item.area === area,
    );
  }

  #take(entries: readonly ActEntry[]): EntryPosition[] {
    if (this.journalFailure !== undefined) throw this.journalFailure;
    const first = this.acts.push(...entries) - entries.length;
    return entries.map(({ source }, index) => ({ source, index: first + index }));
  }

  #newHost(): Host {
    const { planned, state } = NETWORK;
    const journal = {
      append: async (entry: OwnEntry) => {
        if (this.journalFailure !== undefined) throw this.journalFailure;
        this.own.push(entry);
      },
    };
    const chain = { state, chainId: chainIdOf(planned.genesis), height: 1 };
    const network = { address: '/ip4/127.0.0.1/tcp/30300' };
    const nodeId = planned.nodes[0]?.node.id;
    // What the areas need of a running node, and nothing else of it.
    return { nodeId, journal, network, replica: { chain } } as unknown as Host;
  }
}

function admitted({ headers, rule }: { headers: object; rule: Parameters<typeof mayEnter>[0] }) {
  const caller = String((headers as Record<string, unknown>)['x-caller']) as Caller;
  const isOfficer = caller !== 'nobody' && caller !== 'home';
  const actor = isOfficer ? ({ type: 'officer', id: `jia-${caller}` } as const) : undefined;
  const identity = { caller, ...(actor === undefined ? {} : { actor }) };
  if (mayEnter(rule, caller)) return { identity };
  const status = isOfficer ? 403 : 401;
  return { identity, problem: new Problem(status, isOfficer ? 'role-required' : 'login-required') };
}

function plannedNetwork() {
  const now = Date.parse('2026-01-05T00:00:00Z');
  const planned = planTestnet({ name: 'trial', organisations: 4, users: 1, now });
  const state = genesisState(planned.genesis, verify);
  if (!state.ok) throw new Error(state.reason);
  return { planned, state: state.value };
}
