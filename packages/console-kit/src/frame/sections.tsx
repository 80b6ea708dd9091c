import type { RoleName } from '@mingjing/protocol';
import { Link } from '../place/link.tsx';
import { rolesText } from '../states/page-states.tsx';
import { useText } from '../text/texts.ts';

/** A part of a room that has a page of its own. */
export interface Section {
  /** Path below the room; its text is `<room>.section.<id>`. */
  readonly id: string;
  /** Who may see it; absent: everybody who may enter the room. */
  readonly roles?: readonly RoleName[];
}

export interface SectionsProps {
  readonly room: string;
  readonly sections: readonly Section[];
  readonly role: RoleName;
  readonly current: string;
  /** The section that stands at the address of the room itself. */
  readonly home?: string;
}

/** Whether an officer of this role may see a section. */
export function maySee({ roles }: Section, role: RoleName): boolean {
  return roles === undefined || roles.includes(role);
}

/** The pages of a room; one of another role stays, grey, and names the role that may. */
export function Sections({ room, sections, role, current, home }: SectionsProps) {
  const say = useText();
  return (
    <nav className="sections" aria-label={say('kit.frame.sections')}>
      <ul>
        {sections.map((section) => (
          <li key={section.id}>
            {maySee(section, role) ? (
              <Link
                path={section.id === home ? room : `${room}/${section.id}`}
                isCurrent={section.id === current}
              >
                {say(`${room}.section.${section.id}`)}
              </Link>
            ) : (
              <span className="closed">
                {say(`${room}.section.${section.id}`)}
                <small>
                  {say('kit.frame.only', {
                    roles: rolesText(section.roles ?? [], say('kit.comma')),
                  })}
                </small>
              </span>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}
