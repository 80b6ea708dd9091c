import { setTimeout as pause } from 'node:timers/promises';
import { bytesToHex, equalBytes, hexToBytes } from '@mingjing/crypto';
import { randomBytes } from '@mingjing/crypto/node';
import { sharesOf } from '@mingjing/execution';
import type { Host } from '@mingjing/host';
import { type OpeningWord, registryFooting, shown } from '@mingjing/inspection';
import { actGroupCodec, frameGroupCodec, type SOURCE_NAMES } from '@mingjing/protocol';
import { Problem } from '@mingjing/service';
import { OPENED, type OpeningDesk } from '../../look-through/opening-desk.ts';
import type { Measure, MeasuredWorld } from './measuring.ts';

/** An opening shows for so long that it can be done, like any drill. */
const OPENING_DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;
const ORDER_BYTES = 32;
/** Entries of the own log read at once. */
const STEP = 512;
const RELEASED = 'custody-share-released';
const SUPERVISION = 'supervision' satisfies (typeof SOURCE_NAMES)[number];
/** Copies of one entry that an index may offer. */
const HITS_MAX = 100;
/** Copies and their index are behind who wrote: what did not come within this time is missing. */
const COPIED_MS = 10_000;
const LOOK_MS = 250;

type Opening = NonNullable<OpeningWord['opening']>;

/** Items 23 and 24: nothing opens without an order, and what officers opened opens, judged anew. */
export function openings<I extends 'look-through-of-encrypted-data' | 'identity-restoration'>(
  what: I extends 'identity-restoration' ? 'identity' : 'record',
): Measure<I> {
  return async (world, { signal }) => {
    const isRefusedWithoutOrder = await refusesWithoutOrder(world.openings);
    const word = { isRefusedWithoutOrder, days: OPENING_DAYS };
    const found = await latestOpening(world, what, signal);
    if (found === undefined) return { word: { ...word, opening: null }, standsOn: [] };
    const { orderId, isOpened } = found;
    const entries = await entriesOf(world, orderId, signal);
    const entry = world.host.replica.chain.state.registry.get('access', orderId);
    return {
      word: { ...word, opening: { isOpened, ...entries } },
      standsOn: [
        ...(entry === undefined ? [] : [registryFooting('access', orderId, entry)]),
        shown('openings', bytesToHex(orderId)),
      ],
    };
  };
}

/** An order that nobody gave opens nothing: the desk does not even look for what it names. */
async function refusesWithoutOrder(desk: OpeningDesk): Promise<boolean> {
  let isAsked = false;
  const opener = {
    assertMaySee: () => {
      isAsked = true;
    },
    note: async () => {
      isAsked = true;
      return 0;
    },
  };
  try {
    await desk.open(randomBytes(ORDER_BYTES), opener);
    return false;
  } catch (error) {
    return error instanceof Problem && !isAsked;
  }
}

/** The latest opening of a kind whose parts are still here, judged anew; nothing is shown of it. */
async function latestOpening(
  { now, openings: desk }: MeasuredWorld,
  what: 'record' | 'identity',
  signal: AbortSignal,
): Promise<{ orderId: Uint8Array; isOpened: boolean } | undefined> {
  const since = now() - OPENING_DAYS * DAY_MS;
  const kept = (await desk.shelf.openings())
    .filter(({ value }) => value.verdict === 'opens' && value.openedAt >= since)
    .sort((a, b) => b.value.openedAt - a.value.openedAt);
  for (const { id } of kept) {
    signal.throwIfAborted();
    const orderId = hexToBytes(id);
    const judged = orderId && (await desk.judgedAnew(orderId));
    if (!orderId || judged?.kind !== what) continue;
    return { orderId, isOpened: judged.verdict === 'opens' };
  }
  return undefined;
}

/** Entries of an opening at both sides: here, and in the journals of those who answered. */
async function entriesOf(
  { copiedMs = COPIED_MS, host }: MeasuredWorld,
  orderId: Uint8Array,
  signal: AbortSignal,
): Promise<Omit<Opening, 'isOpened'>> {
  const { registry } = host.replica.chain.state;
  const order = registry.get('access', orderId);
  const nodes = order === undefined ? [] : sharesOf(registry, order).map(({ nodeId }) => nodeId);
  const released = await copiedReleases(host, orderId, { nodes, copiedMs, signal });
  return {
    own: await ownEntries(host, bytesToHex(orderId)),
    custodians: nodes.length,
    entries: nodes.reduce((sum, node) => sum + (released.get(node) ?? 0), 0),
  };
}

async function ownEntries({ journal }: Host, object: string): Promise<number> {
  const end = journal.durableSize(OPENED.source);
  let count = 0;
  for (let from = 0; from < end; from += STEP) {
    for (const { body } of await journal.readRange(OPENED.source, from, from + STEP)) {
      if (body === undefined) continue;
      const isOpening = frameGroupCodec.decode(body.frame.stored).event === OPENED.event;
      if (isOpening && actGroupCodec.decode(body.act.stored).object === object) count += 1;
    }
  }
  return count;
}

interface Awaited {
  readonly nodes: readonly string[];
  readonly copiedMs: number;
  readonly signal: AbortSignal;
}

/** The releases that the copies have, once there is one of each node or none comes any more. */
async function copiedReleases(host: Host, orderId: Uint8Array, awaited: Awaited) {
  const { copiedMs, nodes, signal } = awaited;
  const until = performance.now() + copiedMs;
  for (;;) {
    const released = await releasedBy(host, orderId);
    const isWhole = nodes.every((node) => released.has(node));
    if (isWhole || performance.now() >= until) return released;
    await pause(LOOK_MS, undefined, { signal });
  }
}

/** How often the copied journals say that a node released its share, by node. */
async function releasedBy({ search }: Host, orderId: Uint8Array): Promise<Map<string, number>> {
  const object = bytesToHex(orderId);
  // By the event, too: of an order that an officer has open there are more reads than releases.
  const release = { kind: 'entry', source: SUPERVISION, event: RELEASED, object } as const;
  const found = await search.search({ ...release, limit: HITS_MAX });
  if (!found.ok) throw new Error(`no search: ${JSON.stringify(found.refusal)}`);
  const counts = new Map<string, number>();
  for (const { document, opened } of found.hits) {
    if (opened?.frame.event !== RELEASED) continue;
    const about = hexToBytes(opened.act.object);
    if (about === undefined || !equalBytes(about, orderId)) continue;
    counts.set(document.node, (counts.get(document.node) ?? 0) + 1);
  }
  return counts;
}
