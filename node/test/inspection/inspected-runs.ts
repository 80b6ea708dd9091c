// Runs of the node that is inspected, as its officers begin and read them, and as its journal has
// them.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { EntryResult } from '@mingjing/protocol';
import { vi } from 'vitest';
import type { Asked } from '../staffed-node.ts';
import type { InspectedNode } from './inspected-node.ts';

export const RUNS = '/v1/inspection/runs';
const COMMAND = fileURLToPath(new URL('../../bin/mingjing.js', import.meta.url));

export class InspectedRuns {
  readonly #node: InspectedNode;

  constructor(node: InspectedNode) {
    this.#node = node;
  }

  ask(method: string, path: string, body?: object): Promise<Asked> {
    return this.#node.staffed.ask('security-admin', method, path, body);
  }

  begin(form: object): Promise<Asked> {
    return this.ask('POST', RUNS, form);
  }

  /** What the list of the runs says, the latest first. */
  async list(): Promise<{ readonly id: string; readonly state: string; readonly only: unknown }[]> {
    return (await this.ask('GET', RUNS)).body.items;
  }

  /** The run that goes on, as soon as there is one. */
  underWay(): Promise<string> {
    const id = async () => (await this.list()).find(({ state }) => state === 'running')?.id;
    return vi.waitUntil(id, { timeout: 30_000, interval: 20 });
  }

  /** The record of a run, once it is over. */
  ended(id: string) {
    return vi.waitFor(
      async () => {
        const { body } = await this.ask('GET', `${RUNS}/${id}`);
        const { progress, state } = body;
        if (state === 'running') throw new Error(`${progress.done} of ${progress.total}`);
        return body;
      },
      { timeout: 60_000, interval: 100 },
    );
  }

  /** The only answer of a run over one item. */
  async answerTo(item: string, phrase: string) {
    const { id } = (await this.begin({ phrase, only: [item] })).body;
    return (await this.ended(id)).answers[0];
  }

  /** A stream that somebody follows. */
  follow(path: string, role: 'security-admin' | 'audit-admin' = 'security-admin') {
    const { baseUrl, callers } = this.#node.staffed;
    return fetch(baseUrl + path, { headers: { ...callers[role] } });
  }

  /** What a stream told the audit administrator until his session was ended. */
  async followedUntilKilled(path: string): Promise<string> {
    const { staffed } = this.#node;
    const stream = await this.follow(path, 'audit-admin');
    const { items: sessions } = (await staffed.ask('home', 'GET', '/v1/sessions')).body;
    const own = sessions.find(({ role }: { role: string }) => role === 'audit-admin');
    const { status } = await staffed.ask('home', 'DELETE', `/v1/sessions/${own.id}`);
    if (stream.status !== 200 || status !== 200) throw new Error(`${stream.status} ${status}`);
    return stream.text();
  }

  /** How many entries of an event say that it was done. */
  async eventsOf(source: 'admin' | 'maintenance', event: string): Promise<number> {
    const { journal, opened } = this.#node.world().host;
    const entries = await journal.readRange(source, 0, journal.durableSize(source));
    const frames = entries.flatMap(({ body, stub }) => (body ? opened({ body, stub }).frame : []));
    return frames.filter((each) => each.event === event && each.result === EntryResult.done).length;
  }

  /** Begins a run by the command in a process of its own. */
  command(...args: string[]): CommandProcess {
    return new CommandProcess(['inspect', '--home', this.#node.staffed.home, ...args]);
  }
}

/** A command as a terminal runs it: it and what it starts are one group. */
export class CommandProcess {
  readonly #process: ChildProcess;
  readonly exited: Promise<unknown[]>;
  /** All that it said so far. */
  said = '';

  constructor(args: readonly string[]) {
    const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
    this.#process = spawn(process.execPath, [COMMAND, ...args], { detached: true, stdio });
    this.exited = once(this.#process, 'close');
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (part) => {
        this.said += part;
      });
    }
  }

  says(text: string): Promise<unknown> {
    return vi.waitUntil(() => this.said.includes(text), { timeout: 30_000 });
  }

  /** Ctrl-C: the terminal tells all of the group. */
  interrupt(): void {
    process.kill(-(this.#process.pid ?? 0), 'SIGINT');
  }
}
