import { bytesToHex, sha256 } from '@mingjing/crypto';
import {
  type CollectContext,
  type Collector,
  type Footing,
  type Found,
  outcomeOf,
} from '@mingjing/inspection';
import type { EntryPosition } from '@mingjing/journal';
import { type RegistryValue, registryCodecs, registryKey } from '@mingjing/protocol';
import type { InspectionWorld } from '../world.ts';

/** Finds out one item of a world. */
export type Find = (world: InspectionWorld, context: CollectContext) => Promise<Found> | Found;

/** Items with how each is found out. */
export type Finders = Readonly<Record<string, Find>>;

const BLOCK_ID_BYTES = 32;

/** Collectors behind the port of the form; `world` is asked anew for each item. */
export function collectorsOf(finders: Finders, world: () => InspectionWorld): Collector[] {
  return Object.entries(finders).map(([item, find]) => ({
    item,
    async collect(context) {
      const here = world();
      const found = await find(here, context);
      const { host, now } = here;
      return {
        outcome: outcomeOf(found),
        facts: found.checks.map(({ fact }) => fact),
        standsOn: [...tipFooting(here), ...found.standsOn],
        ...{ by: host.nodeId, at: now(), height: host.replica.chain.height, isStated: false },
      };
    },
  }));
}

function tipFooting({ host }: InspectionWorld): Footing[] {
  const { blockId, height } = host.replica.chain.state;
  if (blockId.length !== BLOCK_ID_BYTES) return [];
  return [{ key: 'footings.block', hash: bytesToHex(blockId), place: String(height) }];
}

export function footing(key: string, hash: Uint8Array | string, place?: string): Footing {
  const text = typeof hash === 'string' ? hash : bytesToHex(hash);
  return { key: `footings.${key}`, hash: text, ...(place === undefined ? {} : { place }) };
}

/** The hash of something that was shown, such as a page. */
export function shown(key: string, bytes: Uint8Array | string, place?: string): Footing {
  return footing(key, sha256(typeof bytes === 'string' ? Buffer.from(bytes) : bytes), place);
}

/** An entry of the journal: where it stands, and the hash of its leaf. */
async function entryFooting(
  { host }: Pick<InspectionWorld, 'host'>,
  { index, source }: EntryPosition,
): Promise<Footing> {
  const leaf = await host.journal.stubLeafHash(source, index);
  return footing('entry', leaf, `${source}/${index}`);
}

/** The hash of a value of the registry, as it is encoded there. */
export function registryFooting<K extends keyof typeof registryCodecs>(
  kind: K,
  id: string | Uint8Array,
  value: RegistryValue<K>,
): Footing {
  const { encode } = registryCodecs[kind] as unknown as { encode(value: unknown): Uint8Array };
  const named = typeof id === 'string' ? id : bytesToHex(id);
  return shown(
    'registry',
    Buffer.concat([registryKey(kind, id), encode(value)]),
    `${kind}/${named}`,
  );
}

/** The configuration that this program was started with. */
export function configFooting({ host }: InspectionWorld): Footing {
  return footing('config', host.assurance.attestation.startedConfig);
}

/** The hash of facts that are kept as documents of the management service. */
export function kept(key: string, value: unknown): Footing {
  return shown(key, JSON.stringify(value));
}

/** Writes the entry of what a drill did, and gives what stands on it. */
export async function drillEntry(
  { host }: InspectionWorld,
  item: string,
  result: 'done' | 'failed',
  counts: readonly number[] = [],
): Promise<Footing> {
  const position = await host.journal.append({
    ...{ source: 'maintenance', event: 'inspection-drilled', object: item, result },
    ...(result === 'failed' ? { reason: 'not-as-expected' } : {}),
    actor: { type: 'system', id: host.nodeId },
    counts: [...counts],
    blockHeight: host.replica.chain.height,
  });
  return entryFooting({ host }, position);
}

/** Numbers below `count`, at most `most` of them, that the phrase chooses; ascending. */
export function chosenBy(phrase: string, label: string, count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, index) => index);
  const chosen = new Set<number>();
  for (let round = 0; chosen.size < most; round += 1) {
    const hash = Buffer.from(sha256(Buffer.from(`${label}\n${round}\n${phrase}`)));
    // 48 bits: of a billion blocks none is preferred by more than a millionth.
    chosen.add(hash.readUIntBE(0, 6) % count);
  }
  return [...chosen].sort((a, b) => a - b);
}

/** Answers of the program to JSON, whatever it answers. */
export function jsonOf({ body }: { readonly body: string }): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
