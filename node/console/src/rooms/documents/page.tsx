import { type RoomProps, Sections, usePlace, useText } from '@mingjing/console-kit';
import { AttestPage } from './attest-page.tsx';
import { Calendar } from './calendar/calendar.tsx';
import { TellYear } from './calendar/tell-year.tsx';
import { DocumentList } from './document-list.tsx';
import { Filing } from './filing/filing.tsx';
import { TellFiling } from './filing/tell-filing.tsx';
import { HandInPage } from './hand-in-page.tsx';
import { People } from './people/people.tsx';
import { EndAppointment, NameLetter, RecordTraining } from './people/person-acts.tsx';
import { RegisterPage } from './people/register-page.tsx';
import { WithdrawPage } from './withdraw-page.tsx';

const PARTS = ['documents', 'people', 'filing', 'calendar'].map((id) => ({ id }));

const PERSON_ACTS = {
  training: RecordTraining,
  letter: NameLetter,
  leave: EndAppointment,
} as const;

/** Documents, people and the filing: what an inspector asks to see on paper. */
export default function DocumentsPage({ session, path }: RoomProps) {
  const say = useText();
  const { params } = usePlace();
  const [id = '', act = '', name = ''] = path.split('/');
  if (id === 'new') return <HandInPage session={session} />;
  if (path === 'people/new') return <RegisterPage session={session} />;
  if (path === 'filing/new') return <TellFiling session={session} />;
  if (path === 'calendar/new') return <TellYear session={session} />;
  const PersonAct = PERSON_ACTS[name as keyof typeof PERSON_ACTS];
  if (id === 'people' && PersonAct !== undefined) return <PersonAct session={session} id={act} />;
  if (act === 'attest') return <AttestPage session={session} id={id} />;
  if (act === 'withdraw') return <WithdrawPage session={session} id={id} />;
  const part = PARTS.find((each) => each.id === id)?.id ?? 'documents';
  const openId = id === '' ? (params.get('open') ?? '') : id;
  return (
    <>
      <header className="page-head">
        <h1>{say('documents.heading')}</h1>
      </header>
      <Sections
        room="documents"
        sections={PARTS}
        role={session.role}
        current={part}
        home="documents"
      />
      {part === 'documents' && <DocumentList session={session} openId={openId} />}
      {part === 'people' && <People session={session} />}
      {part === 'filing' && <Filing session={session} />}
      {part === 'calendar' && <Calendar session={session} />}
    </>
  );
}
