import type { RecordAnswer } from '@mingjing/client';
import { findText, type Say, State, type StateKind, useText } from '@mingjing/console-kit';

/** A record as lists name it: its number in the service's own list of kinds, 0 is none of them. */
export function recordTitle(say: Say, { category, subject }: RecordAnswer): string {
  const name =
    category === 0 ? say('portal.records.record') : say('portal.records.category', { category });
  return subject === '' ? name : say('portal.records.titled', { name, subject });
}

const KINDS: Readonly<Record<string, StateKind>> = {
  amended: 'due',
  withdrawn: 'unknown',
};

/** Whether a record stands, as the node states it. */
export function Standing({ standing }: { readonly standing: string }) {
  const say = useText();
  const name =
    findText(`portal.standing.${standing}`) ?? say('portal.standing.other', { standing });
  // Nothing proves here that it still stands, so nothing about it is green.
  if (standing === 'published') return <span>{name}</span>;
  return <State kind={KINDS[standing] ?? 'failed'}>{name}</State>;
}
