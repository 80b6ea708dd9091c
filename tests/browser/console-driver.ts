// The management console in a real browser, served by a node of a real network of four.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildConsole } from '../../node/console/build.ts';
import { type Reached, TestOfficer } from '../../node/test/logged-in.ts';
import { type NetworkOptions, TestNetwork } from '../processes/network.ts';
import { LOOKED_AT, NodeDriver } from './node-driver.ts';
import { openBrowser } from './site-driver.ts';

/** The console at the first node of a network, with what its officers need to log in. */
export class ConsoleDriver extends NodeDriver {
  readonly #officers = new Map<string, TestOfficer>();

  /** `prepare` is told the network before its programs run. */
  static async start(
    prepare: (network: TestNetwork) => Promise<void> = async () => {},
    options: NetworkOptions = {},
  ): Promise<ConsoleDriver> {
    await buildConsole();
    const network = await TestNetwork.create({ ...LOOKED_AT, ...options });
    try {
      await prepare(network);
      await network.startAll();
    } catch (error) {
      await network.remove();
      throw error;
    }
    return new ConsoleDriver(network, await openBrowser());
  }

  keyOf(officer: string): string {
    return join(this.network.folder, 'net', 'officers', `${officer}.json`);
  }

  /** Chooses his key in the form that asks for one. */
  async giveKey(officer: string): Promise<void> {
    await this.page.locator('input[name=key]').setInputFiles(this.keyOf(officer));
  }

  /** Logs an officer in as people do; he enrols before his first login. */
  async logIn(id: string, language: 'zh-CN' | 'en' = 'zh-CN'): Promise<void> {
    await this.open('', language);
    await this.logInHere(id);
  }

  /** An officer's session ends before he acts: he logs in where he was. */
  async sessionEnds(id: string, act: () => Promise<void>): Promise<void> {
    await this.enrolAnew(id);
    await act();
    await this.page.locator('[data-state=session-over]').waitFor();
    this.forgetRefusals();
    await this.logInHere(id);
  }

  /** Enrols an officer anew, which ends his sessions, and gives his next login a new code. */
  async enrolAnew(id: string): Promise<void> {
    await this.#enrolled(id);
  }

  /** Logs an officer in where the page shows the login by itself. */
  async logInAgain(id: string): Promise<void> {
    await this.page.locator('[data-state=session-over]').waitFor();
    await this.logInHere(id);
  }

  /** Logs an officer in where a tab shows the login. */
  async logInHere(id: string, tab = this.page): Promise<void> {
    const officer = await this.#ready(id);
    await tab.locator('#officer').fill(officer.id);
    await tab.locator('input[name=key]').setInputFiles(officer.keyFile);
    await tab.locator('#code').fill(officer.nextCode());
    await tab.locator('button[value=code]').click();
    await tab.locator('nav.side-bar').waitFor();
  }

  async logOut(): Promise<void> {
    await this.page.locator('.head-bar .text-button').last().click();
    await this.page.locator('#officer').waitFor();
  }

  async open(path: string, language: 'zh-CN' | 'en' = 'zh-CN'): Promise<void> {
    const lang = language === 'en' ? `${path.includes('?') ? '&' : '?'}lang=en` : '';
    await this.page.goto(this.site(`/console/${path}${lang}`));
  }

  /** Shows another place of the console, which is open, without loading it anew. */
  async show(path: string): Promise<void> {
    const place = JSON.stringify(`/console/${path}`);
    await this.page.evaluate(
      `history.pushState(null, '', ${place}), dispatchEvent(new PopStateEvent('popstate'))`,
    );
  }

  /** What the page's own session reads. */
  read<T>(path: string): Promise<T> {
    return this.page.evaluate(`fetch('${path}').then((answer) => answer.json())`) as Promise<T>;
  }

  /** What the node answers to a form of somebody without a session. */
  async posted(path: string, form: object) {
    const answer = await fetch(this.site(path), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(form),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${path}`);
    return (await answer.json()) as Readonly<Record<string, unknown>>;
  }

  /** Cookie of a session that an officer opens from another place. */
  sessionElsewhere(id: string): Promise<string> {
    return new TestOfficer(join(this.network.folder, 'net'), id).login(this.#reached());
  }

  #reached(): Reached {
    const run = readFileSync(join(this.node.home, 'data', 'run.json'), 'utf8');
    const { control } = JSON.parse(run) as { control: string };
    return { baseUrl: this.site(''), control };
  }

  /** The officer with a code to give: without one he enrols, for the first time or anew. */
  async #ready(id: string): Promise<TestOfficer> {
    const officer = this.#officers.get(id);
    return officer === undefined || officer.hasGivenCode ? this.#enrolled(id) : officer;
  }

  async #enrolled(id: string): Promise<TestOfficer> {
    const officer = new TestOfficer(join(this.network.folder, 'net'), id);
    await officer.enrol(this.#reached());
    this.#officers.set(id, officer);
    return officer;
  }
}
