import {
  type RoomProps,
  SectionedRoom,
  type SectionedRoomProps,
  useText,
} from '@mingjing/console-kit';
import { AddEvidence } from './cases/add-evidence.tsx';
import { CaseList } from './cases/case-list.tsx';
import { CloseCase } from './cases/close-case.tsx';
import { NoteAction } from './cases/note-action.tsx';
import { OpenCase } from './cases/open-case.tsx';
import { ReportCase } from './cases/report-case.tsx';
import { ApproveOrder } from './orders/approve-order.tsx';
import { OrderList } from './orders/order-list.tsx';
import { PlaceOrder } from './orders/place-order.tsx';
import { RecordList } from './records/record-list.tsx';
import { DecideReview } from './reviews/decide-review.tsx';
import { ReviewList } from './reviews/review-list.tsx';
import { DecideRuleSet } from './rules/decide-rule-set.tsx';
import { ProposeRuleSet } from './rules/propose-rule-set.tsx';
import { RuleSetList } from './rules/rule-set-list.tsx';
import { ReviewSettings } from './statistics/review-settings.tsx';
import { StatisticsPage } from './statistics/statistics-page.tsx';

const REVIEWING = ['reviewer', 'security-admin', 'audit-admin'] as const;

const SECTIONS: SectionedRoomProps['sections'] = [
  { id: 'records', List: RecordList },
  { id: 'reviews', roles: REVIEWING, List: ReviewList },
  { id: 'cases', List: CaseList },
  { id: 'orders', List: OrderList },
  { id: 'rules', roles: REVIEWING, List: RuleSetList },
  { id: 'statistics', roles: REVIEWING, List: StatisticsPage },
];

const ACTS: SectionedRoomProps['acts'] = {
  'reviews/decide': DecideReview,
  'cases/new': OpenCase,
  'cases/evidence': AddEvidence,
  'cases/action': NoteAction,
  'cases/report': ReportCase,
  'cases/close': CloseCase,
  'orders/new': PlaceOrder,
  'orders/approve': ApproveOrder,
  'rules/new': ProposeRuleSet,
  'rules/decide': DecideRuleSet,
  'statistics/settings': ReviewSettings,
};

/** What is published, and what is done about it. */
export default function ContentPage({ session, path }: RoomProps) {
  const say = useText();
  return (
    <SectionedRoom
      room="content"
      heading={say('content.heading')}
      session={session}
      path={path}
      sections={SECTIONS}
      acts={ACTS}
    />
  );
}
