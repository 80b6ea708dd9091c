// The supervision console in a real browser, beside a real chain of four organisations.
import { join } from 'node:path';
import { TestOfficer } from '../../node/test/logged-in.ts';
import { buildSupervisionConsole } from '../../supervisor/console/build.ts';
import { TestChain } from '../../supervisor/test/chain.ts';
import { openBrowser, SiteDriver } from './site-driver.ts';

type Language = 'zh-CN' | 'en';

/** The supervision console with what its officers need to log in. */
export class SupervisionDriver extends SiteDriver {
  readonly chain: TestChain;
  readonly #officers = new Map<string, TestOfficer>();

  private constructor(chain: TestChain, opened: Awaited<ReturnType<typeof openBrowser>>) {
    // Its address stays what it was when the program is gone.
    super({ url: chain.consoleUrl(), stop: () => chain.stop() }, opened);
    this.chain = chain;
  }

  static async start(): Promise<SupervisionDriver> {
    await buildSupervisionConsole();
    const chain = await TestChain.create();
    try {
      await chain.startValidators();
      await chain.startSupervisor({ interventions: { nodes: chain.posted } });
      return new SupervisionDriver(chain, await openBrowser());
    } catch (error) {
      await chain.stop();
      throw error;
    }
  }

  /** Logs an officer in as people do; he enrols before his first login. */
  async logIn(id: string, language: Language = 'zh-CN'): Promise<void> {
    const officer = this.#officers.get(id) ?? (await this.#enrolled(id));
    await this.open('', language);
    await this.#fillLogin(officer);
  }

  /** Enrols an officer anew, which ends his session, and logs him in where the page says so. */
  async sessionEnds(id: string): Promise<void> {
    const officer = await this.#enrolled(id);
    await this.page.locator('[data-state=session-over]').waitFor();
    this.forgetRefusals();
    await this.#fillLogin(officer);
  }

  async #fillLogin(officer: TestOfficer): Promise<void> {
    await this.page.locator('#officer').fill(officer.id);
    await this.page.locator('input[name=key]').setInputFiles(officer.keyFile);
    await this.page.locator('#code').fill(officer.nextCode());
    await this.page.locator('button[value=code]').click();
    await this.page.locator('nav.side-bar').waitFor();
  }

  /** Forgets the session, as another browser would have none. */
  async logOut(): Promise<void> {
    await this.page.goto('about:blank');
    await this.page.context().clearCookies();
  }

  async open(path: string, language: Language = 'zh-CN'): Promise<void> {
    const lang = language === 'en' ? `${path.includes('?') ? '&' : '?'}lang=en` : '';
    await this.page.goto(this.site(`/console/${path}${lang}`));
  }

  async size(width: number, height: number): Promise<void> {
    await this.page.setViewportSize({ width, height });
  }

  async #enrolled(id: string): Promise<TestOfficer> {
    const officer = new TestOfficer(join(this.chain.folder, 'testnet'), id);
    const { control } = this.chain.supervisor.host;
    await officer.enrol({ baseUrl: this.site(''), control });
    this.#officers.set(id, officer);
    return officer;
  }
}
