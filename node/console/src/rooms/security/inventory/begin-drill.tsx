import {
  askAgain,
  Field,
  Link,
  type OwnSession,
  Refused,
  shanghaiTime,
  UnsignedActPage,
  useText,
  useTyped,
  Waiting,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import { useBackups } from './backups-card.tsx';

/** Restoring a backup of the node's machine into a scratch folder, to see that it can be. */
export function BeginDrill({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const typed = useTyped({});
  const written = useBackups().data?.items ?? [];
  const backup = (typed.values['backup'] ?? '').trim();
  if (session.role !== 'system-admin') return <Refused roles={['system-admin']} />;
  const begin = async () => {
    await ask({ path: '/v1/management/assurance/drills', json: { backup } });
    await askAgain('drills');
  };
  return (
    <UnsignedActPage
      title={say('security.drills.begin')}
      changes={
        <>
          <p>{say('security.drills.becomes')}</p>
          <Field
            typed={typed}
            name="backup"
            label={say('security.drills.backup')}
            note={say('security.drills.pathNote')}
            maxLength={4096}
            offers={written.map(({ file, written_at: at }) => ({
              ...{ value: file, text: shanghaiTime(at) },
            }))}
          />
        </>
      }
      undo={say('security.drills.undo')}
      expiry={say('security.drills.expiry')}
      pending={backup === '' ? say('security.drills.missing') : undefined}
      label={say('security.drills.enter')}
      carryOut={begin}
      after={() => (
        <Waiting title={say('security.drills.begun')} names={[]}>
          <Link path="security/drills">{say('security.drills.shown')}</Link>
        </Waiting>
      )}
    />
  );
}
