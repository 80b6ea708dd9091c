// A site of a program of a real network, in a real browser.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { actAsOldest } from './oldest-browser.ts';

const BROWSER_FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];
/** A folder for pictures of the site, when the environment names one. */
const PICTURES = process.env.SCREENS_FOLDER;
/** Longer than anything a page waits for. */
const ANSWER_MS = 15_000;
/** What every page may load, to the last word: another policy is decided on, not slipped in. */
export const CONTENT_POLICY =
  "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; " +
  "object-src 'none'";
/** Blocks come quickly, also when nobody says anything. */
export const QUIET = { emptyBlockMs: 1000 };

/** A network with the program that serves the site. */
export interface Serving {
  /** Where the program is reached now. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A browser in front of a program of a network. */
export class SiteDriver {
  readonly context: BrowserContext;
  readonly page: Page;
  /** All that the page said on its console, every error, every request beyond its own node. */
  readonly noise: string[] = [];
  /** Answers that were refusals, by status and address. */
  readonly refusals: string[] = [];
  readonly #profile: string;
  readonly #serving: Serving;

  protected constructor(serving: Serving, opened: Opened) {
    const { context, page, profile } = opened;
    this.#serving = serving;
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

  async stop(): Promise<void> {
    await this.context.close();
    await this.#serving.stop();
    rmSync(this.#profile, { recursive: true, force: true });
  }

  /** An address by the name `localhost`, where browsers keep the cookies of a secure site. */
  site(path: string): string {
    return `http://localhost:${new URL(this.#serving.url).port}${path}`;
  }

  /** Serious findings of axe-core, and a page that is wider than its window. */
  async faults(): Promise<string[]> {
    await this.page.evaluate(axe.source);
    const found = await this.page.evaluate<
      string[]
    >(`axe.run({ resultTypes: ['violations'] }).then(({ violations }) =>
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

  async picture(name: string, page = this.page): Promise<void> {
    if (PICTURES === undefined) return;
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  }

  /** What a browser says itself of an answer that is a refusal. */
  forgetRefusals(): void {
    const isOwn = (text: string) => !text.startsWith('Failed to load resource');
    this.noise.splice(0, this.noise.length, ...this.noise.filter(isOwn));
    this.refusals.length = 0;
  }
}

interface Opened {
  readonly profile: string;
  readonly context: BrowserContext;
  readonly page: Page;
}

export async function openBrowser(): Promise<Opened> {
  const profile = mkdtempSync(join(tmpdir(), 'mingjing-site-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium-headless-shell',
    args: BROWSER_FLAGS,
    // Without a locale it cannot name a file in Chinese.
    env: { ...process.env, LANG: 'C.UTF-8' },
    viewport: { width: 1440, height: 900 },
  });
  await actAsOldest(context);
  return { profile, context, page: await context.newPage() };
}
