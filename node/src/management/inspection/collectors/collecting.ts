import { bytesToHex } from '@mingjing/crypto';
import {
  type CollectContext,
  type Collector,
  type Footing,
  type Found,
  factsOf,
  footing,
  outcomeOf,
} from '@mingjing/inspection';
import type { EntryPosition } from '@mingjing/journal';
import type { InspectionWorld, SupervisionAnswer } from '../world.ts';

/** What a run asks for, and what a supervision node said of it when it began. */
export interface FindContext extends CollectContext {
  /** Absent: none is named here, or none of the items is its own. */
  readonly supervision?: SupervisionAnswer | undefined;
}

/** Finds out one item of a world. */
export type Find = (world: InspectionWorld, context: FindContext) => Promise<Found> | Found;

/** Items with how each is found out. */
export type Finders = Readonly<Record<string, Find>>;

const BLOCK_ID_BYTES = 32;

/** Collectors behind the port of the form; `world` is asked anew for each item. */
export function collectorsOf(
  finders: Finders,
  world: () => InspectionWorld,
  supervision?: SupervisionAnswer,
): Collector[] {
  return Object.entries(finders).map(([item, find]) => ({
    item,
    async collect(context) {
      const here = world();
      const found = await find(here, { ...context, supervision });
      if (found.stated !== undefined) return found.stated;
      const { host, now } = here;
      return {
        outcome: outcomeOf(found),
        facts: factsOf(found.checks),
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

/** An entry of the journal: where it stands, and the hash of its leaf. */
async function entryFooting(
  { host }: Pick<InspectionWorld, 'host'>,
  { index, source }: EntryPosition,
): Promise<Footing> {
  const leaf = await host.journal.stubLeafHash(source, index);
  return footing('entry', leaf, `${source}/${index}`);
}

/** The configuration that this program was started with. */
export function configFooting({ host }: InspectionWorld): Footing {
  return footing('config', host.assurance.attestation.startedConfig);
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

/** Answers of the program to JSON, whatever it answers. */
export function jsonOf({ body }: { readonly body: string }): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
