import { documentIn } from '@mingjing/client';
import {
  askAgain,
  Facts,
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
  const { entry, verdict } = opened;
  return (
    <div className="stack">
      <h1>{say('access.openedEntry', { entry })}</h1>
      <State kind={verdict === 'opens' ? 'met' : 'failed'}>
        {say(`access.verdictOf.${verdict}`)}
      </State>
      {verdict === 'opens' ? <Content opened={opened} id={id} /> : <p>{say('access.garbage')}</p>}
      <Link path={`access/${id}`}>{say('access.follow')}</Link>
    </div>
  );
}

function Content({ id, opened }: { readonly id: string; readonly opened: OpenedAnswer }) {
  const say = useText();
  const bytes = Uint8Array.from(atob(opened.content), (character) => character.charCodeAt(0));
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
