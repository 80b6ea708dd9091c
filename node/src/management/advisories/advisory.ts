import { verify } from '@mingjing/crypto/node';
import { isWithin, type RegistryReader } from '@mingjing/execution';
import { NodeRole, OfficerRole, statementSigningBytes } from '@mingjing/protocol';
import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import {
  documentId,
  officerId,
  orNull,
  said,
  signatureBytes,
  signatureText,
  time,
} from '../stored-shapes.ts';

const TITLE_CHARS_MAX = 120;
/** Three bytes for each character stay below what a statement's text may have. */
const TEXT_CHARS_MAX = 1300;
/** Advisories that nobody has acknowledged: a desk that is not looked at takes no more. */
export const UNREAD_MAX = 200;

/** An advisory as the supervision desk sends it. */
export const advisoryForm = Type.Object(
  {
    id: documentId,
    /** The supervision node at which it was signed. */
    from: officerId,
    officer: officerId,
    organisation: officerId,
    title: said(TITLE_CHARS_MAX),
    text: said(TEXT_CHARS_MAX),
    reply_by: orNull(time),
    signature: signatureText,
  },
  { additionalProperties: false },
);
export type AdvisoryForm = Static<typeof advisoryForm>;

const advisory = Type.Object({
  form: advisoryForm,
  receivedAt: time,
  acknowledged: orNull(Type.Object({ by: officerId, at: time, answer: Type.String() })),
});
export type Advisory = Static<typeof advisory>;

export function advisoriesOn(shelf: Shelf): Collection<Advisory> {
  return new Collection<Advisory>(shelf, {
    name: 'advisories',
    isValid: (value): value is Advisory => Value.Check(advisory, value),
  });
}

export type AdvisoryRefusal =
  | 'advisory-other-organisation'
  | 'advisory-officer'
  | 'advisory-node'
  | 'advisory-scope'
  | 'advisory-signature';

/**
 * Why an advisory is not taken: it is for the own organisation, of a supervision officer whom the
 * chain names, at a supervision node of his authority, within his jurisdiction, signed by him.
 */
export function advisoryRefusal(
  form: AdvisoryForm,
  own: string | undefined,
  { chainId, registry }: { readonly chainId: string; readonly registry: RegistryReader },
): AdvisoryRefusal | undefined {
  if (own === undefined || form.organisation !== own) return 'advisory-other-organisation';
  const officer = registry.get('officer', form.officer);
  const isGood = officer?.role === OfficerRole.supervisionOfficer && officer.revokedHeight === 0;
  const authority = registry.get('authority', officer?.organisation ?? '');
  const isStanding = authority !== undefined && (authority.revokedHeight ?? 0) === 0;
  if (!isGood || !isStanding) return 'advisory-officer';
  const node = registry.get('node', form.from);
  const isOfHis = node?.role === NodeRole.supervision && node.organisation === officer.organisation;
  if (!isOfHis || node.revokedHeight !== 0) return 'advisory-node';
  if (!isWithin(registry, officer.jurisdictions, own)) return 'advisory-scope';
  const signing = statementSigningBytes(chainId, statementOf(form));
  const isSigned = verify(officer.key.publicKey, signing, signatureBytes(form.signature));
  return isSigned ? undefined : 'advisory-signature';
}

function statementOf({ from, id, officer, organisation, reply_by: by, text, title }: AdvisoryForm) {
  const facts = [
    ['advisory', id],
    ['organisation', organisation],
    ['title', title],
    ['text', text],
    ['reply_by', by === null ? '' : String(by)],
  ] as const;
  return { kind: 'advisory', nodeId: from, officer, facts } as const;
}
