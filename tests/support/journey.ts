import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type postgres from 'postgres';
import { hashPassword } from '~/modules/identity/data/password-hash.server';
import type { FactoryRole } from '~/modules/identity/domain/permissions';
import { DEMO_PASSWORD } from '~db/seed/demo-accounts';
import { createUser, type TestFactory, type TestUser } from './fixtures';
import type { RunningPortal } from './portal';

/** The factories of the demo that its sign-ins belong to. */
export const DEMO_FACTORY = 'ningbo-haoyu';
export const SECOND_FACTORY = 'yiwu-jinmao';

export interface Visit {
  context: BrowserContext;
  page: Page;
  /** What the browser complained about so far: errors on the console, exceptions, breaches of the security policy. */
  complaints: string[];
}

/** Opens a browser window of its own; English and a laptop's screen unless the options say otherwise. */
export async function openWindow(
  browser: Browser,
  portal: Pick<RunningPortal, 'url'>,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: portal.url,
    locale: 'en-GB',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1366, height: 768 },
    ...options,
  });
  context.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  context.on('page', (page) => {
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${page.url()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  });
  if (options.javaScriptEnabled !== false) {
    await context.exposeFunction('portalComplains', (text: string) => complaints.push(text));
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        const { portalComplains } = window as unknown as { portalComplains: (text: string) => void };
        portalComplains(`${location.href}: policy ${event.violatedDirective} blocked ${event.blockedURI}`);
      });
    });
  }
  return { context, page: await context.newPage(), complaints };
}

/** The complaints that are not the browser's note of an answer with one of these statuses. */
export function besides(complaints: readonly string[], ...statuses: number[]): string[] {
  return complaints.filter((text) => !statuses.some((status) => text.includes(`status of ${status} (`)));
}

/** Signs in through the form, and ends where the portal leads. */
export async function signIn(page: Page, email: string, password: string = DEMO_PASSWORD): Promise<void> {
  if (new URL(page.url()).pathname !== '/sign-in') await page.goto('/sign-in');
  await page.fill('input[name=email]', email);
  await page.fill('input[name=password]', password);
  await page.click('main button[type=submit]');
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

/** Lets a window act as a person without the form. */
export async function actAs(
  { context }: Visit,
  portal: Pick<RunningPortal, 'url'>,
  user: TestUser,
): Promise<void> {
  const [name = '', ...value] = user.cookie.split('=');
  await context.addCookies([
    { name, value: value.join('='), url: portal.url, httpOnly: true, sameSite: 'Lax' },
  ]);
}

/** Waits until scripts have taken over the page: from then on links, keys and filters answer in place. */
export async function scripted(page: Page): Promise<void> {
  await page.waitForFunction(() => document.documentElement.dataset.interactive === 'true');
}

/** A factory of the demo by its slug. */
export async function demoFactory(sql: postgres.Sql, slug = DEMO_FACTORY): Promise<TestFactory> {
  const [factory] = await sql<TestFactory[]>`select id, slug from factory where slug = ${slug}`;
  if (!factory) throw new Error(`the demo has no factory ${slug}`);
  return factory;
}

/** An English-speaking member of factories of the demo, who can sign in with the demo's password. */
export async function demoMember(
  sql: postgres.Sql,
  email: string,
  roles: Record<string, FactoryRole>,
): Promise<TestUser> {
  const memberships: [TestFactory, FactoryRole][] = [];
  for (const [slug, role] of Object.entries(roles)) memberships.push([await demoFactory(sql, slug), role]);
  return createUser(sql, {
    in: memberships,
    email,
    displayName: email.split('@', 1)[0] ?? email,
    passwordHash: await hashPassword(DEMO_PASSWORD),
  });
}

/** The whole number that a text shows, without its separators and units: "1,234 pcs" is 1234, "−5" is -5. */
export function figure(text: string | null | undefined): number {
  const match = /[-−–]?\d[\d,.\s\u00a0\u202f]*/.exec(text ?? '');
  if (!match) throw new Error(`no figure in ${JSON.stringify(text)}`);
  return Number(match[0].replace(/[,\s\u00a0\u202f]/g, '').replace(/[−–]/, '-'));
}

/** What a text of the catalogue looks like on the page, whatever its placeholders hold; the whole of it. */
export function said(template: string): RegExp {
  const parts = template.split(/\{\{\w+\}\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

/** The version that a page says it shows. */
export async function shownVersion(page: Page): Promise<number> {
  const text = await page
    .getByText(/Version \d+, as of/)
    .first()
    .textContent();
  return Number(/Version (\d+)/.exec(text ?? '')?.[1]);
}

/** The published version's number in the database. */
export async function publishedNumber(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ number: number }[]>`
    select number from forecast_version where status = 'published' order by published_at desc limit 1`;
  if (!row) throw new Error('nothing is published');
  return row.number;
}
