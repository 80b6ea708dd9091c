// The management console in a real browser, served by a node of a real network of four.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { buildConsole } from '../../node/console/build.ts';
import { type Reached, TestOfficer } from '../../node/test/logged-in.ts';
import { TestNetwork } from '../processes/network.ts';
import type { ProgramProcess } from '../processes/program-process.ts';

const BROWSER_FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];
/** A folder for pictures of the console, when the environment names one. */
const PICTURES = process.env.SCREENS_FOLDER;
/** Longer than anything a page waits for. */
const ANSWER_MS = 15_000;
/** Blocks come quickly, also when nobody says anything. */
const QUIET = { emptyBlockMs: 1000 };

/** The console at the first node of a network, with what its officers need to log in. */
export class ConsoleDriver {
  readonly network: TestNetwork;
  readonly context: BrowserContext;
  readonly page: Page;
  /** All that the page said on its console, every error, every request beyond its own node. */
  readonly noise: string[] = [];
  /** Answers that were refusals, by status and address. */
  readonly refusals: string[] = [];
  readonly #profile: string;
  readonly #officers = new Map<string, TestOfficer>();

  private constructor(network: TestNetwork, profile: string, context: BrowserContext, page: Page) {
    this.network = network;
    this.#profile = profile;
    this.context = context;
    this.page = page;
    context.setDefaultTimeout(ANSWER_MS);
    context.on('console', (message) => this.noise.push(message.text()));
    // A browser tells of a refusal without its address.
    context.on('response', (answer) => {
      if (answer.status() >= 400) this.refusals.push(`${answer.status()} ${answer.url()}`);
    });
    context.on('weberror', (error) => this.noise.push(String(error.error())));
    context.on('request', (request) => {
      const isOwn = request.url().startsWith(this.site('/')) || request.url().startsWith('blob:');
      if (!isOwn) this.noise.push(request.url());
    });
  }

  /** `prepare` is told the network before its programs run. */
  static async start(
    prepare: (network: TestNetwork) => Promise<void> = async () => {},
  ): Promise<ConsoleDriver> {
    await buildConsole();
    const network = await TestNetwork.create({ parameters: QUIET });
    try {
      await prepare(network);
      await network.startAll();
    } catch (error) {
      await network.remove();
      throw error;
    }
    const profile = mkdtempSync(join(tmpdir(), 'mingjing-console-'));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: '/usr/bin/chromium',
      args: BROWSER_FLAGS,
      viewport: { width: 1440, height: 900 },
    });
    return new ConsoleDriver(network, profile, context, await context.newPage());
  }

  async stop(): Promise<void> {
    await this.context.close();
    await this.network.remove();
    rmSync(this.#profile, { recursive: true, force: true });
  }

  get node(): ProgramProcess {
    return this.network.validator(0);
  }

  /** An address by the name `localhost`, where browsers keep the cookies of a secure site. */
  site(path: string): string {
    return `http://localhost:${new URL(this.node.url).port}${path}`;
  }

  keyOf(officer: string): string {
    return join(this.network.folder, 'net', 'officers', `${officer}.json`);
  }

  /** Logs an officer in as people do; he enrols before his first login. */
  async logIn(id: string, language: 'zh-CN' | 'en' = 'zh-CN'): Promise<void> {
    const officer = this.#officers.get(id) ?? (await this.#enrolled(id));
    await this.open('', language);
    await this.page.locator('#officer').fill(id);
    await this.page.locator('input[name=key]').setInputFiles(officer.keyFile);
    await this.page.locator('#code').fill(officer.nextCode());
    await this.page.locator('button[value=code]').click();
    await this.page.locator('nav.side-bar').waitFor();
  }

  async logOut(): Promise<void> {
    await this.page.locator('.head-bar .text-button').last().click();
    await this.page.locator('#officer').waitFor();
  }

  async open(path: string, language: 'zh-CN' | 'en' = 'zh-CN'): Promise<void> {
    const lang = language === 'en' ? `${path.includes('?') ? '&' : '?'}lang=en` : '';
    await this.page.goto(this.site(`/console/${path}${lang}`));
  }

  /** Serious findings of axe-core, and a page that is wider than its window. */
  async faults(): Promise<string[]> {
    await this.page.evaluate(axe.source);
    const found = await this.page.evaluate<string[]>(`axe.run().then(({ violations }) =>
      violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`);
    return [...found, ...(await this.overflow())];
  }

  /** Whether the page is wider than its window. */
  overflow(): Promise<string[]> {
    return this.page.evaluate<string[]>(
      `document.documentElement.scrollWidth > innerWidth ? ['horizontal scroll'] : []`,
    );
  }

  async picture(name: string): Promise<void> {
    if (PICTURES === undefined) return;
    await this.page.screenshot({ path: join(PICTURES, `${name}.png`) });
  }

  /** What a browser says itself of an answer that is a refusal. */
  forgetRefusals(): void {
    const isOwn = (text: string) => !text.startsWith('Failed to load resource');
    this.noise.splice(0, this.noise.length, ...this.noise.filter(isOwn));
    this.refusals.length = 0;
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

  async #enrolled(id: string): Promise<TestOfficer> {
    const officer = new TestOfficer(join(this.network.folder, 'net'), id);
    await officer.enrol(this.#reached());
    this.#officers.set(id, officer);
    return officer;
  }
}
