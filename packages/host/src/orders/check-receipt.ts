import type { VerifySignature } from '@mingjing/crypto';
import { keyOf, type RegistryReader, statementKeys } from '@mingjing/execution';
import {
  type Checked,
  KeyPurpose,
  type Order,
  OrderKind,
  OrderOutcome,
  type OrderReceipt,
  OrderStatus,
  orderReceiptCodec,
  passed,
  refused,
  type SignedOrderReceipt,
  signedStatement,
  Tag,
} from '@mingjing/protocol';

export type ReceiptRefusal =
  | 'malformed'
  /** Nothing is wrong with it: blocks are missing here. */
  | 'order-unknown'
  | 'node-unknown'
  | 'not-of-the-order'
  | 'bad-signature';

const { deleted, notHeld, inForce, firstRefusal } = OrderOutcome;

/**
 * Holds an order receipt (docs/spec/takedown.md) against the state: of an order that came into
 * force, by a node of the registry under a statement key that it has or had at that height, with an
 * outcome that the kind of the order can have.
 */
export function checkReceipt(
  { chainId, registry }: { readonly chainId: string; readonly registry: RegistryReader },
  { statement, signature }: SignedOrderReceipt,
  verify: VerifySignature,
): Checked<OrderReceipt, ReceiptRefusal> {
  const parsed = orderReceiptCodec.parse(statement);
  if (!parsed.ok) return refused('malformed');
  const receipt = parsed.value;
  const order = registry.get('order', receipt.orderId);
  if (order === undefined || !wasInForce(registry, order)) return refused('order-unknown');
  if (registry.get('node', receipt.nodeId) === undefined) return refused('node-unknown');
  if (!isOf(order, receipt)) return refused('not-of-the-order');
  const signing = signedStatement(Tag.orderReceipt, chainId, statement);
  for (const key of keysOf(registry, receipt)) {
    if (verify(key, signing, signature)) return passed(receipt);
  }
  return refused('bad-signature');
}

/**
 * Whether nodes have to answer for an order: it is in force, or was until a lift. One that was
 * lifted before its height, or with it, bound no block.
 */
export function wasInForce(
  registry: RegistryReader,
  { status, effectiveHeight, liftedBy }: Order,
): boolean {
  if (status !== OrderStatus.lifted) return status === OrderStatus.inForce;
  const lift = registry.get('order', liftedBy);
  return lift !== undefined && effectiveHeight < lift.effectiveHeight;
}

function isOf({ order, effectiveHeight }: Order, receipt: OrderReceipt): boolean {
  const { kind, outcome, attachments, refused: hash } = receipt;
  const isTakedown = order.kind === OrderKind.takedown;
  const fitting: readonly number[] = isTakedown ? [deleted, notHeld] : [inForce, firstRefusal];
  return (
    kind === order.kind &&
    fitting.includes(outcome) &&
    // The state shows after a block what is in force for the next one.
    receipt.height >= effectiveHeight - 1 &&
    attachments > 0 === (outcome === deleted) &&
    hash.length === (outcome === firstRefusal ? 32 : 0)
  );
}

// The key of now first; others only when it does not fit.
function* keysOf(
  registry: RegistryReader,
  { nodeId, height }: OrderReceipt,
): Generator<Uint8Array, void> {
  const node = registry.get('node', nodeId);
  if (node === undefined) return;
  yield keyOf(node, KeyPurpose.statement);
  for (const { publicKey, revokedHeight } of statementKeys(registry, node)) {
    if (revokedHeight > height) yield publicKey;
  }
}
