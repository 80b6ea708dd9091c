// A chain of four organisations in this process, with a home for a supervision node beside it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { homePaths } from '@mingjing/host';
import { type Genesis, genesisFromJson, genesisToJson, type Parameters } from '@mingjing/protocol';
import { CONTROL_HEADER } from '@mingjing/service';
import {
  createTestnet,
  nodeConfig,
  publishPath,
  type RunningNode,
  startNode,
  type Testnet,
} from '../../node/src/index.ts';
import { type RunningSupervisor, startSupervisor, supervisorConfig } from '../src/index.ts';

export class TestChain {
  readonly folder: string;
  readonly testnet: Testnet;
  readonly nodes = new Map<string, RunningNode>();
  readonly failures: unknown[] = [];
  #supervisor: RunningSupervisor | undefined;

  private constructor(folder: string, testnet: Testnet) {
    this.folder = folder;
    this.testnet = testnet;
  }

  /** Writes the homes; empty blocks come every second, so that a silent node is soon noticed. */
  static async create(parameters: Partial<Parameters> = { emptyBlockMs: 1000 }, users = 1) {
    const folder = mkdtempSync(join(tmpdir(), 'supervision-'));
    const testnet = await createTestnet({
      output: join(folder, 'testnet'),
      name: 'trial',
      organisations: 4,
      users,
      parameters,
    });
    return new TestChain(folder, testnet);
  }

  /** Lets the chain begin otherwise; before any of its programs is started. */
  changeGenesis(change: (genesis: Genesis) => Genesis): void {
    const { genesisFile, homes } = this.testnet;
    const read = genesisFromJson(readFileSync(genesisFile, 'utf8'));
    if (!read.ok) throw new Error(read.reason);
    const changed = genesisToJson(change(read.value));
    const own = homes.map(({ home }) => homePaths(home).genesis);
    for (const path of [genesisFile, ...own]) writeFileSync(path, changed);
  }

  get supervisor(): RunningSupervisor {
    if (this.#supervisor === undefined) throw new Error('the supervision node is not started');
    return this.#supervisor;
  }

  get validatorIds(): string[] {
    return this.#homes('validator').map(({ nodeId }) => nodeId);
  }

  get supervisionHome(): string {
    return this.#homes('supervision')[0]?.home ?? '';
  }

  homeOf(nodeId: string): string {
    const found = this.testnet.homes.find((each) => each.nodeId === nodeId);
    if (found === undefined) throw new Error(`no home of ${nodeId}`);
    return found.home;
  }

  async startValidators(nodeIds = this.validatorIds): Promise<void> {
    await Promise.all(
      this.#homes('validator')
        .filter(({ nodeId }) => nodeIds.includes(nodeId))
        .map(async ({ nodeId, home }) => {
          const config = nodeConfig(home, {});
          const onFailed = (error: unknown) => this.failures.push(error);
          this.nodes.set(nodeId, await startNode({ home, config, onFailed }));
        }),
    );
  }

  /** `changes`: what its configuration says otherwise. */
  async startSupervisor(
    changes: Partial<ReturnType<typeof supervisorConfig>> = {},
  ): Promise<RunningSupervisor> {
    const home = this.supervisionHome;
    const onFailed = (error: unknown) => this.failures.push(error);
    const config = { ...supervisorConfig(home, {}, {}), ...changes };
    this.#supervisor = await startSupervisor({ home, config, onFailed });
    return this.#supervisor;
  }

  async stopSupervisor(): Promise<void> {
    await this.#supervisor?.stop();
    this.#supervisor = undefined;
  }

  async stopNode(nodeId: string): Promise<void> {
    await this.nodes.get(nodeId)?.stop();
    this.nodes.delete(nodeId);
  }

  /** Running nodes, as the configuration of a supervision node lists whom it posts to. */
  get posted(): { node_id: string; url: string }[] {
    return [...this.nodes].map(([id, { api }]) => ({
      ...{ node_id: id, url: `http://127.0.0.1:${api.port}` },
    }));
  }

  /** The first validator that runs, in the order of the network: not who started first. */
  get firstNode(): RunningNode | undefined {
    const running = this.validatorIds.map((nodeId) => this.nodes.get(nodeId));
    return running.find((node) => node !== undefined);
  }

  nodeUrl(): string {
    return `http://127.0.0.1:${this.firstNode?.api.port}`;
  }

  consoleUrl(path = ''): string {
    return `http://127.0.0.1:${this.supervisor.console.port}${path}`;
  }

  /** Publishes texts as files; resolves with the record ids once they are committed. */
  async publish(...contents: string[]): Promise<string[]> {
    const ids: string[] = [];
    for (const [index, content] of contents.entries()) {
      const file = this.write(`file-${index}.txt`, content);
      const options = { key: this.testnet.users[0] ?? '', node: this.nodeUrl() };
      for await (const { record } of publishPath(file, options)) ids.push(record);
    }
    return ids;
  }

  /** Writes a file into the chain's own folder; its path. */
  write(name: string, content: string): string {
    const file = join(this.folder, name);
    writeFileSync(file, content);
    return file;
  }

  // biome-ignore lint/suspicious/noExplicitAny: an answer is looked at as a caller sees it
  async get(path: string): Promise<any> {
    return (await this.fetch(path)).json();
  }

  /** An answer of the console to whoever may read its home. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...this.home, ...init.headers };
    return fetch(this.consoleUrl(path), { ...init, headers });
  }

  /** What shows that the caller may read the home. */
  get home(): Record<string, string> {
    return { [CONTROL_HEADER]: this.supervisor.host.control };
  }

  readJson(path: string): unknown {
    return JSON.parse(readFileSync(path, 'utf8'));
  }

  async stop(): Promise<void> {
    await this.stopSupervisor();
    await Promise.all([...this.nodes.values()].map((node) => node.stop()));
    rmSync(this.folder, { recursive: true, force: true });
  }

  #homes(role: string) {
    return this.testnet.homes.filter((home) => home.role === role);
  }
}

/** Resolves when the condition holds; the test's own timeout is the limit. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await pause(50);
}
