import { type OwnSession, Refused, useText } from '@mingjing/console-kit';
import type { ComponentType } from 'react';
import { maySee, type Section, Sections } from '../../frame/sections.tsx';
import type { RoomProps } from '../room.ts';
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

interface PartProps {
  readonly session: OwnSession;
  /** What the act is about; empty: nothing yet. */
  readonly id: string;
}

type Part = ComponentType<PartProps>;

const REVIEWING = ['reviewer', 'security-admin', 'audit-admin'] as const;

/** The pages of the room in their order; `roles` are those of the access table. */
const SECTIONS: readonly (Section & { readonly List: Part })[] = [
  { id: 'records', List: RecordList },
  { id: 'reviews', roles: REVIEWING, List: ReviewList },
  { id: 'cases', List: CaseList },
  { id: 'orders', List: OrderList },
  { id: 'rules', roles: REVIEWING, List: RuleSetList },
  { id: 'statistics', roles: REVIEWING, List: StatisticsPage },
];

/** Acts by their section and name: `cases/new`, or `cases/<id>/close`. */
const ACTS: Readonly<Record<string, Part>> = {
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

/** What is published and what is done about it: each act has a page of its own. */
export default function ContentPage({ session, path }: RoomProps) {
  const say = useText();
  const [asked, ...rest] = path.split('/');
  const section = SECTIONS.find(({ id }) => id === asked) ?? SECTIONS[0];
  if (section === undefined) return null;
  const { List, id: current, roles = [] } = section;
  const mayEnter = maySee(section, session.role);
  const [id = '', name = id] = rest;
  const Act = ACTS[`${current}/${name}`];
  if (mayEnter && Act !== undefined) return <Act session={session} id={id} />;
  return (
    <>
      <header className="page-head">
        <h1>{say('content.heading')}</h1>
      </header>
      <Sections room="content" sections={SECTIONS} role={session.role} current={current} />
      {mayEnter ? <List session={session} id="" /> : <Refused roles={roles} />}
    </>
  );
}
