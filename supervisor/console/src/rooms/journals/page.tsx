import { Pane, type RoomProps, useAnswer, useText } from '@mingjing/console-kit';
import { ask } from '../../api.ts';
import type { JournalsAnswer } from './answers.ts';
import { CertificateCheck } from './certificate-check.tsx';
import { JournalTable } from './journal-table.tsx';
import { OwnCertificate } from './own-certificate.tsx';

const JOURNALS_MS = 10_000;

/** What every node retains, as far as it was verified here. */
export default function JournalsPage(_: RoomProps) {
  const say = useText();
  const answer = useAnswer(
    ['journals'],
    () => ask<JournalsAnswer>({ path: '/v1/journals' }),
    JOURNALS_MS,
  );
  return (
    <>
      <header className="page-head">
        <h1>{say('journals.name')}</h1>
        <span className="meta">{say('journals.note')}</span>
      </header>
      <div className="stack">
        <Pane answer={answer} heightOf={({ height }) => height}>
          {(journals) => <JournalTable answer={journals} />}
        </Pane>
        <CertificateCheck />
        <OwnCertificate />
      </div>
    </>
  );
}
