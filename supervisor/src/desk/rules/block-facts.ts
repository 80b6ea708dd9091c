import { bytesToHex } from '@mingjing/crypto';
import { type RegistryReader, ResultCode } from '@mingjing/execution';
import { recordsIn } from '@mingjing/host/desk';
import type { Fact } from '@mingjing/oversight';
import {
  type ParsedTransaction,
  type RecordItem,
  RegistryKind,
  recordId,
  Verification,
} from '@mingjing/protocol';
import type { ObservedBlock } from '../../observer.ts';
import { accessFacts } from './access-facts.ts';

/** A block as far as rules look at it. */
export type JudgedBlock = ObservedBlock;

/** A record whose texts are still to be read. */
export interface PublishedText {
  readonly record: string;
  readonly user: string;
  readonly organisation: string;
  readonly item: RecordItem;
}

/** What a block says to rules, by the state after it; texts are read apart. */
export function factsOf(registry: RegistryReader, block: JudgedBlock): Fact[] {
  const { height, time } = block;
  const at = { height, time };
  return block.transactions.flatMap((transaction, index): Fact[] => {
    if (block.results[index] !== ResultCode.done) return [];
    const { message } = transaction;
    if (message.type === 'moderationOrder') return orderFacts(registry, transaction, at);
    const access = accessFacts(registry, message, at);
    if (access.length > 0) return access;
    return publishedIn(registry, transaction).map(({ record, user, organisation }) => ({
      ...{ type: 'publication', ...at, record, user, organisation },
      isVerified: isVerified(registry, user, time),
    }));
  });
}

/** Records of a block whose texts rules can read. */
export function textsOf(registry: RegistryReader, block: JudgedBlock): PublishedText[] {
  return block.transactions.flatMap((transaction, index) =>
    block.results[index] === ResultCode.done ? publishedIn(registry, transaction) : [],
  );
}

function publishedIn(registry: RegistryReader, { body, id, message }: ParsedTransaction) {
  const key = registry.get('key', body.signer);
  const user = key?.holderKind === RegistryKind.user ? key.holder : '';
  const organisation = registry.get('user', user)?.organisation ?? '';
  return recordsIn(message).map((item, position) => {
    return { record: bytesToHex(recordId(id, position)), user, organisation, item };
  });
}

function orderFacts(
  registry: RegistryReader,
  { id }: ParsedTransaction,
  at: { readonly height: number; readonly time: number },
): Fact[] {
  const entry = registry.get('order', id);
  if (entry === undefined) return [];
  const { order, subjectOrganisation: organisation } = entry;
  // A lift ends what it lifts, and there is nothing left of it to carry out.
  if (order.lifts.length > 0)
    return [{ type: 'order-done', ...at, order: bytesToHex(order.lifts) }];
  const { deadline } = order;
  return [{ type: 'order', ...at, order: bytesToHex(id), organisation, deadline }];
}

function isVerified(registry: RegistryReader, id: string, time: number): boolean {
  const user = registry.get('user', id);
  return user?.verification === Verification.verified && user.verifiedUntil > time;
}
