import { hexToBytes } from '@mingjing/crypto';
import type { Host } from '@mingjing/host';
import { OrderStatus } from '@mingjing/protocol';
import type { Document } from '@mingjing/storage';
import { advisoryFacts, type Intervention, organisationsOf, stateOf } from './intervention.ts';
import type { Poster } from './poster.ts';

/** An intervention as lists and pages show it; of its order what the chain says now. */
export function interventionView(
  host: Host,
  { id, value }: Document<Intervention>,
  poster: Pick<Poster, 'isEnough' | 'targets'>,
) {
  const { draft, draftedAt, draftedBy, postings, settled, signed, withdrawn } = value;
  return {
    ...{ id, state: stateOf(value), draft, drafted_by: draftedBy, drafted_at: draftedAt },
    signed: signed && { by: signed.by, at: signed.at, valid_until: signed.validUntil },
    order: signed === null || signed.order === '' ? null : orderView(host, signed.order),
    ...{ postings, settled, withdrawn },
    is_enough: poster.isEnough(organisationsOf(postings)),
    posted_to: poster.targets
      .filter(
        ({ organisation }) => draft.kind !== 'advisory' || organisation === draft.organisation,
      )
      .map(({ node_id, organisation }) => ({ node_id, organisation })),
    /** What the second officer signs where it is no transaction. */
    facts: draft.kind === 'advisory' ? advisoryFacts(id, draft) : null,
  };
}

const STATUSES: ReadonlyMap<number, string> = new Map(
  Object.entries(OrderStatus).map(([name, number]) => [number, name]),
);

/** What the chain says of an order; undefined: no block that was verified here carries it. */
export function orderOf({ replica }: Pick<Host, 'replica'>, id: string) {
  return replica.chain.state.registry.get('order', hexToBytes(id) ?? new Uint8Array(0));
}

function orderView(host: Host, id: string) {
  const entry = orderOf(host, id);
  return {
    id,
    status: entry === undefined ? null : (STATUSES.get(entry.status) ?? null),
    ordered_height: entry?.orderedHeight ?? null,
    effective_height: entry?.effectiveHeight ?? null,
  };
}
