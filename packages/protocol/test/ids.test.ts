import { createHash } from 'node:crypto';
import { bytesToHex } from '@mingjing/crypto';
import { describe, expect, it } from 'vitest';
import {
  attachmentCommitment,
  blockId,
  certificateHash,
  chainIdOf,
  commitCertificateCodec,
  commitmentOf,
  defaultParameters,
  encodeCertificate,
  genesisCodec,
  genesisHash,
  orderReceiptSignable,
  parametersHash,
  proposalSignable,
  recordId,
  registryCodecs,
  resultLeaf,
  Tag,
  tipSignable,
  transactionSigningBytes,
  validatorSetCodec,
  validatorSetHash,
  verificationAnswerCodec,
  verificationSignable,
  voteSignable,
} from '../src/index.ts';
import { bytes, genesis } from './sample.ts';

const chainId = 'demo-0123456789abcdef';

/** The framing written out a second time: 0x02, tag, chain id, each behind its length. */
function framed(tag: string, chain: string, ...parts: Uint8Array[]): Buffer {
  const label = (text: string) => Buffer.from([text.length, ...Buffer.from(text, 'latin1')]);
  return Buffer.concat([Buffer.from([2]), label(tag), label(chain), ...parts]);
}
const sha256 = (...parts: Uint8Array[]) =>
  createHash('sha256').update(Buffer.concat(parts)).digest('hex');
const hashed = (tag: string, chain: string, ...parts: Uint8Array[]) =>
  sha256(framed(tag, chain, ...parts));

describe('ids', () => {
  const set = {
    validators: [{ nodeId: 'node-a', organisation: 'org-a', voteKey: bytes(32, 1), power: 3 }],
  };
  const certificate = {
    height: 7,
    round: 1,
    blockId: bytes(32, 2),
    signatures: [{ validator: 0, signature: bytes(64, 3) }],
  };
  const certificateBytes = commitCertificateCodec.encode(certificate);
  const genesisBytes = genesisCodec.encode(genesis);
  const content = Buffer.from('content');
  const contentHash = createHash('sha256').update(content).digest();
  const table: [string, Uint8Array, string][] = [
    ['genesis, without a chain id', genesisHash(genesisBytes), hashed('genesis', '', genesisBytes)],
    ['block', blockId(chainId, bytes(9, 1)), hashed('block', chainId, bytes(9, 1))],
    [
      'certificate',
      certificateHash(chainId, certificateBytes),
      hashed('certificate', chainId, certificateBytes),
    ],
    [
      'encoded certificate',
      encodeCertificate(chainId, certificate).hash,
      hashed('certificate', chainId, certificateBytes),
    ],
    [
      'validator set',
      validatorSetHash(chainId, set),
      hashed('validator-set', chainId, validatorSetCodec.encode(set)),
    ],
    [
      'parameters',
      parametersHash(chainId, defaultParameters),
      hashed('parameters', chainId, registryCodecs.parameters.encode(defaultParameters)),
    ],
    [
      'attachment commitment',
      attachmentCommitment(chainId, bytes(32, 4), contentHash),
      hashed('attachment', chainId, bytes(32, 4), contentHash),
    ],
    [
      'commitment of content',
      commitmentOf(chainId, bytes(32, 4), content),
      hashed('attachment', chainId, bytes(32, 4), contentHash),
    ],
  ];
  it.each(table)('%s: tag, chain id, bytes', (_, actual, expected) => {
    expect(bytesToHex(actual)).toBe(expected);
  });

  it('have these values, for ever', () => {
    // An accident in a schema, a tag or an encoding would show here and nowhere else.
    expect(chainIdOf(genesis)).toBe(`demo-${hashed('genesis', '', genesisBytes).slice(0, 16)}`);
    expect(chainIdOf(genesis)).toBe('demo-0a8e1c99cbb89b38');
    expect(bytesToHex(validatorSetHash(chainId, set))).toBe(
      '2dfe2b865f15fa871b3c02a00f87a571d5f75e746df445deba24cc30620ee0b3',
    );
    expect(bytesToHex(certificateBytes)).toBe(
      `080710011a20${'02'.repeat(32)}22421240${'03'.repeat(64)}`,
    );
    expect(bytesToHex(recordId(bytes(32, 5), 258))).toBe(`${'05'.repeat(32)}00000102`);
    expect(bytesToHex(resultLeaf(300, Uint8Array.of(8, 12)))).toBe('0000012c080c');
    expect(bytesToHex(resultLeaf(1, new Uint8Array(0)))).toBe('00000001');
  });

  it('never share a tag', () => {
    const tags = Object.values(Tag);
    expect(new Set(tags).size).toBe(tags.length);
  });
});

describe('statements', () => {
  it('of a vote: the canonical statement behind the tag', () => {
    const { statement, signing } = voteSignable(chainId, {
      type: 2,
      height: 300,
      round: 0,
      blockId: bytes(32, 6),
    });
    expect(bytesToHex(statement)).toBe(`080210ac022220${'06'.repeat(32)}`);
    expect(bytesToHex(signing)).toBe(framed('vote', chainId, statement).toString('hex'));
    const nil = voteSignable(chainId, { type: 1, height: 1, round: 2, blockId: new Uint8Array(0) });
    expect(bytesToHex(nil.statement)).toBe('080110011802');
  });

  it('of an order receipt: behind its tag and the chain id', () => {
    const { statement, signing } = orderReceiptSignable(chainId, {
      ...{ nodeId: 'node-a', orderId: bytes(32, 4), kind: 1, height: 300, time: 5 },
      ...{ outcome: 1, attachments: 2, refused: new Uint8Array(0) },
    });
    const fields = `0a066e6f64652d611220${'04'.repeat(32)}180120ac02280530013802`;
    expect(bytesToHex(statement)).toBe(fields);
    expect(bytesToHex(signing)).toBe(framed('order-receipt', chainId, statement).toString('hex'));
  });

  it('of proposal, tip, transaction and verification: each behind its own', () => {
    const proposal = proposalSignable(chainId, {
      height: 1,
      round: 2,
      validRound: 1,
      blockId: bytes(32, 1),
    });
    expect(bytesToHex(proposal.signing)).toBe(
      framed('proposal', chainId, proposal.statement).toString('hex'),
    );
    const tip = tipSignable(chainId, {
      chainId,
      nodeId: 'node-a',
      height: 1,
      blockId: bytes(32, 1),
      stateRoot: bytes(32, 2),
      time: 5,
    });
    expect(bytesToHex(tip.signing)).toBe(framed('tip', chainId, tip.statement).toString('hex'));
    expect(bytesToHex(transactionSigningBytes(chainId, bytes(3, 1)))).toBe(
      framed('transaction', chainId, bytes(3, 1)).toString('hex'),
    );
    const answer = {
      chainName: 'demo',
      verifierKey: bytes(32, 1),
      userKey: bytes(32, 2),
      identityCommitment: bytes(32, 3),
      verifiedAt: 1,
      expiresAt: 2,
      synthetic: true,
    };
    expect(bytesToHex(verificationSignable(answer).signing)).toBe(
      framed('verification', '', verificationAnswerCodec.encode(answer)).toString('hex'),
    );
  });
});
