import type { Office } from '../office.ts';

const INCIDENTS = '/v1/management/incidents';
const TIMER = 'report-police';

/** An incident that is a drill goes the way of a real one: opened, reported, closed. */
export async function rehearseIncident(
  office: Office,
): Promise<{ readonly closed: boolean; readonly timers: number; readonly met: number }> {
  const [opener, reporter] = ['jia-security-admin', 'jia-duty'];
  const { id } = await office.have(opener, 'POST', INCIDENTS, {
    ...{ kind: 'intrusion', level: 'ordinary', summary: '应急演练（示例）：疑似越权访问' },
    ...{ found_at: Date.now(), persons_affected: 0, critical: false, drill: true },
  });
  const step = (officer: string, body: object) =>
    office.have(officer, 'POST', `${INCIDENTS}/${id}/steps`, body);
  await step(reporter, {
    ...{ what: 'reported', timer: TIMER, to: '演练：未实际报送' },
    receipt: '演练回执（示例）',
  });
  const { closed, timers } = await step(opener, { what: 'closed', text: '演练结束，恢复正常' });
  const met = (timers as { met_at: number | null }[]).filter(({ met_at: at }) => at !== null);
  return { closed, timers: timers.length, met: met.length };
}
