import { answerChallenge, DUTY_OFFICER } from '../parts/duty-answer.ts';
import { seconds } from '../printing.ts';
import { made, type Step } from '../stage.ts';

const DUTY = '/v1/management/duty';
const HOUR_MS = 3_600_000;
/** Of the synthetic shift; nobody has such a number. */
const PHONE = '13000000000';

export const duty: Step = {
  name: 'duty',
  needs: ['people'],
  async run(stage, block) {
    const { management } = made(stage.people);
    const from = Date.now();
    const shift = { officer: DUTY_OFFICER, from, to: from + HOUR_MS, phone: PHONE };
    await management.have('jia-security-admin', 'POST', `${DUTY}/shifts`, shift);
    const shown = await management.have(DUTY_OFFICER, 'GET', '/v1/duty/now');
    block.check('onDuty', {}, String(JSON.stringify(shown).includes(PHONE)), 'false');
    await management.have('jia-audit-admin', 'POST', `${DUTY}/challenges`, {});
    const startedAt = performance.now();
    const isAnswered = await answerChallenge(management);
    block.check('answered', { seconds: seconds(startedAt) }, String(isAnswered), 'true');
    const outbound = await management.have(undefined, 'GET', '/v1/management/assurance/outbound');
    const { guarded, allowed, refused_destinations: refused } = outbound;
    block.check('outbound', { allowed: allowed.length }, `${guarded} ${refused}`, 'true 0');
    block.look(`${management.address}/console/complaints`);
  },
};
