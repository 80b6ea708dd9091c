import {
  ActPage,
  askAgain,
  Link,
  type OfficerKey,
  Pane,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import { type Action, actionToJson } from '@mingjing/protocol';
import type { ReactNode } from 'react';
import { node } from '../api.ts';
import { carryOut, readAfter } from './act.ts';
import { Difference } from './difference.tsx';
import { Done } from './done.tsx';
import { stillToVote } from './proposals.ts';

export interface ProposeActProps {
  readonly title: string;
  /** What is proposed, once it is there and well formed. */
  readonly action: Action | undefined;
  /** Why there is no action yet. */
  readonly pending: string;
  /** The fields that make the action. */
  readonly children: ReactNode;
}

/** The page on which a system administrator proposes: the dry run first, then the signature. */
export function ProposeAct({ title, action, pending, children }: ProposeActProps) {
  const say = useText();
  const text = action === undefined ? '' : actionToJson(action);
  const propose = async (key: OfficerKey) => {
    const value = { action: action as Action, expiresAt: 0 };
    const done = await carryOut(key, { type: 'governancePropose', value });
    await askAgain('proposals');
    const client = node();
    const read = await readAfter(Promise.all([client.proposal(done.id), client.members()]));
    return { done, names: read && stillToVote(...read) };
  };
  return (
    <ActPage
      title={title}
      changes={
        <>
          {children}
          {text !== '' && <DryRun text={text} />}
        </>
      }
      undo={say('chain.propose.undo')}
      expiry={say('chain.propose.expiry')}
      pending={action === undefined ? pending : undefined}
      signLabel={say('chain.propose.sign')}
      carryOut={propose}
      after={({ done, names }) => (
        <Done title={say('chain.propose.done')} done={done} names={names}>
          <Link path={`approvals/${done.id}`}>{say('chain.propose.show')}</Link>
        </Done>
      )}
    />
  );
}

function DryRun({ text }: { readonly text: string }) {
  const say = useText();
  const answer = useAnswer(['dry-run', text], () => node().dryRun(text));
  return (
    <>
      <h3>{say('chain.diff.label')}</h3>
      <Pane answer={answer}>{(tried) => <Difference answer={tried} />}</Pane>
    </>
  );
}
