import {
  Card,
  DataTable,
  go,
  Link,
  type OwnSession,
  Pane,
  SideDrawer,
  setParams,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { Select } from 'antd';
import { useCallback } from 'react';
import { type SlotLine, useSlots } from './answers.ts';
import { Level } from './level.tsx';
import { KEEPERS } from './roles.ts';
import { SlotDetails } from './slot-details.tsx';

const LEVELS = ['red', 'amber', 'green', 'none'];

export interface DocumentListProps {
  readonly session: OwnSession;
  /** The slot whose versions are open; empty: none. */
  readonly openId: string;
}

/** Every document that the form asks for, and how it stands today. */
export function DocumentList({ session, openId }: DocumentListProps) {
  const say = useText();
  const { language, params } = usePlace();
  const answer = useSlots();
  const level = LEVELS.find((each) => each === params.get('level'));
  const close = useCallback(() => go('documents', { level }), [level]);
  return (
    <Card
      title={say('documents.section.documents')}
      extra={
        KEEPERS.includes(session.role) && (
          <Link path="documents/new">{say('documents.handIn.open')}</Link>
        )
      }
    >
      <LevelFilter level={level} />
      <Pane answer={answer}>
        {({ slots }) => (
          <>
            <Slots
              slots={slots.filter((each) => level === undefined || each.level === level)}
              openId={openId}
              level={level}
            />
            <SideDrawer
              title={slots.find(({ slot }) => slot === openId)?.title[language] ?? openId}
              isOpen={openId !== ''}
              onClose={close}
            >
              <SlotDetails session={session} slot={openId} />
            </SideDrawer>
          </>
        )}
      </Pane>
    </Card>
  );
}

interface Filter {
  readonly level: string | undefined;
}

function LevelFilter({ level }: Filter) {
  const say = useText();
  return (
    <div className="filters">
      <label htmlFor="level">
        {say('documents.state')}
        <Select
          id="level"
          aria-label={say('documents.state')}
          value={level ?? ''}
          popupMatchSelectWidth={false}
          onChange={(value: string) => setParams({ level: value })}
          options={['', ...LEVELS].map((value) => ({
            value,
            label: value === '' ? say('documents.all') : say(`documents.levels.${value}`),
          }))}
        />
      </label>
    </div>
  );
}

interface SlotsProps extends Filter {
  readonly slots: readonly SlotLine[];
  readonly openId: string;
}

function Slots({ slots, openId, level }: SlotsProps) {
  const say = useText();
  const { language } = usePlace();
  if (slots.length === 0) return <p className="meta">{say('documents.noneSo')}</p>;
  return (
    <DataTable
      label={say('documents.section.documents')}
      rows={slots}
      keyOf={({ slot }) => slot}
      isOpen={({ slot }) => slot === openId}
      onOpen={({ slot }) => go(`documents/${slot}`, { level })}
      columns={[
        { title: say('documents.document'), cell: ({ title }) => title[language] },
        {
          title: say('documents.need'),
          cell: ({ mandatory }) => say(mandatory ? 'documents.mandatory' : 'documents.asNeeded'),
        },
        { title: say('documents.state'), cell: (each) => <Level {...each} /> },
        { title: say('documents.expires'), cell: ({ expires_on: day }) => day ?? '' },
      ]}
    />
  );
}
