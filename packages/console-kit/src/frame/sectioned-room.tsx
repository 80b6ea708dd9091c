import type { ComponentType } from 'react';
import type { OwnSession } from '../account/session.ts';
import { Link } from '../place/link.tsx';
import { NoSuchPage, Refused } from '../states/page-states.tsx';
import { useText } from '../text/texts.ts';
import { maySee, type Section, Sections } from './sections.tsx';

interface PartProps {
  readonly session: OwnSession;
  /** What the act is about; empty: nothing yet. */
  readonly id: string;
}

export type Part = ComponentType<PartProps>;

export interface SectionedRoomProps {
  readonly room: string;
  readonly heading: string;
  readonly session: OwnSession;
  /** The path below the room. */
  readonly path: string;
  /** Pages of the room in their order; `roles` are those of the access table. */
  readonly sections: readonly (Section & { readonly List: Part })[];
  /** Acts by their section and name: `cases/new`, or `cases/<id>/close` by `cases/close`. */
  readonly acts: Readonly<Record<string, Part>>;
}

/** A room of several pages; each act of theirs has a page of its own. */
export function SectionedRoom(props: SectionedRoomProps) {
  const { room, heading, session, path, sections, acts } = props;
  const say = useText();
  const [asked = '', id = '', name = id] = path.split('/');
  const first = sections.find((each) => maySee(each, session.role));
  const section = asked === '' ? first : sections.find((each) => each.id === asked);
  if (section === undefined && asked === '') return <Refused roles={[]} />;
  if (section === undefined) {
    return <NoSuchPage home={<Link path={room}>{say(`${room}.name`)}</Link>} />;
  }
  const { List, id: current, roles = [] } = section;
  const isOpen = maySee(section, session.role);
  const Act = acts[`${current}/${name}`];
  // Who acts may be another than who reads: the page of an act says itself whose it is.
  if (Act !== undefined) return <Act session={session} id={id} />;
  return (
    <>
      <header className="page-head">
        <h1>{heading}</h1>
      </header>
      <Sections room={room} sections={sections} role={session.role} current={current} />
      {isOpen ? <List session={session} id="" /> : <Refused roles={roles} />}
    </>
  );
}
