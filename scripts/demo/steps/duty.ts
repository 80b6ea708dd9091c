import { statementSigningBytes } from '@mingjing/protocol';
import { seconds } from '../printing.ts';
import { made, type Step } from '../stage.ts';

const DUTY = '/v1/management/duty';
const HOUR_MS = 3_600_000;
const OFFICER = 'jia-duty';
/** Of the synthetic shift; nobody has such a number. */
const PHONE = '13000000000';

export const duty: Step = {
  name: 'duty',
  needs: ['people'],
  async run(stage, block) {
    const { management } = made(stage.people);
    const from = Date.now();
    const shift = { officer: OFFICER, from, to: from + HOUR_MS, phone: PHONE };
    await management.have('jia-security-admin', 'POST', `${DUTY}/shifts`, shift);
    const shown = await management.have('jia-duty', 'GET', '/v1/duty/now');
    block.check('onDuty', {}, String(JSON.stringify(shown).includes(PHONE)), 'false');
    await management.have('jia-audit-admin', 'POST', `${DUTY}/challenges`, {});
    const startedAt = performance.now();
    const { challenge } = await management.have(OFFICER, 'GET', `${DUTY}/challenges/mine`);
    const bytes = statementSigningBytes(challenge.chain_id, {
      ...{ kind: 'duty-answer', nodeId: challenge.node_id, officer: OFFICER },
      facts: [
        ['challenge', challenge.id],
        ['nonce', challenge.nonce],
      ],
    });
    const signature = Buffer.from(management.sign(OFFICER, bytes)).toString('base64url');
    const path = `${DUTY}/challenges/${challenge.id}/answer`;
    const answered = await management.have(OFFICER, 'POST', path, { signature });
    block.check(
      'answered',
      { seconds: seconds(startedAt) },
      String(answered.state ?? 'answered'),
      'answered',
    );
    const outbound = await management.have(undefined, 'GET', '/v1/management/assurance/outbound');
    const { guarded, allowed, refused_destinations: refused } = outbound;
    block.check('outbound', { allowed: allowed.length }, `${guarded} ${refused}`, 'true 0');
    block.look(`${management.address}/console/complaints`);
  },
};
