import { Button } from 'antd';
import { setParams } from '../place/place.ts';
import { useText } from '../text/texts.ts';

/** The way to older lines, which stands in the address; nothing where there are none. */
export function Pager({ next }: { readonly next: string | null }) {
  const say = useText();
  if (next === null) return null;
  return (
    <p className="acts">
      <Button onClick={() => setParams({ cursor: next, open: undefined })}>
        {say('kit.list.older')}
      </Button>
    </p>
  );
}
