import { setImmediate as otherWork } from 'node:timers/promises';
import type { RegistryReader } from '@mingjing/execution';
import type { Fact } from '@mingjing/oversight';
import { factsOf, type PublishedText, textsOf } from './block-facts.ts';
import type { BlockReader } from './block-reader.ts';
import type { FactLog } from './fact-log.ts';

export interface HistoryParts {
  readonly log: FactLog;
  readonly reader: BlockReader;
  registry(): RegistryReader;
}

/** Facts of one height, in the order in which rules hear them. */
export interface HeightFacts {
  readonly height: number;
  readonly time: number;
  readonly facts: readonly Fact[];
  /** Records whose texts are not here any more, or not yet. */
  readonly unread: readonly PublishedText[];
}

/** Facts of heights [from, to], each height at once; heights that are not here are left out. */
export async function* history(
  parts: HistoryParts,
  from: number,
  to: number,
): AsyncGenerator<HeightFacts> {
  for (let height = from; height <= to; height += 1) {
    const facts = await factsAt(parts, height);
    if (facts !== undefined) yield facts;
    // Reading and judging hold the thread: other work gets its turn after each block.
    await otherWork();
  }
}

async function factsAt(parts: HistoryParts, height: number): Promise<HeightFacts | undefined> {
  const { log, reader } = parts;
  const block = await reader.block(height);
  if (block === undefined) return undefined;
  const registry = parts.registry();
  const isLogged = height <= log.height;
  const told = isLogged ? await log.at(height) : factsOf(registry, block);
  const { time } = block;
  const facts: Fact[] = [{ type: 'block', height, time }, ...told];
  const unread: PublishedText[] = [];
  for (const published of textsOf(registry, block)) {
    const texts = await reader.texts(published);
    const { record, user, organisation } = published;
    if (texts === undefined) unread.push(published);
    else facts.push({ type: 'text', height, time, record, user, organisation, texts });
  }
  return { height, time, facts, unread };
}
