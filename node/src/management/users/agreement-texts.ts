import { bytesToHex, sha256 } from '@mingjing/crypto';
import { type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import { Collection } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { ManagementContext } from '../context.ts';

const TEXT_CHARS_MAX = 60_000;
/** Texts kept: a new version a month for eight years, or drafts. */
const AGREEMENT_TEXTS_MAX = 100;
const said = Type.String({ minLength: 1, maxLength: TEXT_CHARS_MAX, pattern: '\\S' });
const agreementText = Type.Object({ text: said }, { additionalProperties: false });
type AgreementText = Static<typeof agreementText>;

/**
 * Texts of the service agreement by their hashes. Which version is in force the chain says, by the
 * hash that the organisation's officer signed; so a text cannot be exchanged under a version.
 */
export function agreementTextRoutes(context: ManagementContext): AnyRoute[] {
  const texts = new Collection<AgreementText>(context.shelf, {
    name: 'agreement-texts',
    isValid: (value): value is AgreementText => Value.Check(agreementText, value),
  });
  return [keepRoute(context, texts), readRoute(texts)];
}

/** SHA-256 of the text in UTF-8, as of a file: what an officer publishes and a user accepts. */
function agreementHash({ text }: AgreementText): string {
  return bytesToHex(sha256(Buffer.from(text)));
}

function keepRoute({ shelf }: ManagementContext, texts: Collection<AgreementText>): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: '/v1/agreement-texts',
    policy: 'bound',
    act: { source: 'admin', event: 'agreement-text-kept' },
    summary: 'Keeps a text of the service agreement; its hash is what an officer then publishes',
    schema: { body: agreementText },
    handler: ({ body, recordActs }) =>
      shelf.inTurn(async () => {
        // What has no UTF-8 form has no hash that anybody else would find.
        if (!body.text.isWellFormed()) throw new Problem(400, 'bad-request');
        const hash = agreementHash(body);
        const standing = await texts.list({ limit: AGREEMENT_TEXTS_MAX });
        const isKnown = standing.some(({ id }) => id === hash);
        if (!isKnown && standing.length === AGREEMENT_TEXTS_MAX) {
          throw new Problem(409, 'agreement-texts-full');
        }
        await recordActs([{ result: 'done', object: hash }]);
        await shelf.change([texts.put(hash, body)]);
        return { status: 201, json: { text_hash: hash } };
      }),
  });
}

function readRoute(texts: Collection<AgreementText>): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: '/v1/agreement-texts/:hash',
    policy: 'public',
    act: { source: 'access', event: 'agreement-text-read' },
    summary: 'A text of the service agreement by its hash',
    schema: { params: Type.Object({ hash: Type.String({ pattern: '^[0-9a-f]{64}$' }) }) },
    async handler({ act, params: { hash } }) {
      act.object = hash;
      const found = await texts.get(hash);
      if (found === undefined) throw new Problem(404, 'agreement-text-unknown');
      return { json: { text_hash: hash, text: found.text } };
    },
  });
}
