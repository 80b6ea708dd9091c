import { type RoomProps, usePlace } from '@mingjing/console-kit';
import { AgreementPage } from './agreement-page.tsx';
import { AgreementText } from './agreement-text.tsx';
import { ConfirmPage, DecidePage, LiftPage } from './conduct-pages.tsx';
import { ImposePage } from './impose-page.tsx';
import { ApprovalPage, AskPage, OpeningPage } from './reveal-pages.tsx';
import { UserList } from './user-list.tsx';

/** Users who registered here; what is done about one has a page of its own. */
export default function UsersPage({ session, path }: RoomProps) {
  const { params } = usePlace();
  const [id = '', act = '', of = ''] = path.split('/');
  const props = { session, user: id, of };
  if (path === 'agreement') return <AgreementPage session={session} />;
  if (id === 'agreement') return <AgreementText hash={act} />;
  if (act === 'reveal') return <AskPage {...props} />;
  if (act === 'approve') return <ApprovalPage {...props} />;
  if (act === 'opening') return <OpeningPage {...props} />;
  if (act === 'sanction') return <ImposePage {...props} />;
  if (act === 'confirm') return <ConfirmPage {...props} />;
  if (act === 'lift') return <LiftPage {...props} />;
  if (act === 'decide') return <DecidePage {...props} />;
  // The agenda opens what waits by the id of a reveal, which begins with its user's.
  const opened = params.get('open')?.split(':')[0] ?? '';
  return <UserList session={session} openId={id === '' ? opened : id} />;
}
