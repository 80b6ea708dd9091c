import type { RecordAnswer } from '@mingjing/client';
import {
  type Proof,
  type ProofCheck,
  type ProofState,
  trustedGenesis,
} from '@mingjing/console-kit';
import { bytesToHex, hexToBytes } from '@mingjing/crypto';
import type { ReceiptFacts } from '@mingjing/proofs';
import { isHash } from '../../format.ts';
import { type CheckRow, type CheckState, judgeReceipt, type Verdict } from '../../verdict.ts';
import { node } from '../api.ts';

/** A record with what this browser found when it checked its receipt. */
export interface CheckedRecord {
  readonly record: RecordAnswer;
  readonly proof: Proof;
  readonly facts?: ReceiptFacts;
}

const STATES: Readonly<Record<CheckState, ProofState>> = {
  holds: 'checked',
  failed: 'failed',
  unknown: 'unchecked',
};

/** Reads the receipt of a record and checks it here, and that the node shows what it says. */
export async function checkedRecord(record: RecordAnswer, nodeId: string): Promise<CheckedRecord> {
  const bytes = await node().receipt(record.transaction_id);
  const trusted = trustedGenesis();
  const hash = trusted === undefined ? undefined : hexToBytes(trusted);
  const verdict = judgeReceipt(bytes, hash);
  const isSame = verdict.facts !== undefined && isShownAsSaid(record, verdict.facts);
  return {
    record,
    ...(verdict.facts === undefined ? {} : { facts: verdict.facts }),
    proof: {
      state: stateOf(verdict, isSame),
      by: nodeId,
      checks: [...verdict.rows.map(checkOf), recordCheck(verdict, isSame)],
      download: { name: `${record.transaction_id.slice(0, 16)}.receipt`, bytes: () => bytes },
      command: `mingjing verify ${record.transaction_id.slice(0, 16)}.receipt --trust ${
        trusted ?? 'GENESIS'
      }`,
    },
  };
}

/** What nobody has checked yet: the node says so. */
export function statedBy(nodeId: string): Proof {
  return { state: 'stated', by: nodeId, checks: [{ name: 'record', state: 'unchecked' }] };
}

/** The receipt is of this record, and says of it what the page shows. */
function isShownAsSaid(record: RecordAnswer, facts: ReceiptFacts): boolean {
  const said = facts.records.find(({ id }) => bytesToHex(id) === record.id);
  return (
    said !== undefined &&
    said.category === record.category &&
    said.subject === record.subject &&
    facts.height === record.height &&
    facts.time === record.time
  );
}

function stateOf({ outcome }: Verdict, isSame: boolean): ProofState {
  if (outcome === 'failed') return 'failed';
  if (outcome === 'overworked') return 'unchecked';
  if (!isSame) return 'failed';
  return outcome === 'checked' ? 'checked' : 'stated';
}

function recordCheck({ facts }: Verdict, isSame: boolean): ProofCheck {
  if (facts === undefined) return { name: 'record', state: 'unchecked' };
  return { name: 'record', state: isSame ? 'checked' : 'failed' };
}

function checkOf({ part, state, value, refusal }: CheckRow): ProofCheck {
  const said = refusal === undefined ? value : refusal.reason;
  return {
    name: part,
    state: STATES[state],
    ...(said === undefined ? {} : isHash(said) ? { hash: said } : { value: said }),
  };
}
