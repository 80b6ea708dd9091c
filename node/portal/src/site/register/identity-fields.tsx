import { useText } from '@mingjing/console-kit';
import { IDENTIFIER_KINDS } from '@mingjing/protocol/numbers';
import { Input } from 'antd';
import { useState } from 'react';
import { numberFault } from './registration.ts';

const NUMBER_MAX = 32;
const NAME_MAX = 64;

/** One number of three kinds suffices; its form is checked here, before anything is sent. */
export function IdentityFields() {
  const say = useText();
  const [kind, setKind] = useState<string>('mobile');
  const [number, setNumber] = useState('');
  const fault = number === '' ? undefined : numberFault(kind, number);
  return (
    <>
      <label className="field" htmlFor="user_type">
        {say('portal.register.type')}
        <select id="user_type" name="user_type">
          <option value="person">{say('portal.register.types.person')}</option>
          <option value="organisation">{say('portal.register.types.organisation')}</option>
        </select>
      </label>
      <label className="field" htmlFor="kind">
        {say('portal.register.kind')}
        <select id="kind" name="kind" value={kind} onChange={({ target }) => setKind(target.value)}>
          {IDENTIFIER_KINDS.map((each) => (
            <option key={each} value={each}>
              {say(`portal.data.kinds.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="field" htmlFor="number">
        {say('portal.data.number')}
        <Input
          id="number"
          name="number"
          required
          autoComplete="off"
          maxLength={NUMBER_MAX}
          aria-describedby="number-said"
          onChange={({ target }) => setNumber(target.value)}
        />
        <small id="number-said" role="status">
          {fault === undefined
            ? say('portal.register.numberNote')
            : say(`portal.register.wrong.${fault}`)}
        </small>
      </label>
      <label className="field" htmlFor="name">
        {say('portal.data.personName')}
        <Input id="name" name="name" autoComplete="off" maxLength={NAME_MAX} />
        <small>{say('portal.register.nameNote')}</small>
      </label>
    </>
  );
}
