import type { StatusAnswer } from '@mingjing/client';
import { Card, Facts, Hash, Pane, useAnswer, usePlace, useText } from '@mingjing/console-kit';
import { TEXTS } from '../../texts.ts';
import { node } from '../api.ts';
import { Topology } from './topology.tsx';

const STATUS_MS = 15_000;
const STEPS = ['submit', 'order', 'sign', 'keep', 'watch', 'check'] as const;

/** How this works, on one page, with what runs now. */
export default function AboutPage() {
  const say = useText();
  const status = useAnswer(['status'], () => node().status(), STATUS_MS);
  const validators = useAnswer(['validators'], () => node().validators(), STATUS_MS);
  return (
    <>
      <header className="page-head">
        <h1>{say('portal.about.heading')}</h1>
      </header>
      <div className="columns">
        <div className="stack">
          <Card title={say('portal.about.how')}>
            <ol className="steps">
              {STEPS.map((step) => (
                <li key={step}>
                  <b>{say(`portal.about.step.${step}.title`)}</b>
                  <br />
                  {say(`portal.about.step.${step}.text`)}
                </li>
              ))}
            </ol>
          </Card>
          <Card title={say('portal.about.noCurrency')}>
            <NoCurrency />
          </Card>
        </div>
        <div className="stack">
          <Card title={say('portal.about.topology')}>
            <Pane answer={validators}>
              {({ validators: all }) => (
                <Topology validators={all} nodeId={status.data?.node_id ?? ''} />
              )}
            </Pane>
          </Card>
          <Card title={say('portal.about.chain')}>
            <Pane answer={status} heightOf={({ height }) => height}>
              {(answer) => <Chain status={answer} />}
            </Pane>
          </Card>
        </div>
      </div>
    </>
  );
}

/** Every kind of message there is, by its name: none has a quantity that could change hands. */
function NoCurrency() {
  const say = useText();
  const { language } = usePlace();
  const names = Object.values(TEXTS[language].message);
  return (
    <div className="stack">
      <p>
        <b>{say('portal.about.none', { count: names.length })}</b>
      </p>
      <p>{say('portal.about.noneText')}</p>
      <ul className="messages">
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </div>
  );
}

function Chain({ status }: { readonly status: StatusAnswer }) {
  const say = useText();
  return (
    <>
      <Facts
        items={[
          [say('portal.about.chainId'), <code key="chain">{status.chain_id}</code>],
          [say('portal.about.genesis'), <Hash key="genesis" value={status.genesis_hash} />],
          [say('portal.home.height'), status.height],
          [say('portal.home.node'), status.node_id],
        ]}
      />
      <p className="meta">{say('portal.about.genesisNote')}</p>
    </>
  );
}
