import { type RoomProps, useAnswer, useText } from '@mingjing/console-kit';
import { node } from '../../api.ts';
import { judgedCertificate } from '../../chain/retention.ts';
import { InspectionCard } from './inspection-card.tsx';
import { JournalCard } from './journal-card.tsx';
import { NetworkCard } from './network-card.tsx';
import { WaitingForMe } from './waiting-for-me.tsx';

const STATUS_MS = 5000;
const CERTIFICATE_MS = 10 * 60_000;

/** If they come now, are we ready, and what waits for me? */
export default function TodayPage({ session, rooms }: RoomProps) {
  const say = useText();
  const status = useAnswer(['status'], () => node().status(), STATUS_MS);
  const validators = useAnswer(['validators'], () => node().validators(), STATUS_MS);
  const certificate = useAnswer(['retention'], judgedCertificate, CERTIFICATE_MS);
  return (
    <>
      <header className="page-head">
        <h1>{say('today.heading')}</h1>
        <span className="meta">{say('today.question')}</span>
      </header>
      <InspectionCard />
      <div className="columns">
        <div className="stack">
          <WaitingForMe officer={session.officer} rooms={rooms} />
        </div>
        <div className="stack">
          <NetworkCard status={status} validators={validators} />
          <JournalCard status={status} certificate={certificate} />
        </div>
      </div>
    </>
  );
}
