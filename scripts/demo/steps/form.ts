import { made, type Step } from '../stage.ts';

export const form: Step = {
  name: 'form',
  needs: ['people'],
  async run(stage, _block) {
    made(stage.network);
  },
};
