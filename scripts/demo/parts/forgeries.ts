import { verify } from '@mingjing/crypto/node';
import { type ReceiptPart, verifyReceipt } from '@mingjing/proofs';
import {
  type Genesis,
  genesisCodec,
  genesisHash,
  type Receipt,
  receiptCodec,
} from '@mingjing/protocol';

/** Places of the receipt that are tried one after the other, evenly over its whole length. */
const PLACES = 400;

/** A receipt with one byte changed in one part, and the part that the verifier has to name. */
interface Forgery {
  readonly changed: ReceiptPart;
  readonly named: ReceiptPart;
  readonly bytes: Uint8Array;
}

export interface ForgeryCounts {
  /** Forgeries of one part each, and those whose part was named. */
  readonly parts: number;
  readonly named: number;
  /** Places with one byte changed, and those that were refused. */
  readonly places: number;
  readonly refused: number;
}

/** Changes a receipt part by part and place by place, and counts what the verifier refuses. */
export function tryForgeries(bytes: Uint8Array, genesis: Genesis): ForgeryCounts {
  const trustedGenesisHash = genesisHash(genesisCodec.encode(genesis));
  const check = (changed: Uint8Array) => verifyReceipt(changed, { trustedGenesisHash, verify });
  const forged = forgeries(receiptCodec.decode(bytes));
  const named = forged.filter(({ bytes: forgery, named: part }) => {
    const verdict = check(forgery);
    return !verdict.ok && verdict.part === part;
  });
  const places = evenly(bytes.length, PLACES);
  const refused = places.filter((at) => !check(flipped(bytes, at)).ok);
  return {
    ...{ parts: forged.length, named: named.length },
    ...{ places: places.length, refused: refused.length },
  };
}

/** A forgery of each part of the receipt. */
function forgeries(receipt: Receipt): Forgery[] {
  const forge = (
    changed: ReceiptPart,
    change: Partial<Receipt>,
    named: ReceiptPart = changed,
  ): Forgery => ({ changed, named, bytes: receiptCodec.encode({ ...receipt, ...change }) });
  const inclusion = receipt.count === 1 ? 'transaction' : 'transaction-proof';
  const found = [
    forge('genesis', { genesis: flipped(receipt.genesis, receipt.genesis.length >> 1) }),
    forge('header', { header: last(receipt.header) }),
    forge('certificate', { certificate: last(receipt.certificate) }),
    // Its last byte is the signature's: the proof, if it needs one, no longer leads to the header.
    forge('transaction', { transaction: last(receipt.transaction) }, inclusion),
    // The result of what was done is written as no bytes: it gets one.
    forge('result', { result: Uint8Array.of(1) }),
  ];
  // A transaction alone in its block needs no proofs.
  const [transactionNode, ...transactionRest] = receipt.transactionProof;
  if (transactionNode !== undefined) {
    const transactionProof = [last(transactionNode), ...transactionRest];
    found.push(forge('transaction-proof', { transactionProof }));
  }
  const [resultNode, ...resultRest] = receipt.resultProof;
  if (resultNode !== undefined) {
    found.push(forge('result-proof', { resultProof: [last(resultNode), ...resultRest] }));
  }
  const [opening, ...rest] = receipt.attachments;
  if (opening !== undefined) {
    const changed = { ...opening, contentHash: last(opening.contentHash) };
    found.push(forge('attachment', { attachments: [changed, ...rest] }));
  }
  return found;
}

function last(bytes: Uint8Array): Uint8Array {
  return flipped(bytes, bytes.length - 1);
}

/** The same bytes with one bit of one byte changed. */
export function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

function evenly(length: number, most: number): number[] {
  const count = Math.min(length, most);
  return Array.from({ length: count }, (_, index) => Math.floor((index * length) / count));
}
