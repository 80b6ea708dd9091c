import {
  askAgain,
  Field,
  Link,
  type OwnSession,
  Refused,
  shanghaiMinute,
  UnsignedActPage,
  useText,
  useTyped,
  type Values,
  Waiting,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';

/** Announcing a remote test of an authority, before it begins. */
export function AnnounceWindow({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const typed = useTyped({});
  const form = formOf(typed.values);
  if (session.role !== 'security-admin') return <Refused roles={['security-admin']} />;
  const announce = async () => {
    await ask({ path: '/v1/management/test-windows', json: form });
    await askAgain('windows');
  };
  const minute = say('security.minuteNote');
  return (
    <UnsignedActPage
      title={say('security.windows.announce')}
      changes={
        <>
          <p>{say('security.windows.becomes')}</p>
          <Field typed={typed} name="authority" label={say('security.windows.authority')} />
          <Field typed={typed} name="number" label={say('security.windows.number')} />
          <Field typed={typed} name="from" label={say('security.windows.from')} note={minute} />
          <Field typed={typed} name="to" label={say('security.windows.to')} note={minute} />
          <Field
            typed={typed}
            name="addresses"
            label={say('security.windows.addresses')}
            note={say('security.windows.addressNote')}
            maxLength={1000}
          />
        </>
      }
      undo={say('security.windows.undo')}
      expiry={say('security.windows.expiry')}
      pending={form === undefined ? say('security.windows.missing') : undefined}
      label={say('security.windows.enter')}
      carryOut={announce}
      after={() => (
        <Waiting title={say('security.windows.announced')} names={[]}>
          <Link path="security/windows">{say('security.windows.shown')}</Link>
        </Waiting>
      )}
    />
  );
}

function formOf(values: Values): object | undefined {
  const said = (name: string) => (values[name] ?? '').trim();
  const [from, to] = [shanghaiMinute(said('from')), shanghaiMinute(said('to'))];
  const addresses = said('addresses')
    .split(/[\s,,]+/)
    .filter(Boolean);
  const words = { authority: said('authority'), notice_number: said('number') };
  const isWhole = words.authority !== '' && words.notice_number !== '' && addresses.length > 0;
  return isWhole && from !== undefined && to !== undefined
    ? { ...words, from, to, addresses }
    : undefined;
}
