import { signingBytes } from '@mingjing/crypto';
import { canonicalJsonBytes } from '@mingjing/protocol';
import Type, { type Static } from 'typebox';

/** Domain tag of what a node signs to ask another one for its measurements. */
const TAG = 'inspection-ask';
/** A form has no more items that another program measures. */
export const ASKED_ITEMS_MAX = 64;

/** A node asks a supervision node for what only that one can measure of an inspection. */
export const askForm = Type.Object(
  {
    /** The node that asks. */
    from: Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' }),
    phrase: Type.String({ minLength: 1, maxLength: 128 }),
    /** Of the form that is filled; in hexadecimal. */
    form_hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    items: Type.Array(Type.String({ pattern: '^[a-z][a-z0-9-]{1,63}$' }), {
      ...{ minItems: 1, maxItems: ASKED_ITEMS_MAX, uniqueItems: true },
    }),
    /** The clock of the node that asks, ms: an ask is not for later. */
    at: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  },
  { additionalProperties: false },
);
export type StatementAsk = Static<typeof askForm>;

/** What the asking node signs with its statement key: canonical JSON (RFC 8785), tagged. */
export function askSigningBytes(
  chainId: string,
  { at, form_hash, from, items, phrase }: StatementAsk,
): Uint8Array {
  const said = { from, phrase, form_hash, items, at };
  return signingBytes(TAG, chainId, canonicalJsonBytes(said));
}
