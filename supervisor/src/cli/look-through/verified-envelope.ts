import { provedEnvelope } from '@mingjing/client';
import { bytesToHex } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { readGenesis } from '@mingjing/host';
import { homePaths } from '@mingjing/host/home';
import {
  genesisCodec,
  genesisHash,
  RECORD_ID_BYTES,
  type RecordEnvelope,
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
  const hex = bytesToHex(record);
  const receipt = await console.bytes(`/v1/records/${hex}/receipt`);
  const trustedGenesisHash = genesisHash(genesisCodec.encode(genesis));
  const proved = provedEnvelope(receipt, record, { trustedGenesisHash, verify });
  if (proved !== undefined) return proved.envelope;
  throw new SupervisorError('NOT_PRIVATE', { record: hex });
}
