import type { WalkStep } from './step.ts';

const said = { 'zh-CN': '今晚维护', en: 'Maintenance tonight' };

export const NOTICE_STEPS: readonly WalkStep[] = [
  {
    ...{ route: 'POST /v1/notices', as: 'security-admin' },
    body: () => ({ title: said, text: said }),
    keep: ({ id }, known) => known.set('notice', id),
  },
  { route: 'GET /v1/notices', as: 'nobody' },
  { route: 'DELETE /v1/notices/:id', as: 'security-admin', parameters: ['notice'] },
];
