import { bytesToHex, hexToBytes, verifyPortable } from '@mingjing/crypto';
import {
  type RetainedLogFacts,
  type RetentionFacts,
  verifyRetentionCertificate,
} from '@mingjing/proofs';
import { SOURCE_NAMES } from '@mingjing/protocol';
import type { Proof } from '../show/proof-badge.tsx';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A retention certificate as this browser judged it. */
export interface JudgedCertificate {
  readonly bytes: Uint8Array;
  /** Absent when it does not hold; then the proof names the part. */
  readonly facts?: RetentionFacts;
  readonly proof: Proof;
}

/** Checks every signature and proof in a certificate, against a genesis hash that is trusted. */
export function judgedRetention(bytes: Uint8Array, trusted: string | undefined): JudgedCertificate {
  const trustedGenesisHash = trusted === undefined ? undefined : hexToBytes(trusted);
  const check = verifyRetentionCertificate(bytes, { verify: verifyPortable, trustedGenesisHash });
  const download = { name: 'retention.cert', bytes: () => bytes };
  const command = 'mingjing verify retention.cert --genesis genesis.json';
  if (!check.ok) {
    const checks = [
      { name: 'statement', state: 'failed', value: `${check.part}: ${check.reason}` },
    ];
    return {
      bytes,
      proof: { state: 'failed', checks: checks as Proof['checks'], download, command },
    };
  }
  const facts = check.value;
  return { bytes, facts, proof: { ...proofOf(facts), download, command } };
}

function proofOf(facts: RetentionFacts): Proof {
  const { isGenesisTrusted, nodeId } = facts;
  const signed = `${facts.signatures}/${facts.validators}`;
  return {
    state: isGenesisTrusted ? 'checked' : 'stated',
    by: nodeId,
    checks: [
      { name: 'statement', state: 'checked', value: nodeId, at: facts.issuedAt },
      { name: 'header', state: 'checked', hash: bytesToHex(facts.blockId), at: facts.time },
      { name: 'certificate', state: 'checked', value: signed },
      { name: 'logs', state: 'checked', value: facts.logs.length },
      {
        name: 'genesis',
        state: isGenesisTrusted ? 'checked' : 'unchecked',
        hash: bytesToHex(facts.genesisHash),
      },
    ],
  };
}

export function sourceName({ source }: RetainedLogFacts): string {
  return SOURCE_NAMES[source - 1] ?? String(source);
}

/** Whole days for which a log is kept at the certificate's time; 0 where nothing anchors it yet. */
export function daysKept({ keptSince }: RetainedLogFacts, now: number): number {
  return keptSince === undefined ? 0 : Math.max(0, Math.floor((now - keptSince) / DAY_MS));
}
