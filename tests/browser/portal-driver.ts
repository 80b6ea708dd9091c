// The public portal in a real browser, served by a node of a real network of four.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadKeyFile } from '@mingjing/crypto/node';
import { homePaths } from '@mingjing/host/home';
import { buildPortal } from '../../node/portal/build.ts';
import { TestOfficer } from '../../node/test/logged-in.ts';
import { runHere } from '../processes/command-here.ts';
import { TestNetwork } from '../processes/network.ts';
import { VerificationServiceForTests } from '../verification/service.ts';
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
    const verifier = join(network.folder, 'net', 'officers', 'synthetic-verifier.json');
    const service = new VerificationServiceForTests(loadKeyFile(verifier).seed);
    const url = await service.start();
    appendFileSync(
      file,
      `operator: ${JSON.stringify(OPERATOR)}\nverification: { url: '${url}' }\n`,
    );
    await network.startAll();
    return new PortalDriver(network, await openBrowser(), service);
  }

  readonly service: VerificationServiceForTests;

  private constructor(
    network: TestNetwork,
    opened: Awaited<ReturnType<typeof openBrowser>>,
    service: VerificationServiceForTests,
  ) {
    super(network, opened);
    this.service = service;
  }

  override async stop(): Promise<void> {
    await super.stop();
    await this.service.stop();
  }

  /** The node keeps a text of the agreement, and its officer brings it to the chain. */
  async publishAgreement(text: string): Promise<void> {
    const { control } = JSON.parse(readFileSync(homePaths(this.node.home).run, 'utf8')) as {
      control: string;
    };
    const officer = new TestOfficer(join(this.network.folder, 'net'), 'jia-security-admin');
    const cookie = await officer.login({ baseUrl: this.site(''), control });
    const kept = await fetch(this.site('/v1/agreement-texts'), {
      method: 'POST',
      headers: { cookie, origin: this.site(''), 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
    });
    if (kept.status !== 201) throw new Error(await kept.text());
    const file = join(this.network.folder, 'agreement.txt');
    writeFileSync(file, text);
    const given = { node: this.node.url, key: officer.keyFile, text: file };
    const { outcome } = await runHere('agreement publish', given, 'jia');
    if (outcome !== 'done') throw new Error(outcome);
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
