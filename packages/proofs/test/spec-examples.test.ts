// The worked examples of docs/spec are made again here, so they cannot go stale.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesToHex } from '@mingjing/crypto';
import {
  blockId,
  certificateHash,
  commitCertificateCodec,
  genesisCodec,
  headerCodec,
  recordId,
  resultLeaf,
  transactionCodec,
  transactionHash,
  transactionId,
  transactionSigningBytes,
  VoteType,
  validatorSetCodec,
  validatorSetHash,
  voteSignable,
} from '@mingjing/protocol';
import { leafHash } from '@mingjing/tlog';
import { describe, expect, it } from 'vitest';
import { genesisValidatorSet } from '../src/index.ts';
import { chainId, openings, receipt, receiptBytes, trustedGenesisHash } from './chain.ts';

const folder = join(import.meta.dirname, '../../../docs/spec');
const { body, signature } = transactionCodec.decode(receipt.transaction);
const header = headerCodec.decode(receipt.header);
const certificate = commitCertificateCodec.decode(receipt.certificate);
const vote = voteSignable(chainId, {
  type: VoteType.precommit,
  height: header.height,
  round: certificate.round,
  blockId: blockId(chainId, receipt.header),
});
const set = genesisValidatorSet(genesisCodec.decode(receipt.genesis));
if (!set.ok) throw new Error(set.reason);
const opening = openings[0] as (typeof openings)[number];

/** Every example by its name, as the pages show it. */
const examples: Record<string, Uint8Array> = {
  'genesis-hash': trustedGenesisHash,
  'genesis-set': validatorSetCodec.encode(set.value),
  'genesis-set-hash': validatorSetHash(chainId, set.value),
  body,
  signature,
  'signed-transaction': transactionSigningBytes(chainId, body),
  'transaction-id': transactionId(chainId, body),
  'transaction-hash': transactionHash(chainId, receipt.transaction),
  'transaction-leaf': leafHash(transactionHash(chainId, receipt.transaction)),
  'record-id': recordId(transactionId(chainId, body), 0),
  salt: opening.salt,
  'content-hash': opening.contentHash,
  commitment: opening.commitment,
  header: receipt.header,
  'block-id': blockId(chainId, receipt.header),
  'result-leaf': resultLeaf(receipt.count, receipt.result),
  'result-leaf-hash': leafHash(resultLeaf(receipt.count, receipt.result)),
  'vote-statement': vote.statement,
  'signed-vote': vote.signing,
  certificate: receipt.certificate,
  'certificate-hash': certificateHash(chainId, receipt.certificate),
};

/** 48 bytes a line. */
const lines = (bytes: Uint8Array) =>
  bytesToHex(bytes)
    .match(/.{1,96}/g)
    ?.join('\n') ?? '';

/** Blocks that begin with ```hex NAME. */
const shown = readdirSync(folder)
  .filter((file) => file.endsWith('.md'))
  .flatMap((file) => [
    ...readFileSync(join(folder, file), 'utf8').matchAll(/```hex ([a-z-]+)\n([^`]*)\n```/g),
  ])
  .map(([, name, text]) => [name as string, text as string] as const);

describe('docs/spec', () => {
  it.each(Object.keys(examples))('shows the example %s as it is', (name) => {
    const texts = shown.filter(([each]) => each === name).map(([, text]) => text);
    expect(texts).toEqual([lines(examples[name] as Uint8Array)]);
  });

  it('shows no example that nothing makes', () => {
    expect(shown.map(([name]) => name).filter((name) => !(name in examples))).toEqual([]);
  });

  it('keeps a whole receipt for other implementations', () => {
    const text = readFileSync(join(folder, 'receipt-example.hex'), 'utf8');
    expect(text).toBe(`${lines(receiptBytes)}\n`);
  });

  it('names the chain of the examples', () => {
    const page = readFileSync(join(folder, 'genesis.md'), 'utf8');
    expect(page).toContain(chainId);
  });
});
