import { type RoomProps, Sections, usePlace, useText } from '@mingjing/console-kit';
import { AnswerChallengePage, AskChallengePage } from './challenge-pages.tsx';
import { AnswerPage, AssignPage, ClosePage } from './complaint-acts.tsx';
import { ComplaintList } from './complaint-list.tsx';
import { Duty } from './duty.tsx';
import { AddShiftPage, RemoveShiftPage } from './shift-pages.tsx';

const PARTS = [{ id: 'complaints' }, { id: 'duty' }];

/** Complaints and who is on duty; what is done about them has pages of its own. */
export default function ComplaintsPage({ session, path }: RoomProps) {
  const say = useText();
  const { params } = usePlace();
  const [id = '', act = '', of = ''] = path.split('/');
  if (id === 'duty') {
    if (act === 'shift') return <AddShiftPage session={session} />;
    if (act === 'remove') return <RemoveShiftPage session={session} id={of} />;
    if (act === 'ask') return <AskChallengePage session={session} />;
    if (act === 'answer') return <AnswerChallengePage />;
  }
  if (act === 'assign') return <AssignPage session={session} id={id} />;
  if (act === 'answer') return <AnswerPage session={session} id={id} />;
  if (act === 'close') return <ClosePage session={session} id={id} />;
  const isDuty = id === 'duty';
  return (
    <>
      <header className="page-head">
        <h1>{say('complaints.heading')}</h1>
      </header>
      <Sections
        room="complaints"
        sections={PARTS}
        role={session.role}
        current={isDuty ? 'duty' : 'complaints'}
        home="complaints"
      />
      {isDuty ? (
        <Duty session={session} />
      ) : (
        <ComplaintList session={session} openId={id === '' ? (params.get('open') ?? '') : id} />
      )}
    </>
  );
}
