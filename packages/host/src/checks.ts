import { equalBytes } from '@mingjing/crypto';
import { keyOf } from '@mingjing/execution';
import { KeyPurpose } from '@mingjing/protocol';
import type { OpenRefusal, Replica } from '@mingjing/replica';
import { HostError } from './errors.ts';
import { NODE_KEYS, type OpenedHome } from './home.ts';

/** Why a replica did not open, as its operator should read it. */
export function openError(reason: OpenRefusal): HostError {
  if (reason === 'other-chain') {
    return new HostError(
      'GENESIS_OTHER_CHAIN',
      '数据目录属于另一条链,与创世文件不符',
      'the data folder belongs to another chain than the genesis file',
    );
  }
  if (reason === 'state-does-not-match') {
    return new HostError(
      'STATE_DAMAGED',
      '存储的状态与区块头中的状态根不符:磁盘上的数据被改动或丢失',
      'the stored state does not make the root its header states: data on disk was changed or lost',
    );
  }
  return new HostError('GENESIS_INVALID', `创世文件无效:${reason}`, `genesis refused: ${reason}`);
}

/** The home's keys must be the ones the chain registered for this node. */
export function assertRegistered(replica: Replica, nodeId: string, { keys }: OpenedHome): void {
  const node = replica.chain.state.registry.get('node', nodeId);
  if (node === undefined) {
    throw new HostError(
      'NODE_NOT_REGISTERED',
      `链上没有登记节点 ${nodeId}`,
      `the chain has no node ${nodeId}`,
    );
  }
  for (const name of NODE_KEYS) {
    const file = keys[name];
    if (file === undefined || !node.keys.some(({ purpose }) => purpose === KeyPurpose[name]))
      continue;
    if (equalBytes(file.publicKey, keyOf(node, KeyPurpose[name]))) continue;
    throw new HostError(
      'KEY_NOT_REGISTERED',
      `节点 ${nodeId} 的 ${name} 密钥与链上登记的不符`,
      `the ${name} key of ${nodeId} is not the one the chain registered`,
    );
  }
}
