import type { Archive } from '@mingjing/archive';
import { verify } from '@mingjing/crypto/node';
import { statementKeys } from '@mingjing/execution';
import type { Host } from '../host.ts';
import { isManifestOf, manifestName, objectOf } from './manifest.ts';
import { type Segment, segmentIn, segmentName } from './segments.ts';

/** Latest manifests of a group that are looked at for one of this node's own. */
const LOOKED_AT_MAX = 100;

type Signer = Pick<Host, 'nodeId' | 'replica'>;

/**
 * Where a group goes on: behind the latest object with a manifest of this node's own, whether the
 * object is still there or was removed in time; `first` if there is none. Manifests behind a gap
 * do not count, so that what is missing is archived.
 */
export async function archivedUntil(
  archive: Archive,
  { group, first }: { readonly group: string; readonly first: number },
  { host, signal }: { readonly host: Signer; readonly signal: AbortSignal },
): Promise<number> {
  const latest: Pick<Segment, 'group' | 'from' | 'to'>[] = [];
  let end = first;
  for await (const manifest of archive.list(`${group}/`)) {
    signal.throwIfAborted();
    const segment = segmentIn(objectOf(manifest) ?? '');
    if (segment?.group !== group) continue;
    if (segment.from > end) break;
    end = Math.max(end, segment.to);
    latest.push(segment);
    if (latest.length > LOOKED_AT_MAX) latest.shift();
  }
  for (const segment of latest.reverse()) {
    if (await isArchived(archive, segmentName(segment), host)) return segment.to;
  }
  return first;
}

/**
 * Whether an object was archived: this node signed its manifest, with any statement key that the
 * chain ever named for it. A manifest is put behind its object and stays when that is removed.
 */
export async function isArchived(
  archive: Archive,
  name: string,
  { nodeId, replica }: Signer,
): Promise<boolean> {
  const manifest = await archive.read(manifestName(name));
  const { chainId, registry } = replica.chain.state;
  const node = registry.get('node', nodeId);
  if (manifest === undefined || node === undefined) return false;
  return statementKeys(registry, node).some(({ publicKey }) =>
    isManifestOf(manifest, name, { chainId, publicKey, verify }),
  );
}

/** Objects of a group whose items are all below an index. */
export async function objectsBelow(
  archive: Archive,
  group: string,
  { end, signal }: { readonly end: number; readonly signal: AbortSignal },
): Promise<string[]> {
  const names: string[] = [];
  for await (const name of archive.list(`${group}/`)) {
    signal.throwIfAborted();
    const segment = segmentIn(name);
    if (segment?.group !== group) continue;
    if (segment.from >= end) break;
    if (segment.to <= end) names.push(name);
  }
  return names;
}
