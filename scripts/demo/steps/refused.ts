import { ClientError, composePublish } from '@mingjing/client';
import { rulesInForce } from '../parts/watch-rules.ts';
import type { Block } from '../printing.ts';
import { clientOf, composing, made, type Stage, type Step } from '../stage.ts';

/** A word that nobody uses but who is to be stopped in this demonstration. */
const BANNED = '示例违禁词甲乙丙';
const RULES = {
  ...{ format: 1, id: 'demo', version: 1, title: { zh: '示例词表', en: 'Sample words' } },
  rules: [
    {
      ...{ id: 'sample', category: 'sample', severity: 'refuse', any: [BANNED] },
      reason: { zh: '示例违禁内容', en: 'sample of unlawful content' },
    },
  ],
};
/** A coin under another name, its words broken up and in full width as is usual. */
const COIN =
  '本平台首发“星 辉 积 分”，总量一亿枚，认购即送，上线交易所后预计年化收益 300%，可随时提现。';

export const refused: Step = {
  name: 'refused',
  needs: ['people'],
  async run(stage, block) {
    const { management } = made(stage.people);
    await management.have('jia-reviewer', 'POST', '/v1/screening/rule-sets', RULES);
    const path = '/v1/screening/rule-sets/demo/1';
    await management.have('jia-reviewer', 'POST', `${path}/back-test`, {});
    const decided = { approve: true, reason: '演示词表' };
    const own = await management.ask('jia-reviewer', 'POST', `${path}/decision`, decided);
    block.check('rulesNotByAuthor', { reason: own.body.code }, own.status, 403);
    await management.have('jia-security-admin', 'POST', `${path}/decision`, decided);
    block.fact('rulesInForce', { rules: 'demo/1' });
    await stopped(stage, block, 'banned', `一段文字，里面有${[...BANNED].join('​')}。`);
    await stopped(stage, block, 'coin', COIN);
    await harmless(stage, block);
    const rules = await rulesInForce(made(stage.people).supervision, made(stage.network));
    block.fact('watchRules', { rules });
    block.look(`${management.address}/console/content`);
  },
};

/** A text that is refused with rule, version and reason in both languages. */
async function stopped(stage: Stage, block: Block, key: string, text: string): Promise<void> {
  const verdict = await publish(stage, text);
  const [finding] = verdict.findings;
  const fields = {
    rule: `${finding?.rule_set?.id}@${finding?.rule_set?.version}/${finding?.rule}`,
    reason: finding?.reason?.[stage.options.language === 'en' ? 'en' : 'zh'] ?? '?',
  };
  block.check(key, fields, verdict.code, 'content-refused');
}

async function harmless(stage: Stage, block: Block): Promise<void> {
  const { code } = await publish(stage, '会员积分可兑换本店咖啡一杯，不可转让，不可提现。');
  block.check('harmless', {}, code, 'committed');
}

// biome-ignore lint/suspicious/noExplicitAny: the members of a problem are looked into
async function publish(stage: Stage, text: string): Promise<any> {
  const network = made(stage.network);
  const document = { fileName: 'a.txt', mediaType: 'text/plain', content: Buffer.from(text) };
  const composed = composePublish([document], composing(network, made(network.testnet.users[0])));
  if (!composed.ok) throw new Error(composed.reason);
  const client = await clientOf(network.management);
  try {
    const items = made(composed.value.requests[0]);
    const { results } = await client.submit(items, { wait: 'committed' });
    return { code: made(results[0]).status, findings: [] };
  } catch (error) {
    if (error instanceof ClientError) return { findings: [], ...error.problem };
    throw error;
  }
}
