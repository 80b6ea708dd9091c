import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CustodyAnswers,
  composeContribution,
  type OrderToAnswer,
  openSubject,
  provedEnvelope,
} from '@mingjing/client';
import { receivingKeyOf } from '@mingjing/crypto';
import { loadKeyFile, randomBytes, signerFromSeed, verify } from '@mingjing/crypto/node';
import { homePaths, sealCopy } from '@mingjing/host';
import { askSigningBytes } from '@mingjing/inspection';
import {
  commitmentOf,
  genesisCodec,
  genesisHash,
  inspectionMeasurementsCodec,
} from '@mingjing/protocol';
import { COMMANDS } from '@mingjing/supervisor/commands';
import { nameOf, runHere, runRow } from './command-here.ts';
import type { TestNetwork } from './network.ts';
import { order, takedownOf } from './orders.ts';
import type { ProgramProcess } from './program-process.ts';
import { documentItem, submit } from './submissions.ts';
import { until } from './until.ts';

/** What an open order names. */
interface Subject {
  readonly record: string;
  readonly user: string;
}

const SAID = { basis: '7', notice: 'NOTICE-2026-1' };

/** What officers of an authority do at the supervision node of a network, by their commands. */
export class OfficersDesk {
  readonly #network: TestNetwork;

  constructor(network: TestNetwork) {
    this.#network = network;
  }

  userFile(n: number): string {
    return join(this.#network.testnet.genesisFile, '..', 'users', `user-${n}.json`);
  }

  officerFile(of: number | string, ending = 'json'): string {
    const name = typeof of === 'number' ? `inspector-${of}` : of;
    return join(this.#network.testnet.genesisFile, '..', 'officers', `${name}.${ending}`);
  }

  /** Two nodes of two organisations, by commas. */
  nodes(): string {
    const [first, second] = this.#network.validators;
    return [first, second].map((node) => node?.url).join(',');
  }

  supervise(name: string, options: object, ...args: string[]) {
    const row = COMMANDS.find((each) => nameOf(each) === name);
    if (row === undefined) throw new Error(`no command ${name}`);
    return runRow(row, { home: this.#supervision.home, ...options }, ...args);
  }

  officer(name: string, options: object, ...args: string[]) {
    return this.supervise(`look-through ${name}`, options, ...args);
  }

  give(id: string, n: number, more: object = {}) {
    const ceremony = this.officerFile('epoch-1', 'ceremony');
    const said = { node: this.nodes(), key: this.officerFile(n), ceremony, ...SAID };
    return this.officer('order', { ...said, ...more }, id);
  }

  contribute(id: string, n: number, more: object = {}) {
    const own = { key: this.officerFile(n), share: this.officerFile(n, 'share') };
    return this.officer('contribute', { ...own, ...more }, id);
  }

  /** The same about an open order, with the answers of these custodians and no others. */
  async contributeOf(id: string, n: number, custodians: readonly string[]): Promise<unknown> {
    const path = `/v1/look-through/orders/${id}`;
    const { chainId, genesis } = this.#network;
    const order = await this.#supervision.ask<OrderToAnswer & { text: Subject }>(path);
    const secret = openSubject(order.text);
    const { items } = await this.#supervision.ask<CustodyAnswers>(`${path}/answers`);
    const proved = provedEnvelope(await this.receipt(order.text.record), secret.recordId, {
      ...{ trustedGenesisHash: genesisHash(genesisCodec.encode(genesis)), verify },
    });
    if (proved === undefined) throw new Error('the record is not private');
    const { seed } = loadKeyFile(this.officerFile(n));
    const answers = { items: items.filter((each) => custodians.includes(each.organisation)) };
    const composed = await composeContribution(
      { chainId, order, answers, envelope: proved.envelope, secret },
      {
        ...{ receiving: receivingKeyOf(seed), sign: signerFromSeed(seed).sign },
        share: new Uint8Array(readFileSync(this.officerFile(n, 'share'))),
        random: randomBytes(64),
      },
    );
    if (!composed.ok) throw new Error(composed.fault.code);
    const answer = await fetch(`${this.#supervision.url}${path}/contributions`, {
      ...{ method: 'POST', body: Buffer.from(composed.value.bytes) },
      headers: { ...this.#home, 'content-type': 'application/octet-stream' },
    });
    return answer.json();
  }

  /** The receipt of a record, as the supervision node hands it out. */
  async receipt(record: string): Promise<Uint8Array> {
    const url = `${this.#supervision.url}/v1/records/${record}/receipt`;
    const answer = await fetch(url, { headers: this.#home });
    return new Uint8Array(await answer.arrayBuffer());
  }

  async publishPrivate(content: string, name: string): Promise<string> {
    const digest = createHash('sha256').update(content).digest('hex');
    const folder = join(this.#network.folder, `file-${digest}`);
    const path = join(folder, name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, content);
    const author = { node: this.#network.validator(0).url, key: this.userFile(1) };
    const done = await runHere('publish', { ...author, private: true, to: 'user-2' }, path);
    if (done.outcome !== 'done') throw new Error(`not published: ${done.outcome}`);
    await this.atSupervision(done.json.published[0].record);
    return done.json.published[0].record;
  }

  /** Waits until the supervision node can prove a record and has its content. */
  async atSupervision(id: string): Promise<void> {
    await until('the supervision node has the record', async () => {
      const { badge } = await this.#supervision.ask<{ badge: string }>(`/v1/records/${id}`);
      return badge === 'proved';
    });
  }

  /** A second officer approves an order, and all custodians answer it. */
  async granted(id: string): Promise<void> {
    const { outcome } = await this.officer('approve', this.#second, id);
    if (outcome !== 'done') throw new Error(`not approved: ${outcome}`);
    await this.answered(id, 4);
  }

  /** Waits until custodians answered an order and the supervision node has their answers. */
  async answered(id: string, count: number): Promise<void> {
    await until(`${count} custodians answered`, async () => {
      const { json } = await this.officer('show', {}, id);
      return json.taken >= count;
    });
  }

  /** What the supervision node says of an item of the form, asked by the first validator. */
  async measured(item: string): Promise<number | undefined> {
    const { home, nodeId } = this.#network.validator(0);
    const { seed } = loadKeyFile(homePaths(home).key('statement'));
    const form = { phrase: '海上生明月', form_hash: 'ab'.repeat(32), items: [item] };
    const ask = { from: nodeId, ...form, at: Date.now() };
    const bytes = signerFromSeed(seed).sign(askSigningBytes(this.#network.chainId, ask));
    const signature = Buffer.from(bytes).toString('base64url');
    const answer = await fetch(`${this.#supervision.url}/v1/inspection/statements`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ ...ask, signature }),
    });
    const { measurements } = (await answer.json()) as { measurements: string };
    const said = Buffer.from(measurements, 'base64url');
    return inspectionMeasurementsCodec.decode(said).measurements[0]?.outcome;
  }

  /** The copy of a public content that an order took down, sealed as a node seals it. */
  async takenDownCopy(content: Buffer) {
    const network = this.#network;
    const node = network.validator(0);
    const item = documentItem(network, network.user(3), content);
    const { id } = await submit(node, item);
    const taken = `${id}00000000`;
    const takedown = await order(network, node, takedownOf(Buffer.from(taken, 'hex')));
    const [{ salt }] = item.attachments as [(typeof item.attachments)[0]];
    const { seed } = loadKeyFile(network.testnet.evidenceKey);
    const { publicKey: recipientKey } = receivingKeyOf(seed);
    const sealed = await sealCopy(
      { chainId: network.chainId, orderId: Buffer.from(takedown, 'hex'), recipientKey },
      { commitment: commitmentOf(network.chainId, salt, content), salt, content },
    );
    if (!sealed.ok) throw new Error(sealed.reason);
    await this.atSupervision(taken);
    return { taken, sealed: sealed.value };
  }

  get #second() {
    return { node: this.nodes(), key: this.officerFile(2) };
  }

  get #home() {
    return { 'mingjing-control': this.#supervision.control };
  }

  get #supervision(): ProgramProcess {
    return this.#network.supervision as ProgramProcess;
  }
}
