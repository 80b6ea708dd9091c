// The bundle of a case as a node of the chain of the tests signs it.
import { bytesToHex, sha256, signPortable } from '@mingjing/crypto';
import { caseBundleCodec, caseSigningBytes, KeyPurpose } from '@mingjing/protocol';
import { chainId, genesis } from './chain.ts';
import { DAY, NODE, seedFor, stateOf } from './retained.ts';

const FOUND = genesis.time + 9 * DAY;
export const EVIDENCE = new TextEncoder().encode('page as it was found\n');

/** What was stated of the case, with texts as people wrote them. */
const STATED = {
  ...{ id: '0'.repeat(24), found_by: 'authority', reference: '京网信函〔2026〕8号' },
  ...{
    found_at: FOUND,
    basis: '第四十九条',
    description: '<b>违法信息</b>',
    records: [],
    users: [],
  },
  ...{ opened_by: 'jia-duty', opened_at: FOUND, report_due_at: FOUND + DAY },
  ...{ report_clock: 'in-time', evidence: [], closing: null },
  actions: [{ kind: 'takedown', order_id: '', note: '已下架', by: 'jia-duty', at: FOUND }],
  report: { to: '市公安局', receipt: '回执 9', sent_at: FOUND, attested_by: 'jia-duty', at: FOUND },
};

export interface CaseChange {
  /** The files that travel; those stated stay as they are. */
  readonly files?: readonly Uint8Array[];
  readonly signer?: string;
}

export function caseBundleOf({ files = [EVIDENCE], signer = NODE }: CaseChange = {}): Uint8Array {
  const listed = { sha256: bytesToHex(sha256(EVIDENCE)), size_bytes: EVIDENCE.length };
  const said = {
    ...{ format: 'mingjing-case', version: 1, node_id: NODE, issued_at: FOUND, case: STATED },
    files: [{ name: 'page.html', ...listed }],
  };
  const statement = new TextEncoder().encode(JSON.stringify(said));
  const seed = seedFor(signer, KeyPurpose.statement);
  const signature = signPortable(seed, caseSigningBytes(chainId, statement));
  return caseBundleCodec.encode({ statement, signature, state: stateOf(), files: [...files] });
}
