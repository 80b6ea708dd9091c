import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Client, createClient } from '@mingjing/client';
import { NODE_FLAGS } from '@mingjing/host';
import type { TestnetHome } from '@mingjing/node';
import { type Exit, type Running, startHere, startProcess } from './running.ts';
import { GivenUpError, until } from './until.ts';

export type { Exit } from './running.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Entry files of the programs, by the role of the home they run. */
export const PROGRAMS = {
  validator: join(ROOT, 'node/src/main.ts'),
  full: join(ROOT, 'node/src/main.ts'),
  supervision: join(ROOT, 'supervisor/src/main.ts'),
} as const;
/** What is kept of a program's output: enough to see why it ended. */
const OUTPUT_CHARS_MAX = 20_000;
const ANSWER_MS = 10_000;

/** Where a chain stands by a program's own word. */
export interface Standing {
  readonly height: number;
  readonly stateRoot: string;
}

/** How a program is run otherwise than by itself on this host. */
export interface Launch {
  /** In the process of the test: it cannot be killed or stand still, and takes no flags. */
  readonly isHere?: boolean;
  /** What stands before Node on the command line, such as `ip netns exec NAME`. */
  readonly prefix?: readonly string[];
  /** Another entry file than that of the role. */
  readonly program?: string;
  /** Flags that are given at every start. */
  readonly flags?: readonly string[];
  /** Where its HTTP listener is reached from here, when that is not what it announces. */
  readonly url?: string;
}

/** One program on one home, by default as a process of its own, started as often as one likes. */
export class ProgramProcess {
  readonly nodeId: string;
  readonly home: string;
  readonly role: TestnetHome['role'];
  readonly organisation: string;
  readonly #launch: Launch;
  readonly #where: TestnetHome;
  #running: Running | undefined;
  #exited: Promise<Exit> = Promise.resolve({ code: null, signal: null });
  #output = '';

  constructor(where: TestnetHome, launch: Launch = {}) {
    const { nodeId, organisation, home, role } = where;
    this.#where = where;
    this.organisation = organisation;
    this.#launch = launch;
    this.nodeId = nodeId;
    this.home = home;
    this.role = role;
  }

  /** What the program wrote since its first start, at most the last 20,000 characters. */
  get output(): string {
    return this.#output;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  get pid(): number {
    return this.#now.pid;
  }

  /** True when this very process has announced where it can be reached. */
  get isUp(): boolean {
    if (!this.isRunning) return false;
    try {
      return this.#announced().pid === this.pid;
    } catch {
      // Not written yet, or half written.
      return false;
    }
  }

  /** Starts the program and returns at once; `ready` waits for it. */
  start(...flags: string[]): void {
    if (this.#running !== undefined) throw new Error(`${this.nodeId} runs already`);
    const tell = (text: string) => {
      this.#output = (this.#output + text).slice(-OUTPUT_CHARS_MAX);
    };
    const running = this.#launch.isHere
      ? startHere(this.#where, tell)
      : startProcess(this.#words(flags), tell);
    this.#running = running;
    this.#exited = running.exited.then(({ code, signal }) => {
      this.#running = undefined;
      tell(`[ended: code ${code}, signal ${signal}]\n`);
      return { code, signal };
    });
  }

  /** Waits until this very process has announced its addresses. */
  async ready(deadlineMs?: number): Promise<void> {
    await until(
      `${this.nodeId} is up`,
      () => {
        if (!this.isRunning) throw new GivenUpError(`${this.nodeId} ended:\n${this.#output}`);
        return this.isUp;
      },
      deadlineMs,
    );
  }

  exited(): Promise<Exit> {
    return this.#exited;
  }

  signal(signal: NodeJS.Signals): void {
    this.#now.signal(signal);
  }

  /** Ends the process without a chance to do anything, as a power cut does. */
  async kill(): Promise<void> {
    if (this.isRunning) this.signal('SIGKILL');
    await this.#exited;
  }

  /** Tells the program to stop in order, and waits until it has. */
  async terminate(): Promise<Exit> {
    this.signal('SIGTERM');
    return this.#exited;
  }

  /** Base URL of its HTTP listener, as the running process announced it or as it is reached. */
  get url(): string {
    if (this.#launch.url !== undefined) return this.#launch.url;
    const { api, console } = this.#announced();
    const { host, port } = api ?? console ?? { host: '', port: 0 };
    return `http://${host}:${port}`;
  }

  /** The word that shows the running process that the caller may read its home. */
  get control(): string {
    return this.#announced().control;
  }

  /** Multiaddress of the peer listener. */
  get p2p(): string {
    return this.#announced().p2p;
  }

  /** A client of the node's API, as it is reachable now. */
  client(timeoutMs = 10_000): Client {
    return createClient({ baseUrl: this.url, timeoutMs, language: 'en' });
  }

  /** The same as whoever may read its home: it may search the journal. */
  homeClient(): Client {
    return createClient({ baseUrl: this.url, control: this.control, language: 'en' });
  }

  /** By the node's status, or by what the supervision node verified. */
  async standing(): Promise<Standing> {
    if (this.role === 'validator') {
      const { height, state_root: stateRoot } = await this.client().status();
      return { height, stateRoot };
    }
    const situation = await this.ask<Situation>('/v1/situation');
    return { height: situation.height, stateRoot: situation.coverage.state_root };
  }

  /** Height at which the program has a publish of one record; undefined when it knows none. */
  async heightOf(transactionId: string): Promise<number | undefined> {
    if (this.role === 'validator') {
      return (await this.client().transaction(transactionId)).height;
    }
    const firstRecord = `${transactionId}00000000`;
    return (await this.ask<{ height: number }>(`/v1/records/${firstRecord}`)).height;
  }

  /** The JSON at a path of its HTTP listener; a supervision node answers who reads its home. */
  async ask<T>(path: string): Promise<T> {
    const isOurs = this.role === 'supervision';
    const headers: Record<string, string> = isOurs ? { 'mingjing-control': this.control } : {};
    const signal = AbortSignal.timeout(ANSWER_MS);
    const answer = await fetch(this.url + path, { headers, signal });
    if (!answer.ok) throw new Error(`${this.nodeId} answers ${path} with ${answer.status}`);
    return (await answer.json()) as T;
  }

  get #now(): Running {
    if (this.#running === undefined) throw new Error(`${this.nodeId} is not running`);
    return this.#running;
  }

  #words(flags: readonly string[]): string[] {
    const { prefix = [], program = PROGRAMS[this.role], flags: always = [] } = this.#launch;
    const args = ['start', '--home', this.home, '--json', ...always, ...flags];
    return [...prefix, process.execPath, ...NODE_FLAGS, program, ...args];
  }

  #announced(): Announced {
    return JSON.parse(readFileSync(join(this.home, 'data', 'run.json'), 'utf8')) as Announced;
  }
}

/** What is read of the supervision node's first screen. */
interface Situation {
  readonly height: number;
  readonly coverage: { readonly state_root: string };
}

interface Announced {
  readonly pid: number;
  readonly p2p: string;
  readonly api?: { readonly host: string; readonly port: number };
  readonly console?: { readonly host: string; readonly port: number };
  readonly control: string;
}
