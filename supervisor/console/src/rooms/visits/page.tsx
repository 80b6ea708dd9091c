import { type RoomProps, SectionedRoom, useText } from '@mingjing/console-kit';
import { BeginVisit } from './begin-visit.tsx';
import { EndVisit } from './end-visit.tsx';
import { BeginInspection } from './inspection/begin-inspection.tsx';
import { ConfirmItem } from './inspection/confirm-item.tsx';
import { InspectionList } from './inspection/inspection-list.tsx';
import { InspectionPage } from './inspection/inspection-page.tsx';
import { SealInspection } from './inspection/seal-inspection.tsx';
import { JoinVisit } from './join-visit.tsx';
import { VisitList } from './visit-list.tsx';

const SECTIONS = [
  { id: 'list', List: VisitList },
  { id: 'inspections', List: InspectionList },
];
const ACTS = {
  ...{ 'list/new': BeginVisit, 'list/join': JoinVisit, 'list/end': EndVisit },
  ...{ 'list/inspect': BeginInspection, 'inspections/form': InspectionPage },
  ...{ 'inspections/confirm': ConfirmItem, 'inspections/seal': SealInspection },
};

/** Visits of two officers: begun, joined, ended; and what they inspect meanwhile. */
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
