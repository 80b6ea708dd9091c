import type { RoomProps } from '@mingjing/console-kit';
import { AdmitPage } from './admit-page.tsx';
import { MemberList } from './member-list.tsx';

/** Who belongs to the chain, and the page that proposes a further node. */
export default function NodesPage({ session, path }: RoomProps) {
  if (path === 'admit') return <AdmitPage session={session} />;
  return <MemberList session={session} openId={path} />;
}
