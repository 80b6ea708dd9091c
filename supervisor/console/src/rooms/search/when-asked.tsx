import { Empty, useText } from '@mingjing/console-kit';
import type { ReactNode } from 'react';
import { isWhole, type Purpose } from '../../desk/reading.ts';

export interface WhenAskedProps {
  readonly purpose: Purpose;
  readonly query: object;
  /** What was found. */
  readonly children: ReactNode;
}

/** Each search is a read that is accounted for: none is made without a purpose, or for nothing. */
export function WhenAsked({ purpose, query, children }: WhenAskedProps) {
  const say = useText();
  const isSaid = isWhole(purpose);
  if (isSaid && Object.keys(query).length > 0) return children;
  return (
    <Empty
      what={say('search.blank.what')}
      why={say(isSaid ? 'search.blank.why' : 'search.sayFirst')}
      next={say('search.blank.next')}
    />
  );
}
