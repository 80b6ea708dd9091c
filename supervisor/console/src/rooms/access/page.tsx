import { Empty, type RoomProps, useText } from '@mingjing/console-kit';
import { type ComponentType, useState } from 'react';
import type { Purpose } from '../../desk/reading.ts';
import { ApprovePage } from './approve-page.tsx';
import { ContributePage } from './contribute-page.tsx';
import { GivePage } from './give-page.tsx';
import { OpenPage } from './open-page.tsx';
import { OrderList } from './order-list.tsx';
import { OrderPage } from './order-page.tsx';
import type { PlaceProps } from './place-props.ts';
import { PurposeForm, PurposeLine } from './purpose-form.tsx';

const ID = /^[0-9a-f]{64}$/;
/** Pages of one order, by what stands behind its id. */
const ACTS: Readonly<Record<string, ComponentType<PlaceProps>>> = {
  approve: ApprovePage,
  contribute: ContributePage,
  open: OpenPage,
};

/** Access orders from their text to what they open, with the entries that stay of it. */
export default function AccessPage({ session, path }: RoomProps) {
  const say = useText();
  const [said, setSaid] = useState<Purpose>();
  const [first = '', act = ''] = path.split('/');
  const id = ID.test(first) ? first : '';
  const Place = placeOf(first, id, act);
  const purpose = said && (id === '' ? said : carriedOut(said, id));
  return (
    <>
      <header className="page-head">
        <h1>{say('access.heading')}</h1>
        <span className="meta">{say('access.question')}</span>
      </header>
      <div className="stack">
        {purpose === undefined ? (
          <>
            <PurposeForm onSaid={setSaid} />
            <Empty
              what={say('access.blank.what')}
              why={say('access.blank.why')}
              next={say('access.blank.next')}
            />
          </>
        ) : (
          <>
            <PurposeLine purpose={purpose} onAgain={() => setSaid(undefined)} />
            <Place id={id} session={session} purpose={purpose} />
          </>
        )}
      </div>
    </>
  );
}

function placeOf(first: string, id: string, act: string): ComponentType<PlaceProps> {
  if (id !== '') return ACTS[act] ?? OrderPage;
  return first === 'new' ? GivePage : OrderList;
}

/** Whoever reads an order carries it out, unless he reads at a visit. */
function carriedOut(said: Purpose, order: string): Purpose {
  return said.code === 'visit' ? said : { ...said, code: 'access-order', order };
}
