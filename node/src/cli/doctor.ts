import { type DoctorConfig, examine, isSound, reportLines } from '@mingjing/host/doctor';
import { nodeConfig } from '../config.ts';
import { saidBy } from './explain.ts';
import { type CommonOptions, Output } from './output.ts';

const PASSPHRASE = 'MINGJING_PASSPHRASE';

export interface DoctorCommand extends CommonOptions {
  readonly home: string;
}

/** Looks at a home and says what keeps its node from running well; false when something does. */
export async function doctorCommand(options: DoctorCommand): Promise<boolean> {
  const { home } = options;
  const findings = await examine({
    ...{ home, passphraseIn: PASSPHRASE, passphrase: process.env[PASSPHRASE] },
    ...{ now: Date.now(), prefix: 'mingjing' },
    config: () => configOf(home),
    say: saidBy,
  });
  const output = new Output(options);
  output.lines(reportLines(findings, output.language));
  output.json({ sound: isSound(findings), findings });
  return isSound(findings);
}

function configOf(home: string): DoctorConfig {
  const { p2p, api, management, portal } = nodeConfig(home, {});
  return {
    ...p2p,
    listeners: {
      api,
      ...(management === undefined ? {} : { management }),
      ...(portal === undefined ? {} : { portal }),
    },
  };
}
