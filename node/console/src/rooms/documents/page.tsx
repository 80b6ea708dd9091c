import { Link, type RoomProps, usePlace, useText } from '@mingjing/console-kit';
import { AttestPage } from './attest-page.tsx';
import { DocumentList } from './document-list.tsx';
import { Filing } from './filing.tsx';
import { HandInPage } from './hand-in-page.tsx';
import { People } from './people.tsx';
import { RegisterPage } from './register-page.tsx';
import { WithdrawPage } from './withdraw-page.tsx';

const PARTS = ['documents', 'people', 'filing'] as const;

/** Documents, people and the filing: what an inspector asks to see on paper. */
export default function DocumentsPage({ session, path }: RoomProps) {
  const say = useText();
  const { params } = usePlace();
  const [id = '', act] = path.split('/');
  if (id === 'new') return <HandInPage session={session} />;
  if (path === 'people/new') return <RegisterPage session={session} />;
  if (act === 'attest') return <AttestPage session={session} id={id} />;
  if (act === 'withdraw') return <WithdrawPage session={session} id={id} />;
  const part = PARTS.find((each) => each === id) ?? 'documents';
  const openId = id === '' ? (params.get('open') ?? '') : id;
  return (
    <>
      <header className="page-head">
        <h1>{say('documents.heading')}</h1>
        <nav className="acts" aria-label={say('documents.parts')}>
          {PARTS.map((each) => (
            <Link
              key={each}
              path={each === 'documents' ? each : `documents/${each}`}
              isCurrent={each === part}
            >
              {say(`documents.part.${each}`)}
            </Link>
          ))}
        </nav>
      </header>
      {part === 'documents' && <DocumentList session={session} openId={openId} />}
      {part === 'people' && <People session={session} />}
      {part === 'filing' && <Filing />}
    </>
  );
}
