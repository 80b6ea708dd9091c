import type { RecordAnswer } from '@mingjing/client';
import { findText, State, type StateKind } from '@mingjing/console-kit';

const KINDS: Readonly<Record<string, StateKind>> = {
  published: 'met',
  amended: 'met',
  'taken-down': 'failed',
};

/** What a record is now: colour, icon and word. */
export function Standing({ record: { standing } }: { readonly record: RecordAnswer }) {
  return (
    <State kind={KINDS[standing] ?? 'unknown'}>
      {findText(`content.standing.${standing}`) ?? standing}
    </State>
  );
}
