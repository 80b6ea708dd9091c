import { useText } from '@mingjing/console-kit';
import type { MaskedIdentity } from './answers.ts';

/** An identity in one line, or that it may not be shown any more. */
export function Identity({ of }: { readonly of: MaskedIdentity | null }) {
  const say = useText();
  if (of === null) return <span className="meta">{say('users.withheld')}</span>;
  const { kind, name = null, number } = of;
  return (
    <>
      {say(`users.kinds.${kind}`)} {number} {name}
    </>
  );
}
