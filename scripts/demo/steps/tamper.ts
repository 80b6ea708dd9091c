import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verify } from '@mingjing/crypto/node';
import { type ReceiptPart, verifyReceipt } from '@mingjing/proofs';
import { genesisCodec, genesisHash, type Receipt, receiptCodec } from '@mingjing/protocol';
import { type CommandAnswer, mingjing, typedCommand } from '../command.ts';
import { made, type Step } from '../stage.ts';

/** Places of the receipt that are tried one after the other, evenly over its whole length. */
const PLACES = 400;

export const tamper: Step = {
  name: 'tamper',
  needs: ['receipt'],
  async run(stage, block) {
    const { bytes, document } = made(stage.receipt);
    const { testnet, genesis } = made(stage.network);
    const trustedGenesisHash = genesisHash(genesisCodec.encode(genesis));
    const check = (changed: Uint8Array) => verifyReceipt(changed, { trustedGenesisHash, verify });
    for (const { changed, named, bytes: forgery } of forgeries(receiptCodec.decode(bytes))) {
      const verdict = check(forgery);
      const got = verdict.ok ? block.text('accepted') : verdict.part;
      const parts = { changed: block.text(`part.${changed}`), named: block.text(`part.${named}`) };
      const reason = verdict.ok ? '' : verdict.reason;
      block.check('partRefused', { ...parts, reason }, got, named);
    }
    const places = evenly(bytes.length, PLACES);
    const refused = places.filter((at) => !check(flipped(bytes, at)).ok);
    const counts = { refused: refused.length, count: places.length };
    block.check('anyByte', counts, refused.length, places.length);

    const forged = join(stage.folder, 'receipts', 'changed.receipt');
    writeFileSync(forged, flipped(bytes, bytes.length - 1));
    const copy = join(stage.folder, 'receipts', 'changed-document');
    const content = readFileSync(document.path);
    const at = Math.floor(content.length / 2);
    // An empty document has no byte to change: it gets one.
    writeFileSync(copy, content.length === 0 ? 'x' : flipped(content, at));
    const trust = ['--genesis', testnet.genesisFile];
    const [ofReceipt, ofDocument] = await Promise.all([
      mingjing('verify', forged, ...trust),
      mingjing('verify', made(stage.receipt).path, ...trust, '--file', copy),
    ]);
    block.check(
      'commandRefused',
      { part: String(ofReceipt.json?.['part']) },
      ...refusal(ofReceipt),
    );
    block.check('documentRefused', { file: document.name, at }, ...refusal(ofDocument));
    block.look(typedCommand('verify', forged, ...trust));
  },
};

/** A receipt with one byte changed in one part, and the part that the verifier has to name. */
interface Forgery {
  readonly changed: ReceiptPart;
  readonly named: ReceiptPart;
  readonly bytes: Uint8Array;
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
    forge('genesis', { genesis: middle(receipt.genesis) }),
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

function middle(bytes: Uint8Array): Uint8Array {
  return flipped(bytes, Math.floor(bytes.length / 2));
}

function last(bytes: Uint8Array): Uint8Array {
  return flipped(bytes, bytes.length - 1);
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

function evenly(length: number, most: number): number[] {
  const count = Math.min(length, most);
  return Array.from({ length: count }, (_, index) => Math.floor((index * length) / count));
}

/** What the command answered, beside what it answers when it refuses. */
function refusal({ json, exitCode }: CommandAnswer): [got: string, expected: string] {
  return [`${json?.['ok']} ${exitCode}`, 'false 1'];
}
