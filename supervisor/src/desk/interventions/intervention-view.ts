import { hexToBytes } from '@mingjing/crypto';
import type { Host } from '@mingjing/host';
import { OrderStatus } from '@mingjing/protocol';
import type { Document } from '@mingjing/storage';
import { advisoryFacts, type Intervention, stateOf } from './intervention.ts';
import type { PostTarget } from './poster.ts';

/** An intervention as lists and pages show it; of its order what the chain says now. */
export function interventionView(
  host: Host,
  { id, value }: Document<Intervention>,
  targets: readonly PostTarget[],
) {
  const { draft, draftedAt, draftedBy, postings, settled, signed, withdrawn } = value;
  return {
    ...{ id, state: stateOf(value), draft, drafted_by: draftedBy, drafted_at: draftedAt },
    signed: signed && { by: signed.by, at: signed.at, valid_until: signed.validUntil },
    order: signed === null || signed.order === '' ? null : orderView(host, signed.order),
    ...{ postings, settled, withdrawn },
    posted_to: targets
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

function orderView({ replica }: Host, id: string) {
  const entry = replica.chain.state.registry.get('order', hexToBytes(id) ?? new Uint8Array(0));
  return {
    id,
    status: entry === undefined ? null : (STATUSES.get(entry.status) ?? null),
    ordered_height: entry?.orderedHeight ?? null,
    effective_height: entry?.effectiveHeight ?? null,
  };
}
