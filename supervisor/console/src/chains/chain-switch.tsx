import { addressOf, CHAIN_PARAM, usePlace, useText } from '@mingjing/console-kit';
import { Select } from 'antd';
import { ownChain, useChains } from './chain-list.ts';
import { stateKey } from './chain-verdict.ts';

/** Chooses the chain that every room is about. Another chain is another page: nothing is mixed. */
export function ChainSwitch() {
  const say = useText();
  const chains = useChains();
  const [room = ''] = usePlace().path.split('/');
  return (
    <label className="chain-switch" htmlFor="chain">
      <span className="meta">{say('several.chain')}</span>
      <Select
        id="chain"
        aria-label={say('several.chain')}
        value={ownChain() ?? ''}
        popupMatchSelectWidth={false}
        onChange={(name: string) => location.assign(addressOf(room, { [CHAIN_PARAM]: name }))}
        options={chains.map(({ name, title, state }) => ({
          value: name,
          label: state === 'running' ? title : `${title} · ${say(stateKey(state))}`,
        }))}
      />
    </label>
  );
}
