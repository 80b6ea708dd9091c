import { Card, Failed, useText } from '@mingjing/console-kit';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { ask } from '../api.ts';
import type { Ticket } from './ticket.ts';
import { TicketView } from './ticket-view.tsx';

/** What became of a complaint, for who has its number and its word. */
export function LookUp() {
  const say = useText();
  const [ticket, setTicket] = useState<Ticket>();
  const [fault, setFault] = useState<unknown>();
  const find = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = Object.fromEntries(
      [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value).trim()]),
    );
    try {
      setTicket(await ask<Ticket>({ path: '/v1/complaints/lookup', json: form }));
      setFault(undefined);
    } catch (error) {
      setTicket(undefined);
      setFault(error);
    }
  };
  return (
    <Card title={say('portal.complain.lookUp')}>
      <form onSubmit={(event) => void find(event)}>
        <label className="field" htmlFor="ticket">
          {say('portal.complain.ticket')}
          <Input
            id="ticket"
            name="ticket"
            required
            autoComplete="off"
            pattern="[0-9a-f]{24}"
            title={say('portal.complain.ticketForm')}
          />
        </label>
        <label className="field" htmlFor="secret">
          {say('portal.complain.word')}
          <Input
            id="secret"
            name="secret"
            required
            autoComplete="off"
            pattern="[A-Za-z0-9_\-]{22}"
            title={say('portal.complain.secretForm')}
          />
        </label>
        <Button htmlType="submit">{say('portal.complain.find')}</Button>
      </form>
      {ticket !== undefined && (
        <div className="said">
          <TicketView ticket={ticket} />
        </div>
      )}
      {fault !== undefined && (
        <div className="said">
          <Failed error={fault} />
        </div>
      )}
    </Card>
  );
}
