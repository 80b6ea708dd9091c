import { useText } from '@mingjing/console-kit';
import { useState } from 'react';
import type { PageProps } from '../frame/pages.ts';
import type { Outcome } from './publication.ts';
import { PublishForm } from './publish-form.tsx';
import { Taken } from './taken.tsx';

/** A document is signed here and put on record; what rules keep out says why. */
export default function PublishPage({ operator }: PageProps) {
  const say = useText();
  const [taken, setTaken] = useState<Exclude<Outcome, { state: 'refused' }>>();
  const canRegister = operator.data?.offers.includes('users') ?? false;
  return (
    <>
      <header className="page-head">
        <h1>{say('portal.publish.name')}</h1>
        <span className="meta">{say('portal.publish.about')}</span>
      </header>
      {taken === undefined && <PublishForm canRegister={canRegister} onTaken={setTaken} />}
      {taken !== undefined && <Taken taken={taken} onMore={() => setTaken(undefined)} />}
    </>
  );
}
