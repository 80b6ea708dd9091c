import { type RoomProps, SectionedRoom, useText } from '@mingjing/console-kit';
import { DecideRules } from './decide-rules.tsx';
import { DueAlarms } from './due-alarms.tsx';
import { ProposeRules } from './propose-rules.tsx';
import { TestRules } from './test-rules.tsx';
import { VersionList } from './version-list.tsx';

const SECTIONS = [
  { id: 'versions', List: VersionList },
  { id: 'due', List: DueAlarms },
];
const ACTS = {
  'versions/new': ProposeRules,
  'versions/test': TestRules,
  'versions/decide': DecideRules,
};

/** Versions of the rules: proposed, tested over history, let in by another officer. */
export default function RulesPage({ session, path }: RoomProps) {
  const say = useText();
  return (
    <SectionedRoom
      room="rules"
      heading={say('rules.heading')}
      session={session}
      path={path}
      sections={SECTIONS}
      acts={ACTS}
    />
  );
}
