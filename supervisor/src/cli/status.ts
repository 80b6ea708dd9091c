import type { situationOf } from '../reading/situation.ts';
import { askConsole } from './console-client.ts';
import { type CommonOptions, say } from './output.ts';

export interface StatusCommand extends CommonOptions {
  readonly home: string;
}

type Situation = ReturnType<typeof situationOf>;

/** Shows the three statements of the program that runs in a home; false when one does not hold. */
export async function statusCommand(options: StatusCommand): Promise<boolean> {
  const situation = (await askConsole(options.home, '/v1/situation')) as Situation;
  const { coverage, journals, heads, alarms } = situation;
  const holds = [coverage, journals, heads].every(({ state }) => state !== 'failed');
  if (options.json) {
    say(options, 'status.head', {}, situation);
    return holds;
  }
  const told = (key: string, fields: Record<string, string | number>) =>
    say(options, `status.${key}`, fields, undefined);
  told('head', { node: situation.node_id, chain: situation.chain_id });
  told(`coverage.${coverage.state}`, {
    to: coverage.to,
    lag: coverage.lag ?? 0,
    gaps: coverage.gaps,
    who: whoOf(coverage.blame),
  });
  told(`journals.${journals.state}`, {
    measured: journals.measured,
    of: journals.of,
    seconds: Math.max(0, Math.round((Date.now() - (journals.as_of ?? 0)) / 1000)),
    who: whoOf(journals.blame),
  });
  told(`heads.${heads.state}`, {
    agreeing: heads.agreeing,
    of: heads.of,
    who: whoOf(heads.blame),
  });
  told('alarms', { open: alarms.open, critical: alarms.critical });
  return holds;
}

function whoOf(blame: Situation['heads']['blame']): string {
  const nodes = new Set(blame.flatMap((each) => each.nodes));
  return [...nodes].join(', ');
}
