// The public portal in a real browser, served by a node of a real network of four.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPortal } from '../../node/portal/build.ts';
import { TestNetwork } from '../processes/network.ts';
import { LOOKED_AT, NodeDriver } from './node-driver.ts';
import { openBrowser } from './site-driver.ts';

/** Made up; the filing number is one that no province gave. */
const OPERATOR = {
  name_zh: '示例存证服务有限公司',
  name_en: 'Example Records Ltd',
  filing_number: '京网信备11000000000000000011号',
  icp_number: '京ICP备00000001号-1',
  police_number: '京公网安备 11000000000001号',
  complaint_telephone: '010-0000 0000',
};

export type SiteLanguage = 'zh-CN' | 'en';

/** The portal at the first node of a network. */
export class PortalDriver extends NodeDriver {
  static async start(): Promise<PortalDriver> {
    await buildPortal();
    const network = await TestNetwork.create(LOOKED_AT);
    const [first] = network.validators;
    if (first === undefined) throw new Error('there is no validator');
    const file = join(first.home, 'config', 'config.yaml');
    appendFileSync(file, `operator: ${JSON.stringify(OPERATOR)}\n`);
    await network.startAll();
    return new PortalDriver(network, await openBrowser());
  }

  async open(path: string, language: SiteLanguage = 'zh-CN'): Promise<void> {
    const lang = language === 'en' ? `${path.includes('?') ? '&' : '?'}lang=en` : '';
    await this.page.goto(this.site(`/${path}${lang}`));
  }

  /** A key file of the trial network: `users`, `officers`. */
  keyFile(folder: string, name: string): string {
    return join(this.network.folder, 'net', folder, `${name}.json`);
  }

  async size(width: number): Promise<void> {
    await this.page.setViewportSize({ width, height: width < 800 ? 844 : 900 });
  }

  /** Puts a file into the field for receipts, the way a person chooses it. */
  async choose(bytes: Uint8Array): Promise<void> {
    await this.page.locator('#receipt-file').setInputFiles({
      name: 'a.receipt',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(bytes),
    });
  }
}
