// Longer measurements than `npm test` has time for: seeded, resumable, with a result file.
//
//   npm run campaign -- kill              50 kills under load
//   npm run campaign -- kill --seed 7     with other choices
//   npm run campaign -- kill --count 200  more of them
//   npm run campaign -- siem              5000 entries to a real rsyslogd over TCP, and over TLS
//   npm run campaign -- flood             three minutes of refusals; --count: seconds of each part
//   npm run campaign -- takedown          20 takedowns, from the order to the last node
//   npm run campaign -- membership        24 changes of members and keys under load
//   npm run campaign -- fuzz --minutes 60 every decoder under mutated inputs
//   npm run campaign -- seeds --count 500 --from 1000   seeds of the simulator
//   npm run campaign -- seeds --cores 2   on two cores at once
//   npm run campaign -- planted           every planted defect is found by some seed
//   npm run campaign -- hosts             nodes on hosts of their own, ten minutes of bad network
//   npm run campaign -- hosts --minutes 60
//   npm run campaign -- byzantine         throughput with one Byzantine validator of four
//   npm run campaign -- soak              half an hour at saturation with faults and misdeeds
//   npm run campaign -- rules             an authority's rules over 10,000 real texts
//
// A campaign that was stopped goes on where it was when it is called again with the same seed;
// `--fresh` begins anew. Results lie in docs/measurements.
import { byzantineCampaign } from './campaigns/byzantine.ts';
import { floodCampaign } from './campaigns/flood.ts';
import { fuzzCampaign } from './campaigns/fuzz.ts';
import { hostsCampaign } from './campaigns/hosts.ts';
import { killCampaign } from './campaigns/kill.ts';
import { membershipCampaign } from './campaigns/membership.ts';
import { plantedCampaign } from './campaigns/planted.ts';
import { rulesCampaign } from './campaigns/rules.ts';
import { seedsCampaign } from './campaigns/seeds.ts';
import { siemCampaign } from './campaigns/siem.ts';
import { soakCampaign } from './campaigns/soak.ts';
import { takedownCampaign } from './campaigns/takedown.ts';
import { readOptions, refuse, wholeNumber } from './command-line.ts';

/** What every campaign is told; true when everything held. */
export interface CampaignOptions {
  readonly seed: number;
  /** How many acts; the campaign's own default when absent. */
  readonly count: number | undefined;
  /** How long, for a campaign that has no end of its own. */
  readonly minutes: number | undefined;
  /** Where a campaign over numbered runs begins; where it stopped when absent. */
  readonly from?: number | undefined;
  /** On how many cores, for a campaign that can use several. */
  readonly cores?: number | undefined;
  /** Forgets what an earlier call has done. */
  readonly isFresh: boolean;
}

const CAMPAIGNS: Readonly<Record<string, (options: CampaignOptions) => Promise<boolean>>> = {
  fuzz: fuzzCampaign,
  kill: killCampaign,
  siem: siemCampaign,
  flood: floodCampaign,
  membership: membershipCampaign,
  seeds: seedsCampaign,
  planted: plantedCampaign,
  hosts: hostsCampaign,
  byzantine: byzantineCampaign,
  rules: rulesCampaign,
  soak: soakCampaign,
  takedown: takedownCampaign,
};

const NAMES = Object.keys(CAMPAIGNS).join('|');
const NUMBERS = '[--seed N] [--count N] [--minutes N] [--from N] [--cores N]';
const USAGE = `npm run campaign -- ${NAMES} ${NUMBERS} [--fresh]`;

const { values, positionals } = readOptions(USAGE, {
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string' },
    minutes: { type: 'string' },
    from: { type: 'string' },
    cores: { type: 'string' },
    fresh: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const [name = ''] = positionals;
const campaign = Object.hasOwn(CAMPAIGNS, name) ? CAMPAIGNS[name] : undefined;
if (campaign === undefined || positionals.length !== 1) refuse(USAGE, positionals.join(' '));
const optional = (name: 'count' | 'minutes' | 'from' | 'cores') => {
  const text = values[name];
  return text === undefined ? undefined : wholeNumber(USAGE, text);
};
const holds = await campaign({
  seed: wholeNumber(USAGE, values.seed),
  count: optional('count'),
  minutes: optional('minutes'),
  from: optional('from'),
  cores: optional('cores'),
  isFresh: values.fresh,
});
process.exitCode = holds ? 0 : 1;
