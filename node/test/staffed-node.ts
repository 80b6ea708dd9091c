// One chain node with an officer of every role logged in, asked over its real socket.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saveKeyFile } from '@mingjing/crypto/node';
import type { Caller } from '@mingjing/service';
import { ACCOUNT_ROLES } from '../src/api/access-table.ts';
import { type NodeConfig, nodeConfig } from '../src/config.ts';
import { type RunningNode, startNode } from '../src/program.ts';
import { writeHome } from '../src/testnet/create-testnet.ts';
import { newKey } from '../src/testnet/identities.ts';
import { type PlannedPerson, type PlannedTestnet, planTestnet } from '../src/testnet/plan.ts';
import { type Callers, headersOf } from './access-cells.ts';
import { reachedAt, TestOfficer } from './logged-in.ts';

export interface Asked {
  readonly status: number;
  readonly headers: Headers;
  // Tests look into answers of all shapes and fail where one is another.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly body: any;
}

const SECOND_REVIEWER = 'jia-reviewer-2';

const onFailed = (error: unknown) => {
  throw error;
};

function appointSecondReviewer({ genesis, officers }: PlannedTestnet): void {
  const first = genesis.officers.find(({ id }) => id === 'jia-reviewer');
  if (first === undefined) throw new Error('no reviewer');
  const key = newKey('officer');
  genesis.officers.push({ ...first, id: SECOND_REVIEWER, key: key.enrolled });
  (officers as PlannedPerson[]).push({ id: SECOND_REVIEWER, purpose: 'officer', key });
}

/** A running node of organisation jia, and who works there. */
export class StaffedNode {
  readonly folder: string;
  readonly planned: PlannedTestnet;
  readonly home: string;
  readonly #cookies = new Map<Caller, string>();
  #running: RunningNode | undefined;
  #colleague: Readonly<Record<string, string>> = {};
  callers: Callers = {};

  readonly #others: RunningNode[] = [];

  private constructor(name: string, isTwoReviewers: boolean, users: number) {
    this.folder = mkdtempSync(join(tmpdir(), `mingjing-${name}-`));
    this.home = join(this.folder, 'home');
    mkdirSync(join(this.folder, 'officers'));
    this.planned = planTestnet({ name: 'trial', organisations: 4, users, now: Date.now() });
    if (isTwoReviewers) appointSecondReviewer(this.planned);
    for (const { id, key } of this.planned.officers) {
      saveKeyFile(join(this.folder, 'officers', `${id}.json`), {
        purpose: 'officer',
        seed: key.seed,
      });
    }
  }

  /**
   * `configure` says what the configuration has beside what that of every home has. With a second
   * reviewer, who is asked for as the colleague.
   */
  static async start(
    name: string,
    configure: (planned: PlannedTestnet) => object | Promise<object> = () => ({}),
    { isTwoReviewers = false, users = 1 } = {},
  ): Promise<StaffedNode> {
    const node = new StaffedNode(name, isTwoReviewers, users);
    const { planned, home } = node;
    const [first] = planned.nodes;
    if (first === undefined) throw new Error('no node');
    const listens = { api: { port: 0 }, p2p: { listen: '/ip4/127.0.0.1/tcp/0' } };
    await writeHome(home, first, planned.genesis, {
      ...{ node_id: first.node.id, ...listens },
      ...(await configure(planned)),
    });
    await node.#open();
    for (const role of ACCOUNT_ROLES) await node.login(role);
    if (isTwoReviewers) {
      const officer = new TestOfficer(node.folder, SECOND_REVIEWER);
      const cookie = await officer.login(reachedAt(node.running));
      node.#colleague = { cookie, origin: new URL(node.baseUrl).origin };
    }
    return node;
  }

  /** Starts the validators of the other organisations, so that blocks are made. */
  async startOthers(): Promise<void> {
    const { planned, running } = this;
    const peers = [{ node_id: running.host.nodeId, address: running.host.network.address }];
    for (const plan of planned.nodes.filter(({ node }) => node.power > 0).slice(1)) {
      const [home, id] = [join(this.folder, plan.node.id), plan.node.id];
      const p2p = { listen: '/ip4/127.0.0.1/tcp/0', peers: [...peers] };
      await writeHome(home, plan, planned.genesis, { node_id: id, api: { port: 0 }, p2p });
      const other = await startNode({ home, onFailed, config: nodeConfig(home, {}) });
      this.#others.push(other);
      peers.push({ node_id: id, address: other.host.network.address });
    }
  }

  /** The validators that were started beside it. */
  get others(): readonly RunningNode[] {
    return this.#others;
  }

  get running(): RunningNode {
    if (this.#running === undefined) throw new Error('the node does not run');
    return this.#running;
  }

  get baseUrl(): string {
    return reachedAt(this.running).baseUrl;
  }

  /** Stops and starts the program; sessions do not outlive it, so only the home is known then. */
  async restart(): Promise<void> {
    await this.running.stop();
    await this.#open();
    this.#cookies.clear();
    this.#know();
  }

  async ask(
    caller: Caller | 'colleague',
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Asked> {
    const who = caller === 'colleague' ? this.#colleague : this.callers[caller];
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await fetch(this.baseUrl + path, {
      method,
      headers: { ...who, ...json },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') === true;
    const { status, headers } = answer;
    return { status, headers, body: isJson ? JSON.parse(text) : text };
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
    for (const other of this.#others) await other.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #open(): Promise<void> {
    const config: NodeConfig = nodeConfig(this.home, {});
    this.#running = await startNode({ home: this.home, onFailed, config });
  }

  /** Enrols an officer anew and logs him in, which ends the session that he had. */
  async login(role: Caller): Promise<void> {
    const officer = new TestOfficer(this.folder, `jia-${role}`);
    this.#cookies.set(role, await officer.login(reachedAt(this.running)));
    this.#know();
  }

  #know(): void {
    this.callers = headersOf(this.baseUrl, this.running.host.control, this.#cookies);
  }
}
