import type { AttachmentItem, Store } from '../ports.ts';

/**
 * The store as a node uses it: what was taken down is not there, and does not come in again, from
 * the moment in which the state says so. Asked after each read and before each write, so that
 * neither outlives a block that is committed meanwhile.
 */
export function guardedStore(
  store: Store,
  isTakenDown: (commitment: Uint8Array) => boolean,
): Store {
  const attachments: Pick<Store, 'attachment' | 'hasAttachments' | 'putAttachments'> = {
    async attachment(commitment) {
      const held = await store.attachment(commitment);
      return isTakenDown(commitment) ? undefined : held;
    },
    async hasAttachments(commitments) {
      const held = await store.hasAttachments(commitments);
      return held.map((isHeld, index) => isHeld && !isTakenDown(commitments[index] as Uint8Array));
    },
    async putAttachments(items: readonly AttachmentItem[]) {
      const wanted = items.filter(({ commitment }) => !isTakenDown(commitment));
      if (wanted.length > 0) await store.putAttachments(wanted);
    },
  };
  return {
    ...attachments,
    deleteAttachments: (commitments) => store.deleteAttachments(commitments),
    loadState: () => store.loadState(),
    commit: (commit) => store.commit(commit),
    block: (height) => store.block(height),
    findTransaction: (id) => store.findTransaction(id),
    validatorChanges: () => store.validatorChanges(),
    recordLeaves: (from, to) => store.recordLeaves(from, to),
    heldFrom: () => store.heldFrom(),
    freeze: () => store.freeze(),
    install: () => store.install(),
    putOlder: (blocks) => store.putOlder(blocks),
  };
}
