import { equalBytes } from '@mingjing/crypto';
import { type KeyEntry, KeyPurpose, type Node, NodeRole, RegistryKind } from '@mingjing/protocol';

/** A key of purpose `statement`; named until the block of `revokedHeight`, 0: still. */
export type StatementKey = Pick<KeyEntry, 'publicKey' | 'revokedHeight'>;

/** A node of the registry whose tips are followed. */
export interface Member {
  readonly nodeId: string;
  readonly organisation: string;
  /** The key that it signs its tips with now, and those it had before. */
  readonly statementKeys: readonly StatementKey[];
}

const NO_KEYS: readonly StatementKey[] = [];

/** Reads the members out of a registry, which names the keys that nodes had before only as keys. */
export class MemberList {
  #keys: ReadonlyMap<string, readonly StatementKey[]> = new Map();

  /**
   * Every one of the nodes that stands and is no supervision node, with all its statement keys;
   * `allKeys` are those of the registry, of users too.
   */
  of(nodes: readonly Node[], allKeys: () => readonly KeyEntry[]): Member[] {
    const followed = nodes.filter(
      ({ role, revokedHeight }) => role !== NodeRole.supervision && revokedHeight === 0,
    );
    // A long walk: only when a node has another key than before.
    if (!followed.every((node) => this.#knowsKeyOf(node))) this.#keys = keysByNode(allKeys());
    return followed.map(({ id, organisation }) => {
      return { nodeId: id, organisation, statementKeys: this.#keys.get(id) ?? NO_KEYS };
    });
  }

  #knowsKeyOf({ id, keys }: Node): boolean {
    const inForce = keys.find(({ purpose }) => purpose === KeyPurpose.statement);
    const known = this.#keys.get(id)?.find(({ revokedHeight }) => revokedHeight === 0);
    return (
      inForce !== undefined && known !== undefined && equalBytes(inForce.publicKey, known.publicKey)
    );
  }
}

function keysByNode(keys: readonly KeyEntry[]): ReadonlyMap<string, readonly StatementKey[]> {
  const ofNodes = keys.filter(
    ({ holderKind, purpose }) =>
      holderKind === RegistryKind.node && purpose === KeyPurpose.statement,
  );
  return Map.groupBy(ofNodes, ({ holder }) => holder);
}
