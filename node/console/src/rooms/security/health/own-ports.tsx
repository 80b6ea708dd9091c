import { DataTable, Facts, findText, State, useText } from '@mingjing/console-kit';
import type { Listener, Ports } from '../answers.ts';

/** What this program listens on, held against what its configuration declares. */
export function OwnPorts({ ports }: { readonly ports: Ports }) {
  const say = useText();
  const declared = ports.declared.join(say('kit.comma')) || say('security.none');
  if (!ports.measurable) {
    return (
      <Facts
        items={[
          [
            say('security.ports.listening'),
            <State key="listening" kind="unknown">
              {findText(`security.ports.${ports.reason}`) ?? say('security.ports.unmeasured')}
            </State>,
          ],
          [say('security.ports.declared'), declared],
        ]}
      />
    );
  }
  const { listeners, silent, undeclared } = ports;
  const isDeclared = ({ address, port }: Listener) =>
    !undeclared.some((each) => each.port === port && each.address === address);
  return (
    <div className="stack">
      <Facts
        items={[
          [say('security.ports.declared'), declared],
          ...(silent.length === 0
            ? []
            : [[say('security.ports.silent'), silent.join(say('kit.comma'))] as const]),
        ]}
      />
      <DataTable
        label={say('security.ports.listening')}
        isCompact
        rows={listeners}
        keyOf={({ address, port }) => `${address}/${port}`}
        columns={[
          { title: say('security.ports.address'), cell: ({ address }) => <code>{address}</code> },
          { title: say('security.ports.port'), isNumber: true, cell: ({ port }) => port },
          {
            title: say('security.node.state'),
            cell: (each) => (
              <State kind={isDeclared(each) ? 'met' : 'failed'}>
                {say(isDeclared(each) ? 'security.ports.isDeclared' : 'security.ports.notDeclared')}
              </State>
            ),
          },
        ]}
      />
    </div>
  );
}
