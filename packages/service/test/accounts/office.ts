// A program with accounts and a clock of its own: what the world says, the test says.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSeed, randomBytes, signerFromSeed, verify } from '@mingjing/crypto/node';
import { accountSigningBytes, type ChallengePurpose, type RoleName } from '@mingjing/protocol';
import { generateSync } from 'otplib';
import Type from 'typebox';
import { onTestFinished } from 'vitest';
import {
  type AccessTable,
  type Accounts,
  type AnyRoute,
  accountRoutes,
  addressList,
  anyone,
  byRelation,
  carriedRoutes,
  createEventFeed,
  createHttpService,
  defineRoute,
  type EventFeed,
  Gate,
  type HttpService,
  only,
  openAccounts,
  type Session,
  type SessionEnd,
  sessionRoutes,
} from '../../src/index.ts';
import { RecordingJournal } from '../recording-journal.ts';

export const CONTROL = 'the word of the home';
export const ORIGIN = 'http://localhost:20200';
const ALL = ['system-admin', 'audit-admin', 'duty'] as const;
const START = Date.UTC(2026, 10, 26);

interface Person {
  role: RoleName;
  readonly seed: Uint8Array;
  publicKey: Uint8Array;
  isRevoked: boolean;
}

/** What a test sends; the rest is as an honest page sends it. */
export interface Sent {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'DELETE';
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly from?: string;
}

export class Office {
  readonly officers = new Map<string, Person>();
  readonly journal = new RecordingJournal();
  readonly ends: (readonly [officer: string, reason: SessionEnd])[] = [];
  /** Addresses from which the officers of those ends were there last. */
  readonly endedFrom: string[] = [];
  readonly folder = mkdtempSync(join(tmpdir(), 'accounts-'));
  readonly key = generateSeed();
  /** What `/v1/stream` tells. */
  readonly feed = createEventFeed({ epoch: 'office', bufferBytesMax: 32 * 1024 * 1024 });
  nowMs = START;
  monotonicMs = 5000;
  accounts!: Accounts;
  gate!: Gate;
  service!: HttpService;

  static async open(nodeId = 'jia-validator', seed?: Office): Promise<Office> {
    const office = new Office();
    onTestFinished(() => rmSync(office.folder, { recursive: true, force: true }));
    for (const [id, role] of [
      ['sys', 'system-admin'],
      ['aud', 'audit-admin'],
      ['dut', 'duty'],
    ] as const) {
      office.officers.set(id, seed?.officers.get(id) ?? newPerson(role));
    }
    await office.start(nodeId);
    return office;
  }

  get path(): string {
    return join(this.folder, 'accounts');
  }

  /** Opens the accounts as a start of the program does. */
  async start(nodeId = 'jia-validator', origins: readonly string[] = []): Promise<void> {
    this.accounts = await openAccounts({
      settings: {
        ...{ chainId: 'trial-0011223344556677', nodeId, roles: [...ALL] },
        account: { staleDays: 90, credentialDays: 180 },
        session: { idleMs: 15 * 60_000, absoluteMs: 8 * 3_600_000 },
      },
      ports: {
        officer: (id) => {
          const person = this.officers.get(id);
          return person && { id, ...person };
        },
        ...{ verify, randomBytes },
        now: () => this.nowMs,
        monotonicMs: () => this.monotonicMs,
        sessionEnded: async ({ officer, seenFrom }: Session, reason: SessionEnd) => {
          if (this.journal.failure !== undefined) throw this.journal.failure;
          this.ends.push([officer, reason]);
          this.endedFrom.push(seenFrom.sourceAddress);
        },
      },
      file: { path: this.path, key: () => this.key },
    });
    const addresses = addressList(['127.0.0.0/8', '10.0.0.0/8']);
    if (addresses === undefined) throw new Error('no list');
    const { login } = this.accounts;
    this.gate = new Gate({
      ...{ nodeId, control: CONTROL, login, addresses, origins, cookieSeconds: 60 },
    });
    const routes = [
      ...accountRoutes(this.accounts, this.gate),
      ...sessionRoutes(this.accounts, this.gate),
      ...carriedRoutes(this.accounts, this.gate),
      ...ROUTES,
      streamRoute(this.feed),
    ];
    this.service = createHttpService({
      ...{ name: 'office', listen: { host: '127.0.0.1', port: 0 }, routes },
      ...{ journal: this.journal, access: { table: TABLE, gate: this.gate } },
      limits: { streamGraceMs: 200 },
    });
  }

  /** Both clocks go on. */
  pass(ms: number): void {
    this.nowMs += ms;
    this.monotonicMs += ms;
  }

  async send(url: string, { method = 'POST', body, headers = {}, from }: Sent = {}) {
    const given = { host: 'localhost:20200', origin: ORIGIN, ...headers };
    const sent = Object.entries(given).filter((entry) => entry[1] !== undefined);
    const answer = await this.service.inject({
      ...{ method, url, headers: Object.fromEntries(sent) },
      ...(body === undefined ? {} : { payload: body }),
      ...(from === undefined ? {} : { remoteAddress: from }),
    });
    const json = answer.body.startsWith('{') ? answer.json() : {};
    return { status: answer.statusCode, code: json.code, json, headers: answer.headers };
  }

  sign(
    officer: string,
    purpose: ChallengePurpose,
    { challenge, node_id: nodeId, chain_id: chainId }: Record<string, string>,
    origin = ORIGIN,
  ): string {
    const { seed } = this.officers.get(officer) as Person;
    const bytes = accountSigningBytes(chainId ?? '', {
      ...{ purpose, nodeId: nodeId ?? '', origin, officer },
      challenge: Buffer.from(challenge ?? '', 'base64url'),
    });
    return Buffer.from(signerFromSeed(seed).sign(bytes)).toString('base64url');
  }

  code(secret: string): string {
    return generateSync({ secret, epoch: this.nowMs / 1000 });
  }

  async invite(officer: string): Promise<string> {
    const headers = { 'mingjing-control': CONTROL };
    const { json } = await this.send('/v1/accounts/invitations', { body: { officer }, headers });
    return json.token;
  }

  /** Enrols an officer with codes; his secret. The clock goes on, so the next code is a new one. */
  async enrol(officer: string): Promise<string> {
    const token = await this.invite(officer);
    const { json: begun } = await this.send('/v1/enrolment/challenge', { body: { token } });
    const { challenge, secret } = begun;
    const signature = this.sign(officer, 'enrolment', begun);
    const body = { token, challenge, signature, code: this.code(secret) };
    const { status, code } = await this.send('/v1/enrolment', { body });
    if (status !== 201) throw new Error(`not enrolled: ${code}`);
    this.pass(60_000);
    return secret;
  }

  async challenge(officer: string): Promise<Record<string, string>> {
    return (await this.send('/v1/session/challenge', { body: { officer } })).json;
  }

  /** An attempt to log in; `change` is what is wrong with it. */
  async attempt(officer: string, secret: string, change: object = {}, sent: Sent = {}) {
    const asked = await this.challenge(officer);
    const signature = this.sign(officer, 'login', asked);
    const body = { officer, challenge: asked['challenge'], signature, code: this.code(secret) };
    return this.send('/v1/session', { body: { ...body, ...change }, ...sent });
  }

  /** Logs in; the cookie of the session. */
  async login(officer: string, secret: string): Promise<string> {
    const { status, code, headers } = await this.attempt(officer, secret);
    if (status !== 201) throw new Error(`not logged in: ${code}`);
    this.pass(60_000);
    return String(headers['set-cookie']).split(';', 1)[0] ?? '';
  }

  with(cookie: string, sent: Sent = {}): Sent {
    return { ...sent, headers: { cookie, ...sent.headers } };
  }
}

export function newPerson(role: RoleName): Person {
  const seed = generateSeed();
  return { role, seed, publicKey: signerFromSeed(seed).publicKey, isRevoked: false };
}

const ROUTES: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/open',
    policy: 'public',
    act: { source: 'access', event: 'open-read' },
    summary: 'Open to everybody',
    handler: ({ identity }) => ({ json: { caller: identity.caller } }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/audit',
    policy: 'bound',
    act: { source: 'access', event: 'audit-read' },
    summary: 'For the audit administrator',
    handler: ({ identity }) => ({ json: { caller: identity.caller } }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/audit',
    policy: 'bound',
    act: { source: 'admin', event: 'audit-written' },
    summary: 'For the audit administrator',
    schema: { body: Type.Object({}) },
    handler: () => ({ json: { done: true } }),
  }),
];

function streamRoute(feed: EventFeed): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: '/v1/stream',
    policy: 'bound',
    act: { source: 'access', event: 'stream-opened' },
    summary: 'What happens in the office',
    answerMediaType: 'text/event-stream',
    schema: { query: Type.Object({ wall: Type.Optional(Type.Boolean()) }) },
    handler: ({ query }) => ({ events: feed.open(undefined), outlivesIdle: query.wall === true }),
  });
}

const TABLE: AccessTable = {
  'GET /v1/open': anyone(),
  'GET /v1/audit': only('audit-admin'),
  'POST /v1/audit': only('audit-admin'),
  'GET /v1/stream': only('audit-admin'),
  'POST /v1/enrolment/challenge': anyone(),
  'POST /v1/enrolment': anyone(),
  'POST /v1/session/challenge': anyone(),
  'POST /v1/session': anyone(),
  'POST /v1/session/vouched': only(...ALL),
  'POST /v1/session/carried': only('home'),
  'GET /v1/session': only(...ALL),
  'DELETE /v1/session': only(...ALL),
  'GET /v1/sessions': byRelation({ own: ALL, organisation: ['home', 'system-admin'] }),
  'DELETE /v1/sessions/:id': byRelation({ own: ALL, organisation: ['home', 'system-admin'] }),
  'GET /v1/accounts': only('home', 'system-admin'),
  'POST /v1/accounts/invitations': only('home'),
};
