import { verify } from '@mingjing/crypto/node';
import { readGenesis } from '@mingjing/host';
import { homePaths } from '@mingjing/host/home';
import { verifyReceipt } from '@mingjing/proofs';
import {
  genesisCodec,
  genesisHash,
  parseTransaction,
  RECORD_ID_BYTES,
  type RecordEnvelope,
  receiptCodec,
} from '@mingjing/protocol';
import { SupervisorError } from '../../errors.ts';
import type { HomeConsole } from './home-console.ts';

/**
 * The envelope of a private record, by its receipt and the genesis of the home: an officer answers
 * about a point of the record that he means, and takes nobody's word for which one that is.
 */
export async function verifiedEnvelope(
  console: HomeConsole,
  home: string,
  record: Uint8Array,
): Promise<RecordEnvelope> {
  if (record.length !== RECORD_ID_BYTES) throw new SupervisorError('BAD_RECORD_ID');
  const genesis = readGenesis(homePaths(home).genesis);
  const hex = Buffer.from(record).toString('hex');
  const bytes = await console.bytes(`/v1/records/${hex}/receipt`);
  const trustedGenesisHash = genesisHash(genesisCodec.encode(genesis));
  const checked = verifyReceipt(bytes, { trustedGenesisHash, verify });
  const { transaction } = receiptCodec.decode(bytes);
  const parsed = checked.ok
    ? parseTransaction(transaction, checked.value.chainId, genesis.parameters)
    : undefined;
  const isIts = parsed?.ok && hex.startsWith(Buffer.from(parsed.value.id).toString('hex'));
  const index = new DataView(record.buffer, record.byteOffset).getUint32(32);
  const { message } = isIts ? parsed.value : { message: undefined };
  const records = message?.type === 'recordsPublish' ? message.value.records : [];
  const amended = message?.type === 'recordsAmend' ? [message.value.record] : [];
  const envelope = [...records, ...amended][index]?.envelope;
  if (!envelope) throw new SupervisorError('NOT_PRIVATE', { record: hex });
  return envelope;
}
