// The supervision console in a real browser, beside a real chain of four organisations.
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { TestOfficer } from '../../node/test/logged-in.ts';
import { buildSupervisionConsole } from '../../supervisor/console/build.ts';
import { TestChain } from '../../supervisor/test/chain.ts';
import { openBrowser, SiteDriver } from './site-driver.ts';

type Language = 'zh-CN' | 'en';
type Cookies = Parameters<BrowserContext['addCookies']>[0];

/** A step of a walk through the rooms, which goes on where the one before it ended. */
export type Step = readonly [does: string, walk: (desk: SupervisionDriver) => Promise<void>];

/** The supervision console with what its officers need to log in. */
export class SupervisionDriver extends SiteDriver {
  readonly chain: TestChain;
  /** Nodes that it posts to; a test may have one of them answer elsewhere. */
  readonly posted: TestChain['posted'];
  readonly #officers = new Map<string, TestOfficer>();
  readonly #sessions = new Map<string, Cookies>();

  private constructor(
    chain: TestChain,
    posted: TestChain['posted'],
    opened: Awaited<ReturnType<typeof openBrowser>>,
  ) {
    // Its address stays what it was when the program is gone.
    super({ url: chain.consoleUrl(), stop: () => chain.stop() }, opened);
    this.chain = chain;
    this.posted = posted;
  }

  static async start(): Promise<SupervisionDriver> {
    await buildSupervisionConsole();
    const chain = await TestChain.create();
    try {
      await chain.startValidators();
      const { posted } = chain;
      await chain.startSupervisor({ interventions: { nodes: posted } });
      return new SupervisionDriver(chain, posted, await openBrowser());
    } catch (error) {
      await chain.stop();
      throw error;
    }
  }

  /** Logs an officer in as people do; he enrols before his first login. */
  async logIn(id: string, language: Language = 'zh-CN'): Promise<void> {
    const known = this.#officers.get(id);
    const isReady = known !== undefined && !known.hasGivenCode;
    const officer = isReady ? known : await this.#enrolled(id);
    await this.open('', language);
    await this.#fillLogin(officer);
    this.#sessions.set(id, await this.context.cookies());
  }

  /** Goes on in the session that an officer has here; he logs in where he has none. */
  async as(id: string): Promise<void> {
    const session = this.#sessions.get(id);
    await this.logOut();
    if (session === undefined) await this.logIn(id);
    else await this.context.addCookies(session);
  }

  /** Chooses an officer's key where a page asks for one, and signs. */
  async sign(id: string, button = '签名'): Promise<void> {
    const file = join(this.chain.folder, 'testnet', 'officers', `${id}.json`);
    await this.page.locator('input[name=key]').setInputFiles(file);
    await this.press(button);
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  /** Picks one of a few in a field that offers them. */
  async choose(label: string, value: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).click();
    await this.page.getByTitle(value, { exact: true }).click();
  }

  async fill(name: string, value: string): Promise<void> {
    await this.page.locator(`input[name=${name}], textarea[name=${name}]`).fill(value);
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
