import { verify } from '@mingjing/crypto/node';
import { signatureBytes, signatureText } from '@mingjing/host/desk';
import { askForm } from '@mingjing/inspection';
import { type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import Type from 'typebox';
import type { DeskContext } from '../../context.ts';
import { type Bench, BenchBusyError, type BenchOrder } from '../measures/bench.ts';
import { askRefusal } from './judge-ask.ts';

/** Longer than measuring may take. */
const ANSWER_MS = 60_000;
const BUSY_SECONDS = '5';

const body = Type.Object(
  { ...askForm.properties, signature: signatureText },
  { additionalProperties: false },
);

/**
 * What this node measured of itself and of the chain, for a chain node that fills a form. It is
 * asked under a signature, since measuring is work; what it answers is signed with its own key.
 */
export function askRoute({ host, now }: DeskContext, bench: Bench): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: '/v1/inspection/statements',
    policy: 'public',
    act: { source: 'supervision', event: 'inspection-measured' },
    summary: 'Measures what only a supervision node can, for a chain node that signed its ask',
    timeoutMs: ANSWER_MS,
    schema: { body },
    async handler({ act, body: { signature, ...ask }, signal }) {
      const { chainId, state } = host.replica.chain;
      const refusal = askRefusal(ask, signatureBytes(signature), {
        ...{ chainId, registry: state.registry, verify, now: now() },
      });
      if (refusal !== undefined) throw new Problem(403, `inspection-${refusal}`);
      // Whose signature holds is known; before that it was a stranger.
      act.actor = { type: 'node', id: ask.from };
      if (host.statements.keyId() === undefined) throw new Problem(503, 'inspection-no-key');
      const order = { phrase: ask.phrase, formHash: ask.form_hash, items: ask.items, signal };
      const { counts, signed } = await stated(bench, order);
      act.counts = [...counts];
      return {
        json: {
          measurements: Buffer.from(signed.measurements).toString('base64url'),
          signature: Buffer.from(signed.signature).toString('base64url'),
        },
      };
    },
  });
}

async function stated(bench: Bench, order: BenchOrder) {
  try {
    return await bench.statement(order);
  } catch (error) {
    if (!(error instanceof BenchBusyError)) throw error;
    throw new Problem(503, 'inspection-busy', { headers: { 'retry-after': BUSY_SECONDS } });
  }
}
