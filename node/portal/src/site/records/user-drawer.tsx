import {
  Facts,
  findText,
  Pane,
  SideDrawer,
  setParams,
  Time,
  useAnswer,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { node } from '../api.ts';

/** A user as the chain knows him: a pseudonym, what was verified, how he stands. */
export function UserDrawer() {
  const say = useText();
  const { params } = usePlace();
  const id = params.get('user');
  return (
    <SideDrawer
      title={say('portal.user.title')}
      isOpen={id !== null}
      onClose={() => setParams({ user: undefined })}
    >
      {id !== null && <Details id={id} />}
    </SideDrawer>
  );
}

function Details({ id }: { readonly id: string }) {
  const say = useText();
  const answer = useAnswer(['user', id], () => node().user(id));
  return (
    <Pane answer={answer} heightOf={({ height }) => height}>
      {(user) => (
        <div className="stack">
          <Facts
            items={[
              [say('portal.user.id'), user.id],
              [say('portal.user.organisation'), user.organisation],
              [
                say('portal.user.verification'),
                findText(`portal.user.is.${user.verification}`) ?? user.verification,
              ],
              [say('portal.user.until'), <Time key="until" ms={user.verified_until} />],
              [
                say('portal.user.standing'),
                findText(`portal.user.is.${user.standing}`) ?? user.standing,
              ],
            ]}
          />
          <p className="meta">{say('portal.user.pseudonym')}</p>
        </div>
      )}
    </Pane>
  );
}
