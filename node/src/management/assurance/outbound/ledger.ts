import { createHash } from 'node:crypto';
import type { OutboundCount } from '@mingjing/host';
import { Collection, type Document, LISTED_MAX, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';

/** Destinations remembered; what is beyond is counted in one of them. */
const DESTINATIONS_MAX = LISTED_MAX - 1;
const ID_DIGITS = 24;
const OVERFLOW = { host: 'others', port: 0 };

const remembered = Type.Object({
  host: Type.String(),
  port: Type.Number(),
  protocol: Type.Union([Type.Literal('tcp'), Type.Literal('udp')]),
  /** Null: it was on no list, and refused. */
  purpose: Type.Union([Type.String(), Type.Null()]),
  first: Type.Number(),
  last: Type.Number(),
  count: Type.Number(),
});
export type Remembered = Static<typeof remembered>;

/** Every destination that this program ever asked for: what it was let to, and what it was not. */
export class OutboundLedger {
  readonly #shelf: Shelf;
  readonly #all: Collection<Remembered>;

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
    this.#all = new Collection<Remembered>(shelf, {
      name: 'outbound',
      isValid: (value): value is Remembered => Value.Check(remembered, value),
    });
  }

  /** Adds what was counted; one durable change. */
  add(counts: readonly OutboundCount[]): Promise<void> {
    return this.#shelf.inTurn(async () => {
      const known = new Map((await this.#list()).map(({ id, value }) => [id, value]));
      const changed = new Map<string, Remembered>();
      for (const count of counts) {
        const id = fitting(count, known);
        const next = joined(known.get(id), id === idOf(count) ? count : { ...count, ...OVERFLOW });
        known.set(id, next);
        changed.set(id, next);
      }
      await this.#shelf.change([...changed].map(([id, value]) => this.#all.put(id, value)));
    });
  }

  /** The latest first. */
  async list(): Promise<readonly Remembered[]> {
    const found = (await this.#list()).map(({ value }) => value);
    return found.toSorted((a, b) => b.last - a.last || (a.host < b.host ? -1 : 1));
  }

  #list(): Promise<Document<Remembered>[]> {
    return this.#all.list({ limit: LISTED_MAX });
  }
}

function fitting(count: OutboundCount, known: ReadonlyMap<string, Remembered>): string {
  const id = idOf(count);
  return known.has(id) || known.size < DESTINATIONS_MAX ? id : idOf({ ...count, ...OVERFLOW });
}

function joined(before: Remembered | undefined, count: OutboundCount): Remembered {
  const { host, port, protocol, purpose = null, first, last } = count;
  return {
    ...{ host, port, protocol, purpose },
    first: Math.min(first, before?.first ?? first),
    last: Math.max(last, before?.last ?? last),
    count: count.count + (before?.count ?? 0),
  };
}

function idOf({ host, port, protocol, purpose }: OutboundCount): string {
  const text = `${protocol} ${host} ${port} ${purpose ?? ''}`;
  return createHash('sha256').update(text).digest('hex').slice(0, ID_DIGITS);
}
