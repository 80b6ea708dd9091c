import { bytesToHex } from '@mingjing/crypto';
import { type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import Type from 'typebox';
import type { DeskContext } from '../context.ts';
import { ownOfficer } from '../own-officer.ts';
import { signedTransaction } from '../signed-transaction.ts';
import { isAccessAct, outcomeOf } from './act-outcome.ts';

/** An order with all its readers is below 2 KiB. */
const TRANSACTION_CHARS_MAX = 8192;

const body = Type.Object(
  { transaction: Type.String({ pattern: '^[A-Za-z0-9_-]+$', maxLength: TRANSACTION_CHARS_MAX }) },
  { additionalProperties: false },
);

/**
 * Carries to nodes of the organisations what an officer signed in his browser. This node signs
 * none of it, and takes nothing but acts about access orders of whoever is logged in.
 */
export function actRoute({ host, poster }: DeskContext): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: '/v1/look-through/acts',
    policy: 'bound',
    act: { source: 'supervision', event: 'access-act-posted' },
    summary: 'Posts an act about an access order, signed by the officer of the session',
    schema: { body },
    async handler({ body: { transaction }, identity, recordActs }) {
      const bytes = Uint8Array.from(Buffer.from(transaction, 'base64url'));
      const signed = signedTransaction(host, bytes, ownOfficer(host, identity));
      if (typeof signed === 'string') throw new Problem(400, `access-${signed}`);
      if (!isAccessAct(signed.message)) throw new Problem(400, 'access-other-act');
      if (poster.targets.length === 0) throw new Problem(409, 'access-no-nodes');
      const id = bytesToHex(signed.id);
      await recordActs([{ result: 'done', object: `${id} ${signed.message.type}` }]);
      const outcome = outcomeOf(await poster.submitted(bytes));
      if (outcome.kind === 'nobody') throw new Problem(503, 'access-nobody');
      if (outcome.kind === 'refused') {
        throw new Problem(409, 'access-refused', { fields: { reason: outcome.reason } });
      }
      const height = outcome.kind === 'done' ? outcome.height : null;
      return { status: 201, json: { id, height } };
    },
  });
}
