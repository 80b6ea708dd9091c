import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { BothTexts } from '@mingjing/service';
import { texts } from '../texts.ts';

/** Where the follower of a chain is. */
export type FollowerState =
  | { readonly at: 'starting' }
  | { readonly at: 'running'; readonly chainId: string; readonly port: number }
  | { readonly at: 'failed'; readonly fault: FollowerFault; readonly retryAt: number }
  | { readonly at: 'stopped' };

/** Why a follower ended, in its own words where it had any. */
export interface FollowerFault {
  readonly code: string;
  readonly text: BothTexts;
  /** Wall clock, ms. */
  readonly at: number;
}

export interface FollowerOptions {
  /** Words after `node`: flags, entry file, arguments. */
  readonly words: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  changed(): void;
}

/** A fault that passes by itself is over soon; one that does not is asked about ever less often. */
const RETRY_MS = 10_000;
const RETRY_MS_MAX = 3_600_000;
/** A follower that ran so long has started well. */
const STEADY_MS = 600_000;
/** Entries, databases and connections are closed within that; a chain never needs more. */
const STOP_MS = 60_000;
const LINE_CHARS_MAX = 16_384;

/**
 * Follows one chain in a process of its own: what happens to it, its disk or its memory happens to
 * no other chain. It is started again when it ends, later each time.
 */
export class Follower {
  readonly #options: FollowerOptions;
  #child: ChildProcess | undefined;
  #state: FollowerState = { at: 'starting' };
  #fault: FollowerFault | undefined;
  #failures = 0;
  #startedAt = 0;
  #retry: NodeJS.Timeout | undefined;
  #isStopping = false;
  #ended: Promise<void> = Promise.resolve();

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  get state(): FollowerState {
    return this.#state;
  }

  start(): void {
    const { env, words } = this.#options;
    this.#set({ at: 'starting' });
    this.#fault = undefined;
    this.#startedAt = Date.now();
    // It hears from its standard input that this process is gone.
    const child = spawn(process.execPath, words, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child = child;
    this.#ended = new Promise((resolve) => {
      child.once('close', (code, signal) => {
        this.#close(code, signal);
        resolve();
      });
    });
    child.once('error', (error) => {
      this.#fault = faultOf('CHAIN_NOT_STARTED', { reason: error.message });
    });
    // What it no longer reads is not wanted by it.
    child.stdin.on('error', () => undefined);
    createInterface({ input: child.stdout }).on('line', (line) => this.#said(line));
    createInterface({ input: child.stderr }).on('line', (line) => this.#complained(line));
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#retry);
    const child = this.#child;
    if (child === undefined) {
      this.#set({ at: 'stopped' });
      return;
    }
    child.kill('SIGTERM');
    const kill = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await this.#ended;
    clearTimeout(kill);
  }

  #said(line: string): void {
    const { chain_id: chainId, served_at: port } = parsed(line);
    if (typeof chainId !== 'string' || typeof port !== 'number') return;
    this.#set({ at: 'running', chainId, port });
  }

  #complained(line: string): void {
    const { error, zh, en } = parsed(line);
    if (typeof error !== 'string' || typeof zh !== 'string' || typeof en !== 'string') return;
    this.#fault ??= { code: error, text: { 'zh-CN': zh, en }, at: Date.now() };
  }

  #close(code: number | null, signal: NodeJS.Signals | null): void {
    this.#child = undefined;
    if (this.#isStopping) {
      this.#set({ at: 'stopped' });
      return;
    }
    const now = Date.now();
    if (now - this.#startedAt > STEADY_MS) this.#failures = 0;
    const wait = Math.min(RETRY_MS * 2 ** this.#failures, RETRY_MS_MAX);
    this.#failures += 1;
    const fault = this.#fault ?? faultOf('CHAIN_ENDED', { reason: signal ?? String(code) });
    this.#set({ at: 'failed', fault, retryAt: now + wait });
    this.#retry = setTimeout(() => this.start(), wait);
  }

  #set(state: FollowerState): void {
    this.#state = state;
    this.#options.changed();
  }
}

function faultOf(code: string, fields: Record<string, string>): FollowerFault {
  return { code, text: texts.both(`cli.errors.${code}`, fields), at: Date.now() };
}

function parsed(line: string): Readonly<Record<string, unknown>> {
  if (line.length > LINE_CHARS_MAX) return {};
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
