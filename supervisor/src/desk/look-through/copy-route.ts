import { hexToBytes } from '@mingjing/crypto';
import { type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import Type from 'typebox';
import type { DeskContext } from '../context.ts';
import { COPY_VERDICTS, copyFault } from './judge-copy.ts';
import type { OpeningDesk } from './opening-desk.ts';

const id = Type.String({ pattern: '^[0-9a-f]{64}$' });
const idOrNone = Type.String({ pattern: '^([0-9a-f]{64})?$' });
const body = Type.Object(
  { takedown: idOrNone, commitment: idOrNone, verdict: Type.Enum([...COPY_VERDICTS]) },
  { additionalProperties: false },
);

/**
 * Judges whether the sealed copy of a taken-down content may be opened under an access order. The
 * key of the authority and the copy stay with whoever holds them: this program is told what the
 * copy says of itself and whether it opens, and its entry is durable before the answer.
 */
export function copyRoute({ host, reads }: DeskContext, desk: OpeningDesk): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: '/v1/look-through/orders/:id/sealed-copies',
    policy: 'bound',
    act: { source: 'supervision', event: 'sealed-copy-opened' },
    summary: 'Permits opening the sealed copy of a taken-down content, and journals it before',
    schema: { params: Type.Object({ id }), body },
    async handler(call) {
      const { act, body: tried, params, recordActs } = call;
      act.object = `${params.id} ${tried.commitment}`.trim();
      const reader = reads.of(call);
      const { entry } = desk.order(bytesOf(params.id));
      reader.assertMaySee(entry.subjectOrganisation);
      const { registry, time } = host.replica.chain.state;
      const tombstone = registry.get('tombstone', bytesOf(tried.commitment));
      const fault = copyFault({ entry, time, tombstone }, tried);
      if (fault !== undefined) throw new Problem(409, `sealed-copy-${fault}`);
      const [written] = await recordActs([{ result: 'done' }]);
      return { json: { order: params.id, entry: written?.index ?? 0 } };
    },
  });
}

function bytesOf(hex: string): Uint8Array {
  return hexToBytes(hex) ?? new Uint8Array(0);
}
