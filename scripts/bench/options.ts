import { parseArgs } from 'node:util';

const SUPERVISION = ['run', 'off', 'absent'] as const;
type Supervision = (typeof SUPERVISION)[number];

/** What the command line of `npm run bench -- chain` asks for. */
export interface ChainOptions {
  /** Nothing but the JSON line on standard output. */
  readonly isJson: boolean;
  readonly isShort: boolean;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly idleSeconds: number;
  readonly withoutAttachment: boolean;
  readonly isProfile: boolean;
  /** Neither idle nor lightly loaded: for comparing two builds. */
  readonly isSaturationOnly: boolean;
  readonly isWrite: boolean;
  /** `off`: the supervision node does not run; `absent`: it is named absent, too, by a vote. */
  readonly supervision: Supervision;
  /** Transactions on their way at saturation. */
  readonly outstanding: number;
  readonly transactionsPerRequest: number;
}

// Until what is hot is compiled, a third of a minute passes; that is no cost of a transaction.
const LONG = { seconds: 40, warmUpSeconds: 20, idleSeconds: 60 };
const SHORT = { seconds: 8, warmUpSeconds: 4, idleSeconds: 20 };

export function chainOptions(args: readonly string[]): ChainOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      short: { type: 'boolean', default: false },
      seconds: { type: 'string' },
      'no-attachment': { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      saturation: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      outstanding: { type: 'string', default: '3000' },
      batch: { type: 'string', default: '100' },
      supervision: { type: 'string', default: 'run' },
    },
  });
  const usual = values.short ? SHORT : LONG;
  return {
    ...usual,
    isJson: values.json,
    isShort: values.short,
    ...(values.seconds === undefined ? {} : { seconds: wholeNumber('seconds', values.seconds) }),
    withoutAttachment: values['no-attachment'],
    isProfile: values.profile,
    isSaturationOnly: values.saturation,
    isWrite: values.write,
    supervision: supervisionOf(values.supervision),
    outstanding: wholeNumber('outstanding', values.outstanding),
    transactionsPerRequest: wholeNumber('batch', values.batch),
  };
}

function supervisionOf(value: string): Supervision {
  const found = SUPERVISION.find((each) => each === value);
  if (found !== undefined) return found;
  throw new Error(`--supervision is one of ${SUPERVISION.join(' ')}`);
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new Error(`--${name} takes a whole number above 0`);
}
