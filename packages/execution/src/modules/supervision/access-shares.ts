import { concatBytes } from '@mingjing/crypto';
import {
  type AccessEntry,
  type AccessShare,
  type AccessShareEntry,
  keyBytes,
  RegistryKind,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { RegistryReader } from '../../state/registry.ts';
import type { Context } from '../context.ts';
import { isGranted } from './authority-access.ts';
import { epochOf } from './epochs.ts';

/** Entry of what a custodian answered to an order. */
export function accessShareKey(orderId: Uint8Array, custodian: string): Uint8Array {
  return concatBytes(orderId, keyBytes(custodian));
}

/**
 * A custodian says that it answered an order, by the hash of its sealed answer: with the statement
 * key of a node of its organisation, once for each order, and only while the order works.
 */
export function releaseShare(context: Context, { orderId, answerHash }: AccessShare): ResultCode {
  const { registry, signer, height, time } = context;
  if (signer.holderKind !== RegistryKind.node) return ResultCode.signerNotPermitted;
  const node = registry.get('node', signer.holder);
  if (node === undefined || node.revokedHeight !== 0) return ResultCode.signerNotPermitted;
  const entry = registry.get('access', orderId);
  if (entry === undefined) return ResultCode.accessUnknown;
  if (!isGranted(entry, time)) return ResultCode.accessClosed;
  const epoch = epochOf(registry, entry.order.epoch);
  if (epoch === undefined) return ResultCode.noShareAsked;
  const custodian = node.organisation;
  const isCustodian = epoch.custodians.holders.some(({ holder }) => holder === custodian);
  if (!isCustodian) return ResultCode.custodianUnknown;
  const key = accessShareKey(orderId, custodian);
  if (registry.get('accessShare', key) !== undefined) return ResultCode.shareKnown;
  const share = { orderId, custodian, nodeId: node.id, answerHash, height, time };
  registry.set('accessShare', key, share);
  return ResultCode.done;
}

/** What custodians answered to an order, in the order of their shares. */
export function sharesOf(registry: RegistryReader, { id, order }: AccessEntry): AccessShareEntry[] {
  const holders = epochOf(registry, order.epoch)?.custodians.holders ?? [];
  return holders.flatMap(
    ({ holder }) => registry.get('accessShare', accessShareKey(id, holder)) ?? [],
  );
}
