import type { SubmittedText } from '../../screening/submitted-texts.ts';

/** What nobody may publish, by the patterns that come with the program; written to be found. */
const BANNED = [
  '本平台即将上线新代币，参与首次代币发行即送空投，稳赚不赔',
  'Join our initial coin offering: buy tokens now, staking yields 300% APY',
  '积分可兑换为虚拟货币并在交易所自由交易，价格每日上涨',
];
/** What everybody may. */
const BENIGN = [
  '市图书馆本周六上午举办古籍修复讲座，免费入场',
  'Minutes of the residents meeting about the repair of the roof',
  '二〇二六年第三季度水质监测结果：各项指标符合国家标准',
];

function textOf(text: string): SubmittedText {
  return { record: 0, attachment: 0, part: 'content', text };
}

/** Texts planted before the rules; they enter no pool and no shelf. */
export const PLANTED = {
  banned: BANNED.map((text) => [textOf(text)]),
  benign: BENIGN.map((text) => [textOf(text)]),
} as const;
