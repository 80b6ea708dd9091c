// Four validators and a supervision node as processes of their own, in homes made for this run.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NODE_FLAGS } from '@mingjing/host';
import { ROOT } from '../commands.ts';

const NODE_PROGRAM = join(ROOT, 'node', 'src', 'main.ts');
const SUPERVISOR_PROGRAM = join(ROOT, 'supervisor', 'src', 'main.ts');
const VALIDATORS = 4;
const START_MS = 60_000;
const STOP_MS = 20_000;
const POLL_MS = 100;
/** An idle chain makes a block every ten seconds: one without for so long is stuck. */
const BLOCK_WAIT_MS = 60_000;

export interface NetworkSettings {
  /** Empty or missing; the homes are made in it. */
  readonly folder: string;
  readonly users: number;
  /** Where the validators write CPU profiles when they end; none are made when absent. */
  readonly profiles?: string;
  /** Further flags of Node for every program. */
  readonly flags?: readonly string[];
  /** The supervision node is in the genesis and does not run. */
  readonly withoutSupervision?: boolean;
}

export interface NodeProcess {
  readonly nodeId: string;
  readonly role: 'validator' | 'supervision';
  readonly home: string;
  readonly pid: number;
  readonly baseUrl: string;
  readonly apiPort: number;
}

type Reached = Pick<NodeProcess, 'baseUrl'>;

/** What a validator says of its chain. */
export interface ChainStatus {
  readonly chainId: string;
  readonly height: number;
  /** Records in the state after that height. */
  readonly records: number;
  readonly peers: number;
}

interface MadeHomes {
  readonly genesisFile: string;
  readonly homes: readonly Pick<NodeProcess, 'nodeId' | 'role' | 'home'>[];
  readonly users: readonly string[];
}

export class BenchNetwork {
  readonly genesisFile: string;
  readonly users: readonly string[];
  readonly validators: NodeProcess[] = [];
  /** Absent while this checkout has no program for it. */
  supervisor: NodeProcess | undefined;
  readonly #children = new Map<string, ChildProcess>();
  readonly #homes: MadeHomes['homes'];
  #isStopping = false;

  private constructor({ genesisFile, users, homes }: MadeHomes) {
    this.genesisFile = genesisFile;
    this.users = users;
    this.#homes = homes;
  }

  /** Makes the homes; nothing runs before `start`. */
  static create({ folder, users }: NetworkSettings): BenchNetwork {
    const args = ['testnet', '--output', folder, '--name', 'bench', '--json'];
    const counts = ['--organisations', String(VALIDATORS), '--users', String(users)];
    const text = execFileSync(process.execPath, [NODE_PROGRAM, ...args, ...counts], {
      encoding: 'utf8',
    });
    return new BenchNetwork(JSON.parse(text) as MadeHomes);
  }

  /** All processes running, each connected to all others. */
  async start(
    settings: Pick<NetworkSettings, 'profiles' | 'flags' | 'withoutSupervision'>,
  ): Promise<void> {
    const { flags = [], profiles, withoutSupervision = false } = settings;
    const hasSupervisor = existsSync(SUPERVISOR_PROGRAM) && !withoutSupervision;
    const wanted = this.#homes.filter(({ role }) => role === 'validator' || hasSupervisor);
    for (const { nodeId, role, home } of wanted) {
      const isProfiled = role === 'validator' && profiles !== undefined;
      const profiling = isProfiled ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : [];
      const options = [...NODE_FLAGS, ...flags, ...profiling];
      const program = role === 'validator' ? NODE_PROGRAM : SUPERVISOR_PROGRAM;
      this.#spawn(nodeId, home, [...options, program, 'start', '--home', home]);
    }
    const nodes = await Promise.all(wanted.map((node) => this.#ready(node)));
    this.validators.push(...nodes.filter(({ role }) => role === 'validator'));
    this.supervisor = nodes.find(({ role }) => role === 'supervision');
    const others = nodes.length - 1;
    await this.#until('all nodes are connected and a block is there', async () => {
      const all = await Promise.all(this.validators.map(chainStatus));
      return all.every(({ peers, height }) => peers >= others && height > 0);
    });
  }

  get nodes(): readonly NodeProcess[] {
    return this.supervisor === undefined ? this.validators : [...this.validators, this.supervisor];
  }

  /** Ends a process without a chance to do anything, as a power cut does. */
  async kill(nodeId: string): Promise<void> {
    const child = this.#children.get(nodeId);
    this.#children.delete(nodeId);
    if (child === undefined) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  /** Ends every process; one that does not end in time is killed. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await Promise.all([...this.#children.values()].map(endProcess));
  }

  #spawn(nodeId: string, home: string, args: readonly string[]): void {
    if (this.#isStopping) throw new Error('the bench was told to stop');
    const output = openSync(join(home, 'output.txt'), 'a');
    const child = spawn(process.execPath, args, { stdio: ['ignore', output, output] });
    this.#children.set(nodeId, child);
    child.once('exit', (code, signal) => {
      if (this.#isStopping || this.#children.get(nodeId) !== child) return;
      const last = readFileSync(join(home, 'output.txt'), 'utf8').slice(-2000);
      process.stderr.write(`bench: ${nodeId} ended by itself (${code ?? signal}):\n${last}\n`);
    });
  }

  async #ready(home: MadeHomes['homes'][number]): Promise<NodeProcess> {
    const child = this.#children.get(home.nodeId);
    const pid = child?.pid ?? 0;
    const path = join(home.home, 'data', 'run.json');
    let apiPort = 0;
    await this.#until(`${home.nodeId} says where it listens`, async () => {
      if (child?.exitCode !== null) throw new Error(`${home.nodeId} did not start`);
      apiPort = listenerOf(path, pid) ?? 0;
      return apiPort !== 0;
    });
    return { ...home, pid, apiPort, baseUrl: `http://127.0.0.1:${apiPort}` };
  }

  async #until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    const giveUpAt = Date.now() + START_MS;
    while (!(await isSo())) {
      if (Date.now() > giveUpAt) throw new Error(`waited in vain until ${what}`);
      await sleep(POLL_MS);
    }
  }
}

/** Where a validator's chain stands, by its own API. */
export async function chainStatus({ baseUrl }: Reached): Promise<ChainStatus> {
  const answer = await fetch(`${baseUrl}/v1/status`);
  const status = (await answer.json()) as Record<string, unknown>;
  return {
    chainId: String(status['chain_id']),
    height: Number(status['height']),
    records: Number(status['records']),
    peers: Number(status['peers']),
  };
}

/** Waits for the validator's next block, so that a window begins and ends with whole blocks. */
export async function nextBlock(validator: Reached, pollMs: number): Promise<number> {
  const giveUpAt = performance.now() + BLOCK_WAIT_MS;
  const { height: before } = await chainStatus(validator);
  while (performance.now() < giveUpAt) {
    const { height } = await chainStatus(validator);
    if (height > before) return height;
    await sleep(pollMs);
  }
  throw new Error('the chain made no block');
}

/** Height that the supervision node has verified; its metrics are no act and fill no journal. */
export async function verifiedHeight({ baseUrl }: NodeProcess): Promise<number | undefined> {
  const answer = await fetch(`${baseUrl}/metrics`);
  const height = /^\w*verified_height(?:\{[^}]*\})? (\d+)$/m.exec(await answer.text())?.[1];
  return height === undefined ? undefined : Number(height);
}

// A program writes this file when it serves, and the file of a run before has another pid.
function listenerOf(path: string, pid: number): number | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const facts = JSON.parse(readFileSync(path, 'utf8')) as RunFacts;
    return facts.pid === pid ? (facts.api ?? facts.console)?.port : undefined;
  } catch (error) {
    // Read while it was being written: the next look will find it whole.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

interface RunFacts {
  readonly pid?: number;
  readonly api?: { readonly port: number };
  readonly console?: { readonly port: number };
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const impatient = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(impatient);
}
