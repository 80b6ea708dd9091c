import {
  Facts,
  Hash,
  Pane,
  SideDrawer,
  setParams,
  useAnswer,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { TEXTS } from '../../texts.ts';
import { node } from '../api.ts';

/** What became of a transaction. */
export function TransactionDrawer() {
  const say = useText();
  const { params } = usePlace();
  const id = params.get('tx');
  return (
    <SideDrawer
      title={say('portal.transaction.title')}
      isOpen={id !== null}
      onClose={() => setParams({ tx: undefined })}
    >
      {id !== null && <Details id={id} />}
    </SideDrawer>
  );
}

function Details({ id }: { readonly id: string }) {
  const say = useText();
  const { language } = usePlace();
  const answer = useAnswer(['transaction', id], () => node().transaction(id));
  const messages: Readonly<Record<string, string>> = TEXTS[language].message;
  return (
    <Pane answer={answer}>
      {({ status, height, type = '', signer = '', code }) => (
        <Facts
          items={[
            [say('portal.transaction.id'), <Hash key="id" value={id} />],
            [say('portal.transaction.status'), say(`portal.transaction.is.${status}`)],
            [say('portal.transaction.type'), messages[type] ?? type],
            [say('portal.transaction.signer'), <Hash key="signer" value={signer} />],
            [say('portal.records.height'), height ?? say('portal.transaction.none')],
            [
              say('portal.transaction.result'),
              code === undefined
                ? say('portal.transaction.none')
                : say(code === 0 ? 'portal.transaction.done' : 'portal.transaction.noEffect', {
                    code,
                  }),
            ],
          ]}
        />
      )}
    </Pane>
  );
}
