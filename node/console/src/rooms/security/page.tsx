import {
  type RoomProps,
  SectionedRoom,
  type SectionedRoomProps,
  useText,
} from '@mingjing/console-kit';
import { ExplainPage } from './explain/explain-page.tsx';
import { HealthPage } from './health/health-page.tsx';
import { OutboundPage } from './health/outbound-page.tsx';
import { IncidentList } from './incidents/incident-list.tsx';
import { IncidentStep } from './incidents/incident-step.tsx';
import { OpenIncident } from './incidents/open-incident.tsx';
import { BeginDrill } from './inventory/begin-drill.tsx';
import { DrillList } from './inventory/drill-list.tsx';
import { InventoryPage } from './inventory/inventory-page.tsx';
import { PausePage } from './pause/pause-page.tsx';
import { ProposePause } from './pause/propose-pause.tsx';
import { RequestList } from './requests/request-list.tsx';
import { RequestStep } from './requests/request-step.tsx';
import { TakeInRequest } from './requests/take-in-request.tsx';
import { AnnounceWindow } from './windows/announce-window.tsx';
import { EndWindow } from './windows/end-window.tsx';
import { WindowList } from './windows/window-list.tsx';

const ADMINISTRATORS = ['system-admin', 'security-admin', 'audit-admin'] as const;

const SECTIONS: SectionedRoomProps['sections'] = [
  { id: 'health', roles: [...ADMINISTRATORS, 'duty'], List: HealthPage },
  { id: 'incidents', roles: [...ADMINISTRATORS, 'duty', 'disclosure'], List: IncidentList },
  {
    id: 'requests',
    roles: ['security-admin', 'audit-admin', 'disclosure'],
    List: RequestList,
  },
  { id: 'drills', roles: ADMINISTRATORS, List: DrillList },
  { id: 'windows', roles: [...ADMINISTRATORS, 'duty'], List: WindowList },
  { id: 'pause', roles: [...ADMINISTRATORS, 'duty'], List: PausePage },
  { id: 'outbound', roles: ADMINISTRATORS, List: OutboundPage },
  { id: 'inventory', roles: ADMINISTRATORS, List: InventoryPage },
  { id: 'explain', roles: [...ADMINISTRATORS, 'duty', 'disclosure'], List: ExplainPage },
];

const ACTS: SectionedRoomProps['acts'] = {
  'incidents/new': OpenIncident,
  'incidents/step': IncidentStep,
  'requests/new': TakeInRequest,
  'requests/step': RequestStep,
  'drills/new': BeginDrill,
  'pause/new': ProposePause,
  'windows/new': AnnounceWindow,
  'windows/end': EndWindow,
};

/** How the machines are, what was found, and what is done about it. */
export default function SecurityPage({ session, path }: RoomProps) {
  const say = useText();
  return (
    <SectionedRoom
      room="security"
      heading={say('security.heading')}
      session={session}
      path={path}
      sections={SECTIONS}
      acts={ACTS}
    />
  );
}
