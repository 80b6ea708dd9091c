import { type DoctorConfig, examine, isSound, reportLines } from '@mingjing/host/doctor';
import { PASSPHRASE_VARIABLE, supervisorConfig } from '../config.ts';
import { type CommonOptions, told } from './output.ts';

export interface DoctorCommand extends CommonOptions {
  readonly home: string;
  /** Of a chain of a service: the home of that, which serves the console. */
  readonly service?: string;
}

/** Looks at a home and says what keeps its program from running well; false when something does. */
export async function doctorCommand(options: DoctorCommand): Promise<boolean> {
  const { home, json, lang, service = home } = options;
  const findings = await examine({
    ...{ home, passphraseIn: PASSPHRASE_VARIABLE, passphrase: process.env[PASSPHRASE_VARIABLE] },
    ...{ now: Date.now(), prefix: 'mingjing_supervisor' },
    config: () => configOf(home, service !== home),
    say: saidBy,
  });
  const lines = reportLines(findings, lang === 'en' ? 'en' : 'zh-CN');
  const sound = isSound(findings);
  console.log(json ? JSON.stringify({ sound, findings }) : lines.join('\n'));
  return sound;
}

function configOf(home: string, isServed: boolean): DoctorConfig {
  const { p2p, console: main } = supervisorConfig(home, {});
  return { ...p2p, listeners: isServed ? {} : { console: main } };
}

function saidBy(error: unknown): readonly [string, string] {
  const { text } = told(error);
  return [text['zh-CN'], text.en];
}
