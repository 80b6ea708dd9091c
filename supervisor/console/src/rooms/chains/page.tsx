import { type RoomProps, SectionedRoom, useText } from '@mingjing/console-kit';
import { ChainSection } from './chain-section.tsx';
import { NodesSection } from './nodes-section.tsx';
import { OfficersSection } from './officers-section.tsx';

const SECTIONS = [
  { id: 'chain', List: ChainSection },
  { id: 'nodes', List: NodesSection },
  { id: 'officers', List: OfficersSection },
];

/** Who belongs to the chain, and who of the authority may do what. */
export default function ChainsPage({ session, path }: RoomProps) {
  const say = useText();
  return (
    <SectionedRoom
      room="chains"
      heading={say('chains.name')}
      {...{ session, path }}
      sections={SECTIONS}
      acts={{}}
    />
  );
}
