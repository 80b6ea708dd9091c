import { actCodeText, Facts, Hash, Time, useText } from '@mingjing/console-kit';
import type { OrderDetail } from './answers.ts';

/** What an order says and how far it reaches; a sealed one does not say what it is about. */
export function OrderText({ order }: { readonly order: OrderDetail }) {
  const say = useText();
  const { text } = order;
  return (
    <Facts
      items={[
        [say('access.kind'), say(`access.kindOf.${order.kind}`)],
        [say('access.order'), <Hash key="id" value={order.id} />],
        [say('access.notice'), order.notice],
        [say('access.subject'), <Subject key="subject" order={order} />],
        [
          say('access.basis'),
          text.basis === 0 ? say('access.sealed') : actCodeText('basis', text.basis),
        ],
        [say('access.authority'), order.authority],
        [say('access.readers'), text.readers.map(({ officer }) => officer).join(say('kit.comma'))],
        [say('access.deadline'), <Time key="deadline" ms={order.deadline} />],
        [say('access.expires'), <Time key="expires" ms={order.expires_at} />],
        ...(order.open_by === 0
          ? []
          : [[say('access.openBy'), <Time key="open" ms={order.open_by} />] as const]),
        [say('access.epoch'), text.epoch],
      ]}
    />
  );
}

function Subject({ order: { kind, text } }: { readonly order: OrderDetail }) {
  const say = useText();
  if (kind === 'record') return <Hash value={text.record} />;
  if (kind === 'identity') return <code>{text.user}</code>;
  return (
    <>
      {say('access.sealed')} <Hash value={text.commitment} />
    </>
  );
}
