// All that a drill could have left behind: documents of the service, and what the chain says.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bytesToHex, sha256 } from '@mingjing/crypto';
import { RegistryKind } from '@mingjing/protocol';
import type { Shelf } from '@mingjing/storage';
import type { InspectionWorld } from '../../src/management/inspection/world.ts';

const SOURCES = fileURLToPath(new URL('../../src/management/', import.meta.url));

/** Words of the sources that could name a collection; one that does not has no documents. */
function namesInSources(): string[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
  const found = files
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => [...readFileSync(join(SOURCES, path), 'utf8').matchAll(QUOTED)]);
  return [...new Set(found.map(([, name = '']) => name))].sort();
}
const QUOTED = /'([a-z][a-z0-9-]{0,31})'/g;

/** Hash of every document of a shelf, by collection and id. */
async function documentsOf(shelf: Shelf, names: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const name of names) {
    for (const { bytes, id } of await shelf.list(name, { limit: 1000 })) {
      found.set(`${name}/${id}`, bytesToHex(sha256(bytes)));
    }
  }
  return found;
}

/** Hash of every entry of the registry, by kind and identifier. */
function entriesOf({ host }: InspectionWorld): Map<string, string> {
  const kinds = new Map(Object.entries(RegistryKind).map(([name, number]) => [number, name]));
  const stored = host.replica.chain.state.registry.stored();
  return new Map(
    stored.map(([key, value]) => {
      const name = `${kinds.get((key[0] ?? 0) as never)}/${bytesToHex(key.subarray(1))}`;
      return [name, bytesToHex(sha256(value ?? new Uint8Array(0)))];
    }),
  );
}

export async function stateOf(world: InspectionWorld): Promise<Map<string, string>> {
  const names = namesInSources();
  const folders = readdirSync(world.host.paths.data).map((name) => [`folder/${name}`, ''] as const);
  return new Map([
    ...(await documentsOf(world.shelf, names)),
    ...[...(await documentsOf(world.vault.shelf, names))].map(
      ([name, hash]) => [`vault ${name}`, hash] as const,
    ),
    ...[...entriesOf(world)].map(([name, hash]) => [`chain ${name}`, hash] as const),
    ...folders,
  ]);
}

/** Names of what is there after and was not before, is gone, or is another. */
export function changedIn(before: Map<string, string>, after: Map<string, string>): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).sort();
}
