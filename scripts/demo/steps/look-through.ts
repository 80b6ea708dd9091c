import { made, type Step } from '../stage.ts';

export const lookThrough: Step = {
  name: 'lookThrough',
  needs: ['people'],
  async run(stage, _block) {
    made(stage.network);
  },
};
