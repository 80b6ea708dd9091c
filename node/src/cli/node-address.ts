import { readFileSync } from 'node:fs';
import { homePaths } from '@mingjing/host/home';
import { CliError } from './errors.ts';

export interface AddressOptions {
  readonly node?: string;
  readonly home?: string;
}

interface RunFile {
  readonly pid: number;
  readonly api: { readonly host: string; readonly port: number };
}

/** Base URL of a node's API: given, or the one that the running node of a home announced. */
export function nodeAddress({ node, home }: AddressOptions): string {
  if (node !== undefined) return node.replace(/\/$/, '');
  if (home === undefined) {
    const en = 'name a node by --node URL or --home DIR';
    throw new CliError('NO_NODE', '请用 --node 地址 或 --home 目录 指定节点', en);
  }
  const { run } = homePaths(home);
  try {
    const { pid, api } = JSON.parse(readFileSync(run, 'utf8')) as RunFile;
    // A killed program leaves the file behind, and somebody else may have its port by now.
    process.kill(pid, 0);
    return `http://${api.host}:${api.port}`;
  } catch (cause) {
    const en = `no node runs in ${home}`;
    throw new CliError('NOT_RUNNING', `${home} 没有正在运行的节点`, en, cause);
  }
}
