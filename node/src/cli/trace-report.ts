import { bytesToHex } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { type TraceFacts, type TraceRefusal, verifyTraceBundle } from '@mingjing/proofs';
import type { Output } from './output.ts';

/** Checks a trace and says what it shows; false when it does not hold. */
export function checkTrace(
  bytes: Uint8Array,
  trustedGenesisHash: Uint8Array | undefined,
  output: Output,
): boolean {
  const check = verifyTraceBundle(bytes, { verify, trustedGenesisHash });
  if (!check.ok) return reportRefusal(output, check);
  const facts = check.value;
  report(output, facts);
  const { statement } = facts;
  output.json({
    ...{ ok: true, chain_id: facts.chainId, genesis_hash: bytesToHex(facts.genesisHash) },
    ...{ genesis_trusted: facts.isGenesisTrusted, organisation: facts.organisation },
    ...{ shown: facts.shown, stated: facts.stated, ...statement },
  });
  return true;
}

function reportRefusal(output: Output, { index, part, reason }: TraceRefusal): false {
  const place = index === undefined ? '' : output.text('cli.at', { number: index + 1 });
  output.line('cli.traceRefused', { part: output.text(`cli.part.${part}`), place, reason });
  output.json({ ok: false, part, reason, ...(index === undefined ? {} : { index }) });
  return false;
}

function report(output: Output, { statement, ...facts }: TraceFacts): void {
  const { edges, height, is_cut: isCut, issued_at: issuedAt, node_id: node, nodes } = statement;
  output.line('cli.traceHolds', { node, shown: facts.shown });
  output.facts([
    ['chain', facts.chainId],
    ['genesis', bytesToHex(facts.genesisHash)],
    ['organisation', facts.organisation],
    ['issuedAt', new Date(issuedAt).toISOString()],
    ['height', height],
    ...nodes.map(({ id }) => ['traceNode', id] as const),
    ...edges.map(({ from, to, type }) => ['traceEdge', `${from} ${type} ${to}`] as const),
  ]);
  if (facts.stated > 0) output.line('cli.traceStated', { count: facts.stated, node });
  if (isCut) output.line('cli.traceCut');
  output.line(facts.isGenesisTrusted ? 'cli.genesisTrusted' : 'cli.traceNotCompared');
}
