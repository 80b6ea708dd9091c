import { Link, Pane, useText } from '@mingjing/console-kit';
import type { ReactNode } from 'react';
import { useOrder } from './answers.ts';
import { Entries } from './entries.tsx';
import { OrderText } from './order-text.tsx';
import type { PlaceProps } from './place-props.ts';
import { Result } from './result.tsx';
import { Shares } from './shares.tsx';
import { Signatures } from './signatures.tsx';
import { StageState } from './stage.tsx';

/** An order, left to right: its text, who signed it, whose shares came, what it opened. */
export function OrderPage({ id, purpose, session }: PlaceProps) {
  const say = useText();
  return (
    <Pane answer={useOrder(id, purpose)}>
      {(order) => (
        <>
          <header className="page-head">
            <h2>{say('access.one', { notice: order.notice })}</h2>
            <StageState stage={order.stage} />
            <Link path="access">{say('access.back')}</Link>
          </header>
          <div className="order-path">
            <Step number={1} title={say('access.step.text')}>
              <OrderText order={order} />
            </Step>
            <Step number={2} title={say('access.step.signatures')}>
              <Signatures order={order} officer={session.officer} />
            </Step>
            <Step number={3} title={say('access.step.shares')}>
              <Shares order={order} officer={session.officer} />
            </Step>
            <Step number={4} title={say('access.step.result')}>
              <Result order={order} purpose={purpose} />
            </Step>
            <Step number={5} title={say('access.step.entries')}>
              <Entries order={order} purpose={purpose} />
            </Step>
          </div>
        </>
      )}
    </Pane>
  );
}

interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly children: ReactNode;
}

function Step({ children, number, title }: StepProps) {
  return (
    <section className="card">
      <h3>
        <span className="step-number">{number}</span> {title}
      </h3>
      {children}
    </section>
  );
}
