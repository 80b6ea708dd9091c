import { answerChallenge, DUTY_OFFICER } from '../parts/duty-answer.ts';
import { FILED_NUMBER, fileService } from '../parts/filing.ts';
import { rehearseIncident } from '../parts/incident-drill.ts';
import { makeRoster, showsPhone } from '../parts/roster.ts';
import { type Block, seconds } from '../printing.ts';
import { made, type Stage, type Step } from '../stage.ts';

export const duty: Step = {
  name: 'duty',
  needs: ['people'],
  async run(stage, block) {
    const { management } = made(stage.people);
    const days = await makeRoster(management);
    const shown = await management.have(DUTY_OFFICER, 'GET', '/v1/duty/now');
    const isSeen = `${shown.covered} ${showsPhone(shown)}`;
    block.check('onDuty', { days, phone: shown.phone }, isSeen, 'true false');
    await management.have('jia-audit-admin', 'POST', '/v1/management/duty/challenges', {});
    const startedAt = performance.now();
    const isAnswered = await answerChallenge(management);
    block.check('answered', { seconds: seconds(startedAt) }, String(isAnswered), 'true');
    const { closed, met, timers } = await rehearseIncident(management);
    block.check('incident', { met, timers }, `${closed} ${met}`, `true ${timers}`);
    await filed(stage, block);
    const outbound = await management.have(undefined, 'GET', '/v1/management/assurance/outbound');
    const { guarded, allowed, refused_destinations: refused } = outbound;
    block.check('outbound', { allowed: allowed.length }, `${guarded} ${refused}`, 'true 0');
    block.look(`${management.address}/console/complaints`);
  },
};

/** What everybody sees of who runs this: the number that was filed, and whom to call. */
async function filed(stage: Stage, block: Block): Promise<void> {
  const { differences, nodes, shown, telephone } = await fileService(
    made(stage.people).management,
    stage,
  );
  const fields = { number: shown, telephone, nodes, differences };
  block.check('filed', fields, `${shown} ${differences}`, `${FILED_NUMBER} 0`);
}
