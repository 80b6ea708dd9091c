import {
  type RoomProps,
  SectionedRoom,
  type SectionedRoomProps,
  useText,
} from '@mingjing/console-kit';
import { DrillsPage } from './drills/drills-page.tsx';
import { FindingList } from './findings/finding-list.tsx';
import { MoveFinding } from './findings/move-finding.tsx';
import { OpenFinding } from './findings/open-finding.tsx';
import { BeginRun } from './form/begin-run.tsx';
import { ConfirmItem } from './form/confirm-item.tsx';
import { FormPage } from './form/form-page.tsx';
import { RehearsalPage } from './rehearsal/rehearsal-page.tsx';
import { RunList } from './runs/run-list.tsx';

const SECTIONS: SectionedRoomProps['sections'] = [
  { id: 'form', List: FormPage },
  { id: 'runs', List: RunList },
  { id: 'findings', List: FindingList },
  { id: 'drills', List: DrillsPage },
  { id: 'rehearsal', List: RehearsalPage },
];

const ACTS: SectionedRoomProps['acts'] = {
  'form/new': BeginRun,
  'form/confirm': ConfirmItem,
  'findings/new': OpenFinding,
  'findings/move': MoveFinding,
};

/** The form with live verdicts, what earlier runs left, what is to be mended, and the rehearsal. */
export default function InspectionPage({ session, path }: RoomProps) {
  const say = useText();
  return (
    <SectionedRoom
      room="inspection"
      heading={say('inspection.heading')}
      session={session}
      path={path}
      sections={SECTIONS}
      acts={ACTS}
    />
  );
}
