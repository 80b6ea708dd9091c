import type { RoomProps } from '@mingjing/console-kit';
import { ApprovalList } from './approval-list.tsx';
import { ProposePage } from './propose-page.tsx';
import { VotePage } from './vote-page.tsx';
import { WithdrawPage } from './withdraw-page.tsx';

/** Proposals and policies; what is signed has a page of its own. */
export default function ApprovalsPage({ session, path }: RoomProps) {
  const [id = '', act] = path.split('/');
  if (id === 'new') return <ProposePage session={session} />;
  if (act === 'vote') return <VotePage session={session} id={id} />;
  if (act === 'withdraw') return <WithdrawPage session={session} id={id} />;
  return <ApprovalList session={session} openId={id} />;
}
