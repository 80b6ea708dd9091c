import { type RoomProps, useText } from '@mingjing/console-kit';
import { Accounts } from './accounts.tsx';
import { Sessions } from './sessions.tsx';
import { TrustedGenesis } from './trusted-genesis.tsx';

/** Who is logged in, who may log in, and what this browser trusts. */
export default function SettingsPage({ session }: RoomProps) {
  const say = useText();
  return (
    <>
      <header className="page-head">
        <h1>{say('settings.heading')}</h1>
      </header>
      <div className="stack">
        <Sessions />
        <Accounts role={session.role} />
        <TrustedGenesis />
      </div>
    </>
  );
}
