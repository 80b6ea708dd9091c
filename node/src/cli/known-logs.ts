import { readFileSync } from 'node:fs';
import { hexToBytes } from '@mingjing/crypto';
import type { FolderAnchor, FolderDisposal } from '@mingjing/journal';
import { SOURCE_NAMES } from '@mingjing/protocol';
import { CliError } from './errors.ts';

/** A root of a log, and the index below which its bodies may be gone. */
export interface KnownLog extends FolderAnchor {
  readonly disposedTo: number;
}

/** What logs that are known say of disposals. */
export function disposalsOf(logs: readonly KnownLog[]): FolderDisposal[] {
  return logs.map(({ source, disposedTo }) => ({ source, to: disposedTo }));
}

/**
 * Reads what a trusted node says of the logs of a node, as `/v1/journal/anchors/<node>` gives it;
 * of the node `of`, where one is meant. Throws `INPUT_MISSING` and `BAD_ANCHORS`.
 */
export function readAnchors(path: string, of?: string): KnownLog[] {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new CliError('INPUT_MISSING', `读不到文件 ${path}`, `${path} cannot be read`, cause);
  }
  const { logs, node_id: node } = (content ?? {}) as { logs?: unknown; node_id?: unknown };
  const anchors = Array.isArray(logs) ? logs.map(anchorOf) : [undefined];
  const known = anchors.filter((anchor) => anchor !== undefined);
  if (known.length !== anchors.length) {
    const en = `${path} holds no anchors as /v1/journal/anchors gives them`;
    throw new CliError('BAD_ANCHORS', `${path} 不是 /v1/journal/anchors 给出的锚定`, en);
  }
  if (of === undefined || node === of) return known;
  const en = `${path} holds the anchors of another node than ${of}`;
  throw new CliError('BAD_ANCHORS', `${path} 不是 ${of} 的锚定`, en);
}

function anchorOf(value: unknown): KnownLog | undefined {
  const { source, size, root, disposed_to: to = 0 } = (value ?? {}) as Record<string, unknown>;
  const name = SOURCE_NAMES.find((known) => known === source);
  const hash = typeof root === 'string' ? hexToBytes(root) : undefined;
  if (name === undefined || hash?.length !== 32 || ![size, to].every(Number.isSafeInteger)) {
    return undefined;
  }
  return { source: name, size: size as number, root: hash, disposedTo: to as number };
}
