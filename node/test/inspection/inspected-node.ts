// A network of one process in which everything that the form asks for is there: four validators, a
// supervision node, marked test subjects, and the drills that officers did on them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  acceptanceMessage,
  agreementMessage,
  caseHash,
  composePublish,
  composeTransaction,
  createClient,
  freezeMessage,
  liftMessage,
  limitMessage,
  type OrderTerms,
  sanctionMessage,
  takedownMessage,
} from '@mingjing/client';
import { keyId } from '@mingjing/crypto';
import { randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import { type Host, startHost } from '@mingjing/host';
import {
  judgeSupervision,
  outcomeOf,
  type SupervisionItem,
  type SupervisionWords,
} from '@mingjing/inspection';
import type { Message, PoolItem } from '@mingjing/protocol';
import {
  loadSignedPages,
  MANIFEST_FILE,
  PageWatch,
  pageHash,
  signManifest,
} from '@mingjing/service';
import { VerificationServiceForTests } from '../../../tests/verification/service.ts';
import { nodeConfig } from '../../src/config.ts';
import type { InspectionWorld, SupervisionPort } from '../../src/management/inspection/world.ts';
import { writeHome } from '../../src/testnet/create-testnet.ts';
import { StaffedNode } from '../staffed-node.ts';

const FILING_NUMBER = '京网信备11000000000000000011号';
const HOUR_MS = 3_600_000;
const AGREEMENT = Buffer.from('演示服务协议');
const PAGE_SEED = new Uint8Array(32).fill(3);
const RESTORE_MS = 4000;

const opened = {
  ...{ isRefusedWithoutOrder: true, days: 90 },
  opening: { isOpened: true, own: 1, custodians: 2, entries: 2 },
};
/** What a supervision node that does its work says; whether it follows, others are asked. */
const WORDS: Omit<SupervisionWords, 'deployed-and-in-sync'> = {
  'read-only-verifies-independently': {
    ...{ verified: 9, failed: 0, forged: 3, refused: 3, seats: 0, keys: 3, powerless: 3 },
  },
  'trace-by-subject-content-time': { blocks: 9, hits: 3, expected: 3, proved: 3 },
  'look-through-of-encrypted-data': opened,
  'identity-restoration': opened,
  'rules-and-alarms': { rules: 4, raised: 4, falselyRaised: 0, replayed: null },
  'supervision-acts-accountable': {
    ...{ reads: 14, orders: 3, mismatches: 0, overdue: 0, witnesses: 4, contradicting: 0 },
  },
};

/** A supervision node whose words a test may change. */
export function supervisionSaying(change: Readonly<Record<string, object>> = {}): SupervisionPort {
  const [by, nothing] = ['supervision', new Uint8Array(0)];
  const standsOn = [{ key: 'footings.block', hash: '5'.repeat(64) }];
  const said = Object.entries(WORDS).map(([item, word]) => {
    const checks = judgeSupervision(item as SupervisionItem, { ...word, ...change[item] } as never);
    const facts = checks.map(({ fact }) => fact);
    const outcome = outcomeOf({ checks, standsOn });
    return [item, { outcome, facts, standsOn, by, at: 1, height: 1, isStated: true }] as const;
  });
  const signed = { measurements: nothing, signature: nothing };
  return { ask: async () => ({ ok: true, by, measurements: new Map(said), signed }) };
}

/** The node that is inspected, with what is there to be found. */
export class InspectedNode {
  readonly staffed: StaffedNode;
  readonly service: VerificationServiceForTests;
  #supervision: Host | undefined;
  readonly #pages: { folder: string; watch: PageWatch };
  readonly #site: InspectionWorld['program']['sites'][number];

  private constructor(parts: {
    staffed: StaffedNode;
    service: VerificationServiceForTests;
    supervision: Host;
    pages: { folder: string; watch: PageWatch };
    site: InspectionWorld['program']['sites'][number];
  }) {
    this.staffed = parts.staffed;
    this.service = parts.service;
    this.#supervision = parts.supervision;
    this.#pages = parts.pages;
    this.#site = parts.site;
  }

  static async start(): Promise<InspectedNode> {
    let service: VerificationServiceForTests | undefined;
    let url = '';
    const staffed = await StaffedNode.start(
      'inspection',
      async ({ genesis, verifier }) => {
        Object.assign(genesis.parameters, { emptyBlockMs: 1000, blockIntervalMs: 0 });
        for (const each of genesis.nodes) Object.assign(each, { region: 'CN' });
        service = new VerificationServiceForTests(verifier.key.seed);
        url = await service.start();
        const assurance = { ask_seconds: 1 };
        return { verification: { url, timeout_ms: 2000, calls_of_address: 500 }, assurance };
      },
      { users: 3 },
    );
    await staffed.startOthers();
    const supervision = await superviseBeside(staffed);
    const pages = await builtPages();
    const node = new InspectedNode({
      ...{ staffed, supervision, service: service as VerificationServiceForTests },
      ...{ pages, site: pages.site },
    });
    // All of them share this process: what the others open is theirs.
    staffed.running.host.assurance.declarePorts([
      ...staffed.others.flatMap(({ host, reached }) => [
        reached.main.port,
        portOf(host.network.address),
      ]),
      portOf(supervision.network.address),
      Number(new URL(url).port),
    ]);
    return node;
  }

  /** The world as the collectors see it, with pages and the words of a supervision node. */
  world(): InspectionWorld {
    const world = this.staffed.running.inspection.world();
    const { ask } = world.program;
    return {
      ...world,
      supervision: supervisionSaying(),
      program: {
        ...world.program,
        sites: [this.#site],
        restoreMs: RESTORE_MS,
        // No page of the portal is built here.
        ask: async (part, call) => (call.url === '/' ? pageAnswer() : ask(part, call)),
      },
    };
  }

  /** Switches the supervision node off. */
  async stopSupervision(): Promise<void> {
    await this.#supervision?.stop();
    this.#supervision = undefined;
  }

  /** Stops holding the pages against the disk. */
  async stopWatching(): Promise<void> {
    await this.#pages.watch.stop();
  }

  /** Submits what an officer or user of the trial network signs; fails unless it is done. */
  async say(who: string, message: Message): Promise<Uint8Array> {
    const { planned } = this.staffed;
    const person = [...planned.officers, ...planned.users].find(({ id }) => id === who);
    if (person === undefined) throw new Error(`no ${who}`);
    const { publicKey, sign } = signerFromSeed(person.key.seed);
    const { chain } = this.staffed.running.host.replica;
    const transaction = composeTransaction({
      ...{ chainId: chain.chainId, message, keyId: keyId(publicKey), sign },
      ...{ validUntil: Math.max(chain.state.time, Date.now()) + 60_000, unique: randomBytes(16) },
    });
    await this.#submit([{ transaction: transaction.bytes, attachments: [] }], this.staffed.baseUrl);
    return transaction.id;
  }

  /** Publishes a text; the record's id, 36 bytes. */
  async publish(user: string, text: string): Promise<Uint8Array> {
    const person = this.staffed.planned.users.find(({ id }) => id === user);
    const { publicKey, sign } = signerFromSeed(person?.key.seed ?? new Uint8Array(32));
    const { chain } = this.staffed.running.host.replica;
    const composed = composePublish(
      [{ fileName: 'a.txt', mediaType: 'text/plain', category: 0, content: Buffer.from(text) }],
      {
        ...{ chainId: chain.chainId, limits: chain.state.parameters, random: randomBytes, sign },
        ...{ keyId: keyId(publicKey), now: () => Date.now(), validForMs: 60_000 },
      },
    );
    if (!composed.ok) throw new Error(composed.reason);
    await this.#submit(composed.value.requests.flat(), this.staffed.baseUrl);
    return composed.value.records[0]?.id as Uint8Array;
  }

  async stop(): Promise<void> {
    await this.#pages.watch.stop();
    await this.stopSupervision();
    await this.staffed.stop();
    await this.service.stop();
    rmSync(this.#pages.folder, { recursive: true, force: true });
  }

  async #submit(items: readonly PoolItem[], baseUrl: string): Promise<void> {
    const client = createClient({ baseUrl });
    const { results } = await client.submit([...items], { wait: 'committed', waitMs: 20_000 });
    const [result] = results;
    if (result?.status !== 'committed' || result.code !== 0) {
      throw new Error(`${result?.status} ${result?.reason ?? result?.code}`);
    }
  }
}

/** What officers and users did before the inspection came. */
export async function prepare(node: InspectedNode): Promise<void> {
  const { staffed } = node;
  const now = Date.now();
  await staffed.ask('security-admin', 'POST', '/v1/management/filing', filingForm(staffed));
  await node.say('jia-security-admin', agreementMessage(1, AGREEMENT));
  const users = ['user-1', 'user-2', 'user-3'];
  await Promise.all(users.map((user) => node.say(user, acceptanceMessage(1, AGREEMENT))));
  const [, taken = new Uint8Array(36)] = await Promise.all([
    node.publish('user-1', '市图书馆本周六上午举办古籍修复讲座'),
    node.publish('user-1', '演练用的下架内容'),
  ]);
  await Promise.all([drillOrders(node, taken), drillSanctions(node)]);
  const form = { from: now, to: now + HOUR_MS, reason: '容错演练' };
  const asked = await staffed.ask('system-admin', 'POST', '/v1/inspection/pauses', form);
  await staffed.ask('security-admin', 'POST', `/v1/inspection/pauses/${asked.body.id}/approve`, {});
}

/** A takedown, a freeze and a limit on marked test subjects, and the lifts of the latter. */
async function drillOrders(node: InspectedNode, taken: Uint8Array): Promise<void> {
  const until = Date.now() + HOUR_MS;
  const terms: OrderTerms = {
    ...{ basis: 49, reason: 7, caseHash: caseHash('演练'), deadline: until, isDrill: true },
  };
  const say = (message: Message) => node.say('inspector-1', message);
  const [, freeze, limit] = await Promise.all([
    say(takedownMessage(taken, terms)),
    say(freezeMessage({ userId: 'user-2' }, until, terms)),
    say(limitMessage('user-2', until, terms)),
  ]);
  await Promise.all([freeze, limit].map((id) => say(liftMessage(id as Uint8Array, terms))));
}

/** All four grades on a marked test subject; two persons close it. */
async function drillSanctions(node: InspectedNode): Promise<void> {
  const said = { reason: 1, basis: 2, expiresAt: Date.now() + HOUR_MS };
  const grades = ['warn', 'limit', 'suspend', 'close'] as const;
  const imposed = await Promise.all(
    grades.map((grade) => node.say('jia-security-admin', sanctionMessage('user-3', grade, said))),
  );
  const sanctionId = imposed[3] as Uint8Array;
  await node.say('jia-reviewer', { type: 'sanctionConfirm', value: { sanctionId } });
}

export function filingForm(staffed: StaffedNode) {
  const nodes = ['jia', 'yi', 'bing', 'ding'].map((organisation) => ({
    ...{ node: `${organisation}-validator`, organisation, region: 'CN' },
    address: staffed.running.host.network.address,
  }));
  const none = { started_on: null, submitted_on: null, granted_on: null };
  return {
    ...{ operator: '甲公司', complaint_telephone: '010-12345678', nodes, version: null },
    numbers: { service: FILING_NUMBER, icp: null, police: null, mlps: null },
    dates: { ...none, police_submitted_on: null, ends_on: null, cancelled_on: null },
    service: { name: '明镜存证', kind: '存证', website: null },
  };
}

async function superviseBeside(staffed: StaffedNode): Promise<Host> {
  const plan = staffed.planned.nodes.find(({ node }) => node.id === 'supervision');
  if (plan === undefined) throw new Error('no supervision node');
  const home = join(staffed.folder, plan.node.id);
  const { host } = staffed.running;
  const peers = [{ node_id: host.nodeId, address: host.network.address }];
  await writeHome(home, plan, staffed.planned.genesis, {
    ...{ node_id: plan.node.id, api: { port: 0 } },
    p2p: { listen: '/ip4/127.0.0.1/tcp/0', peers },
  });
  const config = nodeConfig(home, {});
  return startHost({
    ...{ home, nodeId: plan.node.id, listen: config.p2p.listen, isSupervision: true },
    ...{ dial: peers.map(({ address, node_id }) => ({ nodeId: node_id, address })) },
    ...{ logLevel: 'error', budget: config.journal },
    events: {
      committed: () => undefined,
      tip: () => undefined,
      misbehaviour: () => undefined,
      failed: (error) => {
        throw error;
      },
    },
  });
}

async function builtPages() {
  const folder = mkdtempSync(join(tmpdir(), 'mingjing-pages-'));
  const pages = { 'index.html': '<title>明镜</title>', 'assets/app.js': 'export const a = 1;' };
  mkdirSync(join(folder, 'assets'));
  const hashes = Object.entries(pages).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return [name, pageHash(Buffer.from(text))] as const;
  });
  writeFileSync(join(folder, MANIFEST_FILE), signManifest(new Map(hashes), PAGE_SEED));
  const site = await loadSignedPages(folder, '/');
  const events = {
    restored: async () => undefined,
    notRestored: async () => undefined,
    rebuilt: () => undefined,
  };
  const watch = new PageWatch({ sites: [site], everyMs: 200, events });
  watch.start();
  return { folder, watch, site: { name: 'portal', folder, files: site.files } };
}

function pageAnswer() {
  const rawPayload = Buffer.from('<title>明镜</title>');
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  return { statusCode: 200, headers, rawPayload, body: rawPayload.toString() };
}

function portOf(address: string): number {
  return Number(/\/tcp\/(\d+)/.exec(address)?.[1] ?? 0);
}
