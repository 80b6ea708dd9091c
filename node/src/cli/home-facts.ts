import { existsSync, readFileSync } from 'node:fs';
import { homePaths } from '@mingjing/host/home';
import { parse } from 'yaml';
import { CliError } from './errors.ts';

/** A peer of a home and where it listens. */
export interface HomePeer {
  readonly nodeId: string;
  readonly address: string;
}

/** What maintenance needs of a configuration, whichever program the home is of. */
export interface HomeFacts {
  readonly nodeId: string;
  readonly peers: readonly HomePeer[];
}

/** Reads them; the program itself judges its configuration strictly when it starts. */
export function homeFacts(home: string): HomeFacts {
  const { config } = homePaths(home);
  if (!existsSync(home)) {
    throw new CliError('HOME_MISSING', `没有这个目录：${home}`, `there is no folder ${home}`);
  }
  let facts: { node_id?: unknown; p2p?: { peers?: unknown } } | null;
  try {
    facts = parse(readFileSync(config, 'utf8'));
  } catch (cause) {
    throw unusable(config, cause);
  }
  if (typeof facts?.node_id !== 'string') throw unusable(config);
  const peers = facts.p2p?.peers ?? [];
  if (!Array.isArray(peers) || !peers.every(isPeer)) throw unusable(config);
  return {
    nodeId: facts.node_id,
    peers: peers.map(({ node_id, address }) => ({ nodeId: node_id, address })),
  };
}

function isPeer(value: unknown): value is { node_id: string; address: string } {
  const peer = (value ?? {}) as { node_id?: unknown; address?: unknown };
  return typeof peer.node_id === 'string' && typeof peer.address === 'string';
}

function unusable(path: string, cause?: unknown): CliError {
  const en = `the configuration ${path} cannot be used`;
  return new CliError('CONFIG_UNUSABLE', `配置文件 ${path} 无法使用`, en, cause);
}
