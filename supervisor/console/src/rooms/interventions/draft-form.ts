import type { Values } from '@mingjing/console-kit';
import { shanghaiMinute } from '@mingjing/console-kit/time';
import type { AdvisoryDraft, OrderDraft } from './answers.ts';

/** A measure that is not carried out within a day is overdue. */
const DEADLINE_MS = 24 * 60 * 60 * 1000;
const CODE_MAX = 0xffff;
const RECORD = /^[0-9a-f]{72}$/;
const ORDER = /^[0-9a-f]{64}$/;
const USER = /^[a-z][a-z0-9-]{1,31}$/;
/** What each kind can be about. */
const SUBJECTS: Readonly<Record<string, readonly RegExp[]>> = {
  ...{ freeze: [RECORD, USER], limit: [USER], takedown: [RECORD], lift: [ORDER] },
};

/** What in a form does not fit, as its texts are called: `interventions.fault.<name>`. */
export type DraftFault =
  | 'missing'
  | `subject-${string}`
  | 'until'
  | 'until-past'
  | 'code'
  | 'replyBy'
  | 'replyBy-past';

/** Kinds of orders that end by themselves, at a time that their draft names. */
export function endsByItself(kind: string | undefined): boolean {
  return kind === 'freeze' || kind === 'limit';
}

/** An order as it was typed, or what of it does not fit; `now` in ms. */
export function orderIn(values: Values, now: number): OrderDraft | DraftFault {
  const said = saidIn(values);
  const kind = said('kind') as OrderDraft['kind'];
  const names = ['kind', 'subject', 'basis', 'reason', 'reference', 'explanation'];
  const asked = endsByItself(kind) ? [...names, 'until'] : names;
  if (asked.some((name) => said(name) === '')) return 'missing';
  const subject = said('subject').toLowerCase();
  if (!SUBJECTS[kind]?.some((form) => form.test(subject))) return `subject-${kind}`;
  const until = endsByItself(kind) ? shanghaiMinute(said('until')) : null;
  if (until === undefined) return 'until';
  if (until !== null && until <= now) return 'until-past';
  const [basis, reason] = [codeIn(said('basis')), codeIn(said('reason'))];
  if (basis === undefined || reason === undefined) return 'code';
  return {
    ...{ kind, subject, expires_at: until, basis, reason, deadline: now + DEADLINE_MS },
    ...{ reference: said('reference'), explanation: said('explanation') },
    drill: values['drill'] === 'true',
  };
}

/** An advisory as it was typed, or what of it does not fit. */
export function advisoryIn(values: Values, now: number): AdvisoryDraft | DraftFault {
  const said = saidIn(values);
  const words = { organisation: said('organisation'), title: said('title'), text: said('text') };
  if (Object.values(words).some((word) => word === '')) return 'missing';
  const replyBy = said('replyBy') === '' ? null : shanghaiMinute(said('replyBy'));
  if (replyBy === undefined) return 'replyBy';
  if (replyBy !== null && replyBy <= now) return 'replyBy-past';
  return { kind: 'advisory', ...words, reply_by: replyBy };
}

function saidIn(values: Values): (name: string) => string {
  return (name) => (values[name] ?? '').trim();
}

function codeIn(text: string): number | undefined {
  const code = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return code >= 1 && code <= CODE_MAX ? code : undefined;
}
