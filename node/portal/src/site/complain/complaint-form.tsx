import { Card, Failed, State, useText } from '@mingjing/console-kit';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { ask } from '../api.ts';
import type { NewTicket } from './ticket.ts';
import { TicketView } from './ticket-view.tsx';

const CATEGORIES = [
  ...['unlawful-content', 'infringement', 'personal-data', 'currency', 'service', 'other'],
] as const;
const TEXT_MAX = 4000;
const CONTACT_MAX = 200;

/** One text, and only if he wants to, how he can be reached. */
export function ComplaintForm() {
  const say = useText();
  const [ticket, setTicket] = useState<NewTicket>();
  const [fault, setFault] = useState<unknown>();
  const [isSending, setSending] = useState(false);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = formOf(new FormData(event.currentTarget));
    setSending(true);
    try {
      setTicket(await ask<NewTicket>({ path: '/v1/complaints', json: form }));
      setFault(undefined);
    } catch (error) {
      setFault(error);
    }
    setSending(false);
  };
  if (ticket !== undefined) return <Received ticket={ticket} />;
  return (
    <Card title={say('portal.complain.form')}>
      <form onSubmit={(event) => void send(event)}>
        <Fields />
        <Button type="primary" htmlType="submit" disabled={isSending}>
          {say('portal.complain.send')}
        </Button>
        {fault !== undefined && (
          <div className="said">
            <Failed
              error={fault}
              unchanged={say('portal.complain.nothingKept')}
              unknown={say('portal.complain.perhapsKept')}
            />
          </div>
        )}
      </form>
    </Card>
  );
}

function Fields() {
  const say = useText();
  return (
    <>
      <label className="field" htmlFor="category">
        {say('portal.complain.category')}
        <select id="category" name="category" required defaultValue="">
          <option value="" disabled>
            {say('portal.complain.choose')}
          </option>
          {CATEGORIES.map((category) => (
            <option key={category} value={category}>
              {say(`portal.complain.categories.${category}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="field" htmlFor="text">
        {say('portal.complain.text')}
        <Input.TextArea id="text" name="text" required rows={6} maxLength={TEXT_MAX} />
      </label>
      <label className="field" htmlFor="record">
        {say('portal.complain.record')}
        <Input
          id="record"
          name="record_id"
          autoComplete="off"
          pattern="[0-9a-f]{72}"
          title={say('portal.complain.recordForm')}
        />
      </label>
      <label className="field" htmlFor="contact">
        {say('portal.complain.contact')}
        <Input id="contact" name="contact" autoComplete="off" maxLength={CONTACT_MAX} />
        <small>{say('portal.complain.contactNote')}</small>
      </label>
    </>
  );
}

function formOf(data: FormData): Readonly<Record<string, string>> {
  const given = [...data].map(([name, value]) => [name, String(value).trim()] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== ''));
}

function Received({ ticket }: { readonly ticket: NewTicket }) {
  const say = useText();
  return (
    <Card title={say('portal.complain.taken')}>
      <div className="stack" data-state="taken">
        <State kind="met">{say('portal.complain.keep')}</State>
        <p>
          {say('portal.complain.secret')} <code>{ticket.secret}</code>
        </p>
        <TicketView ticket={ticket} />
      </div>
    </Card>
  );
}
