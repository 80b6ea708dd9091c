// What the currency patterns must not miss, and must leave, beside the corpora: each is a phrase
// that one of its exceptions or words is near to.
import { expect, test } from 'vitest';
import { currencyRules, Screener } from '../src/index.ts';
import { verdictOf } from './sample.ts';

const screener = new Screener(currencyRules());

test.each([
  '代币发行机会难得,代币机会不等人',
  '2026年代币发行计划,充当代币的凭证同时发售',
  '出售挖矿机,可托管',
  '领取代币,发行总量一亿',
  '稳定币值得买入',
  '大量收 U,现金当面',
  '碳积分可提现',
  'Recruit friends and receive coins',
])('is stopped: %s', (text) => {
  expect(['hold', 'refuse']).toContain(verdictOf(screener, text).action);
});

test.each([
  'favicon.ico 应放在根目录',
  'eth0 接口收到的流量',
  '股权质押融资利息按季支付',
  '该地块以溢价率 15% 成交',
  '本理财产品投资于国债,业绩比较基准 3%',
  '普通证书、流通证券与交通证',
  '综上所述,请发行部确认;A 股上交易所公告',
  '银行承兑商业汇票,按日结算',
  '伸出 U 型管,安全阀价格另计',
  '手机跑分测试结果',
  '以替代币种结算',
  '空投物资已由村民领取',
  '云矿山调度中心的收益',
  '数字人民币红包满减奖励',
  'OAuth: exchange the code for a token, send the token and receive data',
  'We double checked the returns of each token; refer to the interest table',
  'The bank account is stored as a token',
  'The museum recruits guides for the coins of the Roman hall',
  'The crypto module of Node buys time',
])('is left alone: %s', (text) => {
  expect(verdictOf(screener, text).action).toBe('pass');
});
