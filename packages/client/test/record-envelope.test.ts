// The envelope of a private record, read from its receipt.
import { verify } from '@mingjing/crypto/node';
import { receiptCodec } from '@mingjing/protocol';
import { expect, it } from 'vitest';
import {
  chainId,
  genesis,
  receiptAt,
  receiptBytes,
  trustedGenesisHash,
} from '../../proofs/test/chain.ts';
import { privateRecord } from '../../proofs/test/private-record.ts';
import { provedEnvelope } from '../src/index.ts';

const trust = { trustedGenesisHash, verify };

/** A receipt of a private record with so many attachments, and the id of the record. */
function receiptWith(count: number) {
  const { id, transaction } = privateRecord(count);
  const proved = receiptAt(0, { transactions: [transaction] });
  return { receipt: receiptCodec.encode({ ...proved, attachments: [] }), id };
}

it('is found also where the chain allows more attachments than it did at its beginning', () => {
  const count = genesis.parameters.attachmentsPerTransactionMax + 1;
  for (const { id, receipt } of [receiptWith(1), receiptWith(count)]) {
    expect(provedEnvelope(receipt, id, trust)).toMatchObject({ chainId, envelope: { epoch: 1 } });
  }
});

it('is none in the receipt of another record, or of one that is not private', () => {
  const { id, receipt } = receiptWith(1);
  expect(provedEnvelope(receipt, id.with(0, (id[0] ?? 0) ^ 1), trust)).toBeUndefined();
  expect(provedEnvelope(receiptBytes, id, trust)).toBeUndefined();
});
