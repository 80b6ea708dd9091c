import { chainsIn } from './chosen-home.ts';
import { type CommonOptions, explain, say, told } from './output.ts';

interface OnHome extends CommonOptions {
  readonly home: string;
}

/** Does a command for each chain of a service, one after the other; false when one fails. */
export async function ofAllChains<T extends OnHome>(
  options: T,
  run: (options: T) => Promise<unknown>,
): Promise<boolean> {
  let holds = true;
  for (const { home, name } of await chainsIn(options.home)) {
    say(options, 'ofChain', { chain: name }, { chain: name });
    try {
      const ofChain = { ...options, home, chain: name, service: options.home };
      if ((await run(ofChain)) === false) holds = false;
    } catch (error) {
      // One that does not run keeps nobody from hearing of the others.
      holds = false;
      if (options.json) console.log(JSON.stringify({ chain: name, error: told(error).code }));
      explain(error, options);
    }
  }
  return holds;
}
