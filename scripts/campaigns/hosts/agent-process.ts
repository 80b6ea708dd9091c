import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { AgentSettings, Delays } from './agent-calls.ts';

const PROGRAM = fileURLToPath(new URL('./agent.ts', import.meta.url));

/** The agent of one host, and the port on this machine's loopback that leads to its API. */
export class AgentProcess {
  readonly #child: ChildProcess;
  readonly #server: Server;
  readonly #ready: Promise<unknown>;

  /** `words` stand before Node on the command line, and put it on its host. */
  constructor(words: readonly string[], settings: AgentSettings) {
    const [command = '', ...prefix] = words;
    const args = [...prefix, process.execPath, PROGRAM, JSON.stringify(settings)];
    this.#child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#ready = once(this.#child.stdout ?? this.#child, 'data');
    this.#server = createServer((socket) => {
      const inner = connect(settings.apiSocket);
      for (const [one, other] of [
        [socket, inner],
        [inner, socket],
      ] as const) {
        one.once('error', () => other.destroy()).once('close', () => other.destroy());
      }
      socket.pipe(inner).pipe(socket);
    });
  }

  /** Base URL of the host's API, once both ends stand. */
  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await Promise.all([this.#ready, once(this.#server, 'listening')]);
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port was given');
    return `http://127.0.0.1:${address.port}`;
  }

  setDelays(delays: Delays): void {
    this.#child.stdin?.write(`${JSON.stringify(delays)}\n`);
  }

  async stop(): Promise<void> {
    this.#server.close();
    const isOver = this.#child.exitCode !== null || this.#child.signalCode !== null;
    const ended = isOver ? undefined : once(this.#child, 'exit');
    this.kill();
    await ended;
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}
