import { type RoomProps, SectionedRoom, useText } from '@mingjing/console-kit';
import { AdvisePage } from './advise-page.tsx';
import { DraftPage } from './draft-page.tsx';
import { FollowPage } from './follow-page.tsx';
import { InterventionList } from './intervention-list.tsx';
import { SignPage } from './sign-page.tsx';
import { WithdrawPage } from './withdraw-page.tsx';

const SECTIONS = [{ id: 'list', List: InterventionList }];
const ACTS = {
  'list/new': DraftPage,
  'list/advise': AdvisePage,
  'list/sign': SignPage,
  'list/follow': FollowPage,
  'list/withdraw': WithdrawPage,
};

/** Orders and advisories: drafted, signed by another officer, posted, followed live. */
export default function InterventionsPage({ session, path }: RoomProps) {
  const say = useText();
  return (
    <SectionedRoom
      room="interventions"
      heading={say('interventions.heading')}
      session={session}
      path={path}
      sections={SECTIONS}
      acts={ACTS}
    />
  );
}
