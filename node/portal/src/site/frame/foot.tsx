import { type Answer, usePlace, useText } from '@mingjing/console-kit';
import type { OperatorAnswer } from '../operator.ts';

/** Who runs this, under which numbers, and whom to call: the foot of every page. */
export function Foot({ operator }: { readonly operator: Answer<OperatorAnswer> }) {
  const say = useText();
  const { language } = usePlace();
  const { data, error } = operator;
  if (data === undefined) {
    return <footer className="site-foot">{error === null ? '' : say('portal.foot.unread')}</footer>;
  }
  const unstated = <span className="unstated">{say('portal.foot.unstated')}</span>;
  const lines: [string, string | null][] = [
    ['operator', data.name?.[language] ?? null],
    ['filing', data.filing_number],
    ['icp', data.icp_number],
    ['police', data.police_number],
  ];
  return (
    <footer className="site-foot">
      {lines.map(([name, value]) => (
        <span key={name}>
          {say(`portal.foot.${name}`)}{' '}
          {value === null ? (
            unstated
          ) : (
            <b lang={name === 'operator' ? language : 'zh-CN'}>{value}</b>
          )}
        </span>
      ))}
      <span>
        {say('portal.foot.telephone')}{' '}
        {data.complaint_telephone === null ? (
          unstated
        ) : (
          <a href={`tel:${data.complaint_telephone.replace(/[^+\d]/g, '')}`}>
            {data.complaint_telephone}
          </a>
        )}
      </span>
    </footer>
  );
}
