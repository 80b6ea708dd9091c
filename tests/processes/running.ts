// A program that runs: as a process of its own, or in the process of the test.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { inspect } from 'node:util';
import { homePaths } from '@mingjing/host/home';
import { nodeConfig, startNode, type TestnetHome } from '@mingjing/node';
import { startSupervisor, supervisorConfig } from '@mingjing/supervisor';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Running {
  readonly pid: number;
  /** Resolves when it has ended, after its last output. */
  readonly exited: Promise<Exit>;
  signal(signal: NodeJS.Signals): void;
}

type Tell = (text: string) => void;

/** Starts a process; when the one of the test ends before it, nothing is left behind. */
export function startProcess(words: readonly string[], tell: Tell): Running {
  const [command = '', ...rest] = words;
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
  const { pid } = child;
  if (pid === undefined) {
    // Told by an event, too.
    child.once('error', () => undefined);
    throw new Error(`${command} did not start`);
  }
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', tell);
  }
  const exited = new Promise<Exit>((resolve, reject) => {
    child.once('error', reject);
    // 'close' comes after the last output.
    child.once('close', (code, signal) => {
      process.off('exit', endWithUs);
      resolve({ code, signal });
    });
  });
  // By its number: the handle says nothing when there is no such process any more.
  return { pid, exited, signal: (signal) => void process.kill(pid, signal) };
}

/**
 * Starts what the program runs, over its real disk and sockets, without a process for it: what a
 * network of five costs most is loading one program five times. It can only be told to stop.
 */
export function startHere({ home, role }: TestnetHome, tell: Tell): Running {
  // What an earlier run of it announced has the number of this process, too.
  rmSync(homePaths(home).run, { force: true });
  const exit = Promise.withResolvers<Exit>();
  const end = (code: number, error?: unknown) => {
    if (error !== undefined) tell(`${(error as { code?: string }).code}: ${inspect(error)}\n`);
    exit.resolve({ code, signal: null });
  };
  const started = startIn(home, role, (error) => {
    tell(`${inspect(error)}\n`);
    stop(1);
  });
  started.catch((error) => end(1, error));
  let isStopping = false;
  const stop = (code: number) => {
    if (isStopping) return;
    isStopping = true;
    started
      .then(({ stop }) => stop())
      .then(
        () => end(code),
        (error) => end(1, error),
      );
  };
  const signal = (name: NodeJS.Signals) => {
    if (name === 'SIGSTOP') throw new Error('the test itself would stand still');
    stop(0);
  };
  return { pid: process.pid, exited: exit.promise, signal };
}

async function startIn(
  home: string,
  role: TestnetHome['role'],
  onFailed: (error: unknown) => void,
): Promise<{ stop(): Promise<void> }> {
  return role === 'supervision'
    ? startSupervisor({ home, config: supervisorConfig(home, {}, {}), onFailed })
    : startNode({ home, config: nodeConfig(home, {}), onFailed });
}
