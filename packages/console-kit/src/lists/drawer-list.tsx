import { type ReactNode, useCallback } from 'react';
import { setParams, usePlace } from '../place/place.ts';
import { SideDrawer } from '../show/side-drawer.tsx';
import { Empty, type EmptyProps } from '../states/page-states.tsx';
import { type Answer, Pane } from '../states/pane.tsx';
import { Pager } from './pager.tsx';

/** One page of lines, as a program answers it. */
export interface ListedPage<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}

export interface DrawerListProps<T> {
  readonly answer: Answer<ListedPage<T>>;
  /** Said in the place of a list that has no line. */
  readonly empty: EmptyProps;
  /** Title of the drawer. */
  readonly title: string;
  readonly list: (items: readonly T[], open: string | null) => ReactNode;
  readonly details: (id: string) => ReactNode;
}

/** A list in pages whose lines open in a drawer; page and open line stand in the address. */
export function DrawerList<T>({ answer, empty, title, list, details }: DrawerListProps<T>) {
  const open = usePlace().params.get('open');
  const close = useCallback(() => setParams({ open: undefined }), []);
  return (
    <>
      <Pane answer={answer}>
        {({ items, next_cursor: next }) => (
          <div className="stack">
            {items.length === 0 ? <Empty {...empty} /> : list(items, open)}
            <Pager next={next} />
          </div>
        )}
      </Pane>
      <SideDrawer title={title} isOpen={open !== null} onClose={close}>
        {details(open ?? '')}
      </SideDrawer>
    </>
  );
}
