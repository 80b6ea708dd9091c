import { readFileSync } from 'node:fs';
import { homePaths } from '@mingjing/host/home';
import { CliError } from './errors.ts';

export interface AddressOptions {
  readonly node?: string;
  readonly home?: string;
}

/** Where the running program of a home is reached. */
export interface RunFile {
  readonly address: string;
  /** Word that shows it that the caller may read its home. */
  readonly control: string;
}

/** Base URL of a node's API: given, or the one that the running node of a home announced. */
export function nodeAddress({ node, home }: AddressOptions): string {
  if (node !== undefined) return node.replace(/\/$/, '');
  if (home === undefined) {
    const en = 'name a node by --node URL or --home DIR';
    throw new CliError('NO_NODE', '请用 --node 地址 或 --home 目录 指定节点', en);
  }
  const run = runFile(home);
  if (run !== undefined) return run.address;
  throw new CliError('NOT_RUNNING', `${home} 没有正在运行的节点`, `no node runs in ${home}`);
}

interface Listener {
  readonly host: string;
  readonly port: number;
}

/** What the program that runs in a home announced; undefined when none runs there. */
export function runFile(home: string): RunFile | undefined {
  const { run } = homePaths(home);
  try {
    const { pid, api, console, control } = JSON.parse(readFileSync(run, 'utf8')) as {
      readonly pid: number;
      readonly api?: Listener;
      /** Of a supervision node, which answers some of the same questions. */
      readonly console?: Listener;
      readonly control: string;
    };
    // A killed program leaves the file behind, and somebody else may have its port by now.
    process.kill(pid, 0);
    const { host, port } = (api ?? console) as Listener;
    return { address: `http://${host}:${port}`, control };
  } catch {
    // No file, half a file, or no process: none runs.
    return undefined;
  }
}
