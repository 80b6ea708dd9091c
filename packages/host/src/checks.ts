import { equalBytes } from '@mingjing/crypto';
import { keyOf } from '@mingjing/execution';
import { KeyPurpose } from '@mingjing/protocol';
import type { OpenRefusal, Replica } from '@mingjing/replica';
import { HostError } from './errors.ts';
import { NODE_KEYS } from './home.ts';
import type { OpenParts, PartOptions } from './open-parts.ts';

/** Why a replica did not open, as its operator should read it. */
export function openError(reason: OpenRefusal): HostError {
  if (reason === 'other-chain') {
    return new HostError(
      'GENESIS_OTHER_CHAIN',
      '数据目录属于另一条链，与创世文件不符',
      'the data folder belongs to another chain than the genesis file',
    );
  }
  if (reason === 'state-does-not-match') {
    return new HostError(
      'STATE_DAMAGED',
      '存储的状态与区块头中的状态根不符：磁盘上的数据被改动或丢失',
      'the stored state does not make the root its header states: data on disk was changed or lost',
    );
  }
  return new HostError('GENESIS_INVALID', `创世文件无效：${reason}`, `genesis refused: ${reason}`);
}

/**
 * The chain must have registered the node, and one of the keys that the home holds of each purpose.
 * A joining home may be behind: what the chain says of it will come with the blocks, and until then
 * it follows.
 */
export function assertRegistered(replica: Replica, options: PartOptions, parts: OpenParts): void {
  const { nodeId, isJoining = false } = options;
  if (isJoining) return;
  const node = replica.chain.state.registry.get('node', nodeId);
  if (node === undefined) {
    throw new HostError(
      'NODE_NOT_REGISTERED',
      `本机已有的区块中没有登记节点 ${nodeId}；若登记在更新的区块里，请加 --join 启动`,
      `no block held here registers ${nodeId}; if a later one does, start with --join`,
    );
  }
  const journal = parts.keys.journal === undefined ? [] : [parts.keys.journal];
  for (const name of NODE_KEYS) {
    const held = name === 'journal' ? journal : parts.ring.held(name);
    if (held.length === 0 || !node.keys.some(({ purpose }) => purpose === KeyPurpose[name])) {
      continue;
    }
    const publicKey = keyOf(node, KeyPurpose[name]);
    if (held.some((key) => equalBytes(key.publicKey, publicKey))) continue;
    throw new HostError(
      'KEY_NOT_REGISTERED',
      `节点 ${nodeId} 的 ${name} 密钥与链上登记的不符；若更新的区块已更换密钥，请加 --join 启动`,
      `the ${name} key of ${nodeId} is not the one the chain registered; ` +
        'if a later block changed it, start with --join',
    );
  }
}
