import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyId } from '@mingjing/crypto';
import { loadKeyFile, signerFromSeed } from '@mingjing/crypto/node';
import { createTestnet, type Testnet, type TestnetOptions } from '@mingjing/node';
import { chainIdOf, type Genesis, genesisFromJson } from '@mingjing/protocol';
import { type Launch, PROGRAMS, ProgramProcess } from './program-process.ts';
import { until } from './until.ts';

export interface NetworkOptions {
  /** Where the homes lie; a new temporary folder when absent, removed by `remove`. */
  readonly folder?: string;
  readonly users?: number;
  readonly organisations?: number;
  readonly parameters?: TestnetOptions['parameters'];
  /** Runs the supervision node too; its program has to be there. */
  readonly hasSupervision?: boolean;
  /** How the program of a node is run, if not by itself. */
  readonly launch?: LaunchOf;
  /** All in the process of the test: for what does not depend on how programs start and end. */
  readonly isHere?: boolean;
}

type LaunchOf = (nodeId: string) => Launch | undefined;

/** Who signs a transaction. */
export interface Signing {
  readonly keyId: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

export const hasSupervisionProgram = existsSync(PROGRAMS.supervision);

/** A trial network of real processes on this machine; whoever made it must call `remove`. */
export class TestNetwork {
  readonly folder: string;
  readonly testnet: Testnet;
  readonly genesis: Genesis;
  readonly #validators: ProgramProcess[];
  readonly #dropped: ProgramProcess[] = [];
  readonly supervision: ProgramProcess | undefined;

  constructor(folder: string, testnet: Testnet, hasSupervision = false, launch?: LaunchOf) {
    this.folder = folder;
    this.testnet = testnet;
    const genesis = genesisFromJson(readFileSync(testnet.genesisFile, 'utf8'));
    if (!genesis.ok) throw new Error(`the genesis of the testnet is refused: ${genesis.reason}`);
    this.genesis = genesis.value;
    const programs = testnet.homes.map((home) => new ProgramProcess(home, launch?.(home.nodeId)));
    this.#validators = programs.filter(({ role }) => role === 'validator');
    this.supervision = hasSupervision
      ? programs.find(({ role }) => role === 'supervision')
      : undefined;
  }

  /** Writes the homes of four validators and a supervision node, and starts none of them. */
  static async create(options: NetworkOptions = {}): Promise<TestNetwork> {
    const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'mingjing-network-'));
    const testnet = await createTestnet({
      output: join(folder, 'net'),
      name: 'testnet',
      organisations: options.organisations ?? 4,
      users: options.users ?? 4,
      ...(options.parameters === undefined ? {} : { parameters: options.parameters }),
    });
    const launch = options.isHere ? () => ({ isHere: true }) : options.launch;
    return new TestNetwork(folder, testnet, options.hasSupervision, launch);
  }

  /** The same with every process up and connected to all others; nothing is left on failure. */
  static async start(options: NetworkOptions = {}): Promise<TestNetwork> {
    const network = await TestNetwork.create(options);
    try {
      await network.startAll();
      return network;
    } catch (cause) {
      const report = network.report();
      await network.remove();
      throw new Error(`the network did not start\n${report}`, { cause });
    }
  }

  get chainId(): string {
    return chainIdOf(this.genesis);
  }

  /** The nodes that can vote, with a seat or without. */
  get validators(): readonly ProgramProcess[] {
    return this.#validators;
  }

  /** Takes in a node whose home was made later. */
  add(program: ProgramProcess): void {
    this.#validators.push(program);
  }

  /** Counts a node no longer; its process runs on until it is ended, at the latest with all. */
  drop(program: ProgramProcess): void {
    const at = this.#validators.indexOf(program);
    if (at >= 0) this.#dropped.push(...this.#validators.splice(at, 1));
  }

  get programs(): readonly ProgramProcess[] {
    return this.supervision === undefined
      ? this.validators
      : [...this.validators, this.supervision];
  }

  /** A validator by its place. */
  validator(index: number): ProgramProcess {
    const found = this.validators[index];
    if (found === undefined) throw new Error(`there is no validator ${index}`);
    return found;
  }

  async startAll(): Promise<void> {
    for (const program of this.programs) program.start();
    await Promise.all(this.programs.map((program) => program.ready()));
    await this.connected();
  }

  /** Waits until every running validator sees all other running programs. */
  async connected(): Promise<void> {
    const others = this.programs.filter(({ isRunning }) => isRunning).length - 1;
    const running = this.validators.filter(({ isRunning }) => isRunning);
    await Promise.all(
      running.map((node) =>
        until(`${node.nodeId} has ${others} peers`, async () => {
          const { peers } = await node.client().status();
          return peers >= others;
        }),
      ),
    );
  }

  /** Ends every process at once. */
  async killAll(): Promise<void> {
    const all = [...this.programs, ...this.#dropped];
    await Promise.all(all.map((program) => program.kill()));
  }

  /** Ends every process and removes every file. */
  async remove(): Promise<void> {
    await this.killAll();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Key of a synthetic user, counted from 1. */
  user(number: number): Signing {
    return signingWith(join(this.testnet.genesisFile, '..', 'users', `user-${number}.json`));
  }

  /** Key of an officer, such as `jia-system-admin`. */
  officer(id: string): Signing {
    return signingWith(join(this.testnet.genesisFile, '..', 'officers', `${id}.json`));
  }

  /** The last words of every program, for a test that failed. */
  report(): string {
    return this.programs.map((program) => wordsOf(program)).join('\n');
  }
}

/** Signs with the key of a key file. */
export function signingWith(path: string): Signing {
  const { seed, publicKey } = loadKeyFile(path);
  return { keyId: keyId(publicKey), sign: signerFromSeed(seed).sign };
}

const LOG_LINES = 15;

function wordsOf({ nodeId, home, output }: ProgramProcess): string {
  const log = join(home, 'log', 'program.log');
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
  return [`── ${nodeId}`, output, ...lines.slice(-LOG_LINES)].join('\n');
}
