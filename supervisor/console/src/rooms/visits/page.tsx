import { type RoomProps, SectionedRoom, useText } from '@mingjing/console-kit';
import { BeginVisit } from './begin-visit.tsx';
import { EndVisit } from './end-visit.tsx';
import { JoinVisit } from './join-visit.tsx';
import { VisitList } from './visit-list.tsx';

const SECTIONS = [{ id: 'list', List: VisitList }];
const ACTS = { 'list/new': BeginVisit, 'list/join': JoinVisit, 'list/end': EndVisit };

/** Visits of two officers: begun, joined, ended. */
export default function VisitsPage({ session, path }: RoomProps) {
  const say = useText();
  return (
    <SectionedRoom
      room="visits"
      heading={say('visits.heading')}
      session={session}
      path={path}
      sections={SECTIONS}
      acts={ACTS}
    />
  );
}
