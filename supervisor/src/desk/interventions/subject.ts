import { hexToBytes } from '@mingjing/crypto';
import type { Host } from '@mingjing/host';
import { authorOf } from '../../reading/records.ts';
import type { Draft } from './intervention.ts';

const RECORD_DIGITS = 72;
const ORDER_DIGITS = 64;

/** The organisation that answers for what a draft is about; undefined: there is no such thing. */
export async function organisationOf(host: Host, draft: Draft): Promise<string | undefined> {
  const { registry } = host.replica.chain.state;
  if (draft.kind === 'advisory') return registry.get('organisation', draft.organisation)?.id;
  const { subject } = draft;
  const bytes = hexToBytes(subject) ?? new Uint8Array(0);
  if (subject.length === ORDER_DIGITS) return registry.get('order', bytes)?.subjectOrganisation;
  if (subject.length !== RECORD_DIGITS) return registry.get('user', subject)?.organisation;
  return registry.get('user', (await authorOf(host, bytes)) ?? '')?.organisation;
}
