import type { Host } from '@mingjing/host';
import {
  type AttachmentContent,
  blockCodec,
  type ParsedTransaction,
  parseTransaction,
  RECORD_ID_BYTES,
  type RecordEnvelope,
  type RecordItem,
  widestParameters,
} from '@mingjing/protocol';

/** What is sealed of a private record or an identity, as the chain names it. */
export interface Subject {
  readonly envelope: RecordEnvelope;
  /** The organisation that answers for it. */
  readonly organisation: string;
  /** Undefined: it is not here, or not any more. */
  ciphertext(): Promise<AttachmentContent | undefined>;
}

/** Whether an order asks about this envelope. */
type IsAsked = (envelope: RecordEnvelope) => boolean;

type Chain = Pick<Host, 'replica' | 'store'>;

/** Finds what is sealed of a record; undefined: nothing, or its block is not here. */
export async function subjectOf(
  host: Chain,
  id: Uint8Array,
  isAsked: IsAsked,
): Promise<Subject | undefined> {
  if (id.length !== RECORD_ID_BYTES) return undefined;
  const { registry, chainId } = host.replica.chain.state;
  const found = await host.store.findTransaction(id.subarray(0, 32));
  const stored = found && (await host.store.block(found.height));
  const bytes = stored && blockCodec.decode(stored.block).transactions[found?.index ?? 0];
  const parsed = bytes && parseTransaction(bytes, chainId, widestParameters);
  if (!parsed?.ok) return undefined;
  const envelope = itemAt(parsed.value, id)?.envelope;
  if (!envelope || !isAsked(envelope)) return undefined;
  const author = registry.get('key', parsed.value.body.signer)?.holder ?? '';
  return {
    envelope,
    organisation: registry.get('user', author)?.organisation ?? '',
    ciphertext: () => host.store.attachment(envelope.ciphertext),
  };
}

function itemAt({ message }: ParsedTransaction, id: Uint8Array): RecordItem | undefined {
  const index = new DataView(id.buffer, id.byteOffset).getUint32(32);
  if (message.type === 'recordsPublish') return message.value.records[index];
  return message.type === 'recordsAmend' && index === 0 ? message.value.record : undefined;
}
