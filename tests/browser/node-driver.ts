// A site of the first node of a real network, in a real browser.
import type { TestNetwork } from '../processes/network.ts';
import type { ProgramProcess } from '../processes/program-process.ts';
import { type openBrowser, SiteDriver } from './site-driver.ts';

type Opened = Awaited<ReturnType<typeof openBrowser>>;

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
