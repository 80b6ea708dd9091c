// A site of the first node of a real network, in a real browser.
import type { NetworkOptions, TestNetwork } from '../processes/network.ts';
import type { ProgramProcess } from '../processes/program-process.ts';
import { type openBrowser, QUIET, SiteDriver } from './site-driver.ts';

type Opened = Awaited<ReturnType<typeof openBrowser>>;

/**
 * Blocks come quickly, also when nobody says anything. The node that the browser looks at is a
 * process of its own, and the others are in that of the test.
 */
export const LOOKED_AT: NetworkOptions = {
  parameters: QUIET,
  launch: (nodeId) => ({ isHere: nodeId !== 'jia-validator' }),
};

/** A browser in front of the first node of a network. */
export class NodeDriver extends SiteDriver {
  readonly network: TestNetwork;

  protected constructor(network: TestNetwork, opened: Opened) {
    const serving = {
      get url() {
        return network.validator(0).url;
      },
      stop: () => network.remove(),
    };
    super(serving, opened);
    this.network = network;
  }

  get node(): ProgramProcess {
    return this.network.validator(0);
  }
}
