import type { ProposalAnswer } from '@mingjing/client';
import { State, type StateKind, useText } from '@mingjing/console-kit';
import { refusalText } from './act.ts';

const KINDS: Readonly<Record<string, StateKind>> = {
  open: 'due',
  approved: 'due',
  effected: 'met',
  failed: 'failed',
};

/** How a proposal stands; one that could not be carried out says why. */
export function ProposalStatus({ proposal }: { readonly proposal: ProposalAnswer }) {
  const say = useText();
  const { failure, status } = proposal;
  return (
    <State kind={KINDS[status] ?? 'unknown'}>
      {say(`chain.status.${status}`)}
      {failure !== null && ` · ${refusalText(failure)}`}
    </State>
  );
}
