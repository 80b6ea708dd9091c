import { type RoomProps, SectionedRoom, useText } from '@mingjing/console-kit';
import { ReadDays } from './read-days.tsx';
import { ReadList } from './read-list.tsx';
import { Witnesses } from './witnesses.tsx';

const SECTIONS = [
  { id: 'days', List: ReadDays },
  { id: 'reads', List: ReadList },
  { id: 'witnesses', List: Witnesses },
];

/** What this node read of others, by whom and what for, and who watches over that. */
export default function AccountabilityPage({ session, path }: RoomProps) {
  const say = useText();
  return (
    <SectionedRoom
      room="accountability"
      heading={say('accountability.heading')}
      session={session}
      path={path}
      sections={SECTIONS}
      acts={{}}
    />
  );
}
