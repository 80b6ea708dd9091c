import { documentIn, identityIn, type SealedIdentity } from '@mingjing/client';
import {
  askAgain,
  Facts,
  findText,
  Link,
  Pane,
  State,
  saveBytes,
  Time,
  UnsignedActPage,
  useText,
} from '@mingjing/console-kit';
import { Button } from 'antd';
import { readJson } from '../../desk/reading.ts';
import { ORDERS, useOrder } from './answers.ts';
import { OrderText } from './order-text.tsx';
import type { PlaceProps } from './place-props.ts';

interface OpenedAnswer {
  readonly entry: number;
  readonly verdict: 'opens' | 'garbage';
  /** Base64. */
  readonly content: string;
  /** Null: it is a record. */
  readonly identity: { readonly user: string; readonly standing: string } | null;
}

/** Opening what an order names: the number of the entry comes before the content. */
export function OpenPage({ id, purpose }: PlaceProps) {
  const say = useText();
  const open = async () => {
    const path = `${ORDERS}/${id}/opening`;
    const opened = await readJson<OpenedAnswer>(purpose, { path, json: {} });
    await askAgain('access');
    return opened;
  };
  return (
    <Pane answer={useOrder(id, purpose)}>
      {(order) => (
        <UnsignedActPage
          title={say('access.open')}
          changes={
            <>
              <p>{say('access.openBecomes')}</p>
              <OrderText order={order} />
            </>
          }
          undo={say('access.openUndo')}
          expiry={<Time ms={order.expires_at} />}
          label={say('access.openNow')}
          carryOut={open}
          after={(opened) => <Opened id={id} opened={opened} />}
        />
      )}
    </Pane>
  );
}

function Opened({ id, opened }: { readonly id: string; readonly opened: OpenedAnswer }) {
  const say = useText();
  const { entry, identity, verdict } = opened;
  const content =
    identity === null ? (
      <Content opened={opened} id={id} />
    ) : (
      <Person opened={opened} of={identity} />
    );
  return (
    <div className="stack">
      <h1>{say('access.openedEntry', { entry })}</h1>
      <State kind={verdict === 'opens' ? 'met' : 'failed'}>
        {say(`access.verdictOf.${verdict}`)}
      </State>
      {verdict === 'opens' ? content : <p>{say('access.garbage')}</p>}
      <Link path={`access/${id}`}>{say('access.follow')}</Link>
    </div>
  );
}

interface PersonProps {
  readonly opened: OpenedAnswer;
  readonly of: NonNullable<OpenedAnswer['identity']>;
}

/** Who somebody is, and first whether that is whom a verifier confirmed. */
function Person({ opened, of: { standing, user } }: PersonProps) {
  const say = useText();
  const read = identityIn(bytesOf(opened));
  const isConfirmed = standing === 'registered' || standing === 'corrected';
  return (
    <>
      <State kind={isConfirmed ? 'met' : 'failed'}>{say(`access.standingOf.${standing}`)}</State>
      <Facts items={[[say('access.user'), <code key="user">{user}</code>]]} />
      {read.ok && <Identity of={read.value.identity} />}
      {read.ok && read.value.registered !== null && (
        <>
          <h2>{say('access.registeredFirst')}</h2>
          <Identity of={read.value.registered} />
        </>
      )}
    </>
  );
}

function Identity({ of: { kind, name, number } }: { readonly of: SealedIdentity }) {
  const say = useText();
  const items = [
    [say('access.numberKind'), findText(`access.numberKindOf.${kind}`) ?? kind],
    [say('access.number'), <code key="number">{number}</code>],
    [say('access.personName'), name ?? say('access.none')],
  ] as const;
  return <Facts items={[...items]} />;
}

function bytesOf({ content }: OpenedAnswer): Uint8Array {
  return Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
}

function Content({ id, opened }: { readonly id: string; readonly opened: OpenedAnswer }) {
  const say = useText();
  const bytes = bytesOf(opened);
  const document = documentIn(bytes);
  // Its author chose the bytes: what is no document is given as it came out.
  const { content, fileName, mediaType } = document.ok
    ? document.value
    : { content: bytes, fileName: `opened-${id.slice(0, 16)}`, mediaType: '' };
  return (
    <>
      <Facts
        items={[
          [say('access.fileName'), fileName],
          [say('access.mediaType'), mediaType || say('access.none')],
          [say('access.size'), say('access.bytes', { size: content.length })],
        ]}
      />
      <p className="acts">
        <Button type="primary" onClick={() => saveBytes(fileName, content)}>
          {say('access.save')}
        </Button>
      </p>
    </>
  );
}
