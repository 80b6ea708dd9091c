import { stateProofCodec } from '@mingjing/protocol';
import { buildStateProof } from '@mingjing/replica';
import { type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import Type from 'typebox';
import type { DeskContext } from '../context.ts';

const params = Type.Object({ user: Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' }) });

/**
 * How a user's identity was sealed, proved by the state: an officer takes nobody's word for which
 * point he orders or answers about. Where nothing is sealed, that is what is proved.
 */
export function identityRoute({ host, reads }: DeskContext): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: '/v1/look-through/identities/:user/proof',
    policy: 'bound',
    act: { source: 'supervision', event: 'identity-envelopes-read' },
    summary: 'State proof of the envelopes of a user, or that there are none',
    answerMediaType: 'application/octet-stream',
    schema: { params },
    async handler(call) {
      const { user } = call.params;
      call.act.object = user;
      const reader = reads.of(call);
      const { replica, store } = host;
      const found = replica.chain.state.registry.get('user', user);
      if (found === undefined) throw new Problem(404, 'identity-unknown');
      reader.assertMaySee(found.organisation);
      const proof = await buildStateProof(replica.chain, store, [['identityEnvelope', user]]);
      if (proof === undefined) throw new Problem(404, 'identity-unknown');
      return { bytes: stateProofCodec.encode(proof) };
    },
  });
}
