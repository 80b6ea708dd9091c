import { Empty, useText } from '@mingjing/console-kit';
import type { PageProps } from '../frame/pages.ts';
import { ComplaintForm } from './complaint-form.tsx';
import { LookUp } from './look-up.tsx';

/** Complaining without a login, and what became of a complaint. */
export default function ComplainPage({ operator }: PageProps) {
  const say = useText();
  const { data } = operator;
  const isOffered = data?.offers.includes('complaints') ?? false;
  return (
    <>
      <header className="page-head">
        <h1>{say('portal.complain.name')}</h1>
        <span className="meta">{say('portal.complain.about')}</span>
      </header>
      {data !== undefined && !isOffered && (
        <Empty
          what={say('portal.complain.name')}
          why={say('portal.complain.notHere', { telephone: data.complaint_telephone ?? '—' })}
        />
      )}
      {isOffered && (
        <div className="columns">
          <ComplaintForm />
          <LookUp />
        </div>
      )}
    </>
  );
}
