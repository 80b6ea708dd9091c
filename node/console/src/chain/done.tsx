import { Facts, Hash, useText, Waiting } from '@mingjing/console-kit';
import type { ReactNode } from 'react';
import type { CarriedOut } from './act.ts';

export interface DoneProps {
  readonly title: string;
  readonly done: CarriedOut;
  /** For whom it waits now; undefined: that cannot be read now. */
  readonly names: readonly string[] | undefined;
  readonly children?: ReactNode;
}

/** After a signed act: where it stands, and for whom it waits. */
export function Done({ title, done, names, children }: DoneProps) {
  const say = useText();
  return (
    <Waiting title={title} names={names ?? []}>
      {names === undefined && <p>{say('chain.unread')}</p>}
      <Facts
        items={[
          [say('chain.transaction'), <Hash key="id" value={done.id} />],
          ['', say('chain.committed', { height: done.height })],
        ]}
      />
      {children}
    </Waiting>
  );
}
