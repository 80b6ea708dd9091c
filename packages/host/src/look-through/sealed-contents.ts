import type { RegistryReader } from '@mingjing/execution';
import { type AttachmentContent, NodeRole } from '@mingjing/protocol';
import type { NetworkHandler } from '@mingjing/replica';

/** The content of a commitment that this program keeps apart from the chain; undefined: none. */
export type SealedContents = (commitment: Uint8Array) => Promise<AttachmentContent | undefined>;

export interface SealedContentsParts {
  readonly registry: () => RegistryReader;
  /** Undefined: nothing of the kind is kept here. */
  readonly contents: () => SealedContents | undefined;
}

/**
 * Gives supervision nodes the ciphertexts of identities, and nobody else: they are no attachments,
 * since what everybody has cannot be erased. A supervision node asks for all of them, whether there
 * is an order or not, so that no chain node learns from the asking whom a sealed order is about.
 */
export function sealedContentsBehind(
  handler: NetworkHandler,
  { registry, contents }: SealedContentsParts,
): NetworkHandler {
  const isSupervision = (peer: string) => {
    const node = registry().get('node', peer);
    return node?.role === NodeRole.supervision && node.revokedHeight === 0;
  };
  return {
    connected: (peer) => handler.connected(peer),
    disconnected: (peer) => handler.disconnected(peer),
    envelope: (peer, envelope) => handler.envelope(peer, envelope),
    async request(peer, request) {
      const answer = await handler.request(peer, request);
      if (!request.attachment || answer.attachment || !isSupervision(peer)) return answer;
      const attachment = await contents()?.(request.attachment.commitment);
      return attachment === undefined ? answer : { attachment };
    },
  };
}
