import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { RouteConfigEntry } from '@remix-run/route-config';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import routeConfig from '~/routes';
import { createKey } from '../support/api';
import { launchBrowser } from '../support/browser';
import { createPlatformUser, createUser, type TestUser } from '../support/fixtures';
import { actAs, DEMO_FACTORY, demoFactory, openWindow, SECOND_FACTORY, scripted } from '../support/journey';
import { type RunningPortal, startPortal } from '../support/portal';

let portal: RunningPortal;
let browser: Browser;
/** Somebody who may open every page, by language. */
const people = new Map<'en' | 'zh', TestUser>();
let params: Record<string, string>;

beforeAll(async () => {
  [portal, browser] = await Promise.all([startPortal({ seed: 'tiny' }), launchBrowser()]);
  const { sql } = portal.database;
  const factory = await demoFactory(sql);
  const second = await demoFactory(sql, SECOND_FACTORY);
  for (const locale of ['en', 'zh'] as const) {
    const person = await createPlatformUser(sql, 'admin', {
      locale,
      in: [
        [factory, 'owner'],
        [second, 'planner'],
      ],
    });
    people.set(locale, person);
  }
  const member = await createUser(sql, { in: [[factory, 'viewer']] });
  const staff = await createPlatformUser(sql, 'buyer');
  const [membership] = await sql<{ id: string }[]>`select id from membership where user_id = ${member.id}`;
  const [line] = await sql<{ code: string }[]>`
    select l.sku_code as code from forecast_line l join forecast_version v on v.id = l.version_id
    where v.status = 'published' and l.factory_id = ${factory.id} order by l.total_p50 desc limit 1`;
  const [order] = await sql<{ number: string }[]>`
    select number from purchase_order where factory_id = ${factory.id} and status = 'issued' order by number limit 1`;
  const [notice] = await sql<{ number: string }[]>`
    select number from asn where factory_id = ${factory.id} order by number limit 1`;
  const [clock] = await sql<{ id: string }[]>`
    select id from sell_out_clock where factory_id = ${factory.id} order by status, id limit 1`;
  const [idea] = await sql<
    { id: string }[]
  >`select id from candidate where stage = 'idea' order by id limit 1`;
  const [risk] = await sql<{ id: string }[]>`select id from risk_notice order by id limit 1`;
  const endpoint = '018f0000-0000-7000-8000-00000000e0d0';
  await sql`insert into webhook_endpoint ${sql({ factory_id: factory.id, id: endpoint, url: 'https://erp.example.com/portal', secret: 'whsec_AAAA', events: ['forecast.published'], created_by_name: 'Lin' })}`;
  params = {
    factory: DEMO_FACTORY,
    endpoint,
    week: '2026-11-23',
    candidate: idea!.id,
    notice: risk!.id,
    clock: clock?.id ?? 'none',
    order: order!.number,
    asn: notice!.number,
    member: membership!.id,
    user: staff.id,
    sku: line!.code,
    version: '1',
    token: await sentInvitation(),
    key: (await createKey({ name: 'Warehouse' })).id,
  };
});
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
});

/** The token of an invitation that waits for its answer. */
async function sentInvitation(): Promise<string> {
  const owner = people.get('en')!;
  const answer = await fetch(new URL(`/factories/${DEMO_FACTORY}/members`, portal.url), {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: owner.cookie, Origin: portal.url },
    body: new URLSearchParams({ email: 'guest@factory.example', role: 'viewer', locale: 'en' }),
  });
  expect(answer.status).toBeLessThan(400);
  const outbox = await (await fetch(new URL('/dev/outbox', portal.url))).text();
  const token = /\/invitation\/([\w-]+)/.exec(outbox)?.[1];
  if (!token) throw new Error('no invitation in the outbox');
  return token;
}

/** Every address of the route table that shows a page. */
function pages(): string[] {
  const collect = (entries: readonly RouteConfigEntry[], base: string): string[] =>
    entries.flatMap(({ path, file, children }) => {
      const pattern = path ? `${base}/${path}` : base;
      if (children) return collect(children, pattern);
      const source = file.endsWith('.tsx') ? readFileSync(`app/${file}`, 'utf8') : '';
      return /^export default function/m.test(source) ? [pattern || '/'] : [];
    });
  return collect(routeConfig as RouteConfigEntry[], '');
}

const signedOutPages = /^\/(sign-in|forgot-password|reset-password|invitation|dev)\b/;
const addressOf = (pattern: string) =>
  pattern.replace(/:(\w+)\??/g, (_, name: string) => encodeURIComponent(params[name] ?? 'none'));

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What may change when the same document turns dark. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** Violations in words: rule, element and what is wrong with it. */
async function violations(
  page: Page,
  { only, without = [] }: { only?: string[]; without?: string[] } = {},
): Promise<string[]> {
  // In the page itself: nothing here has frames, for which a window of its own would be opened at every look.
  const builder = new AxeBuilder({ page }).setLegacyMode(true);
  if (only) builder.withRules(only);
  else builder.withTags(TAGS).disableRules(without);
  const { violations: found } = await builder.analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(
      (node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`,
    ),
  );
}

/** Elements that reach out of a narrow screen, for the report. Charts take a moment to follow the window. */
async function tooWide(page: Page): Promise<string[]> {
  const fits = () => (document.scrollingElement?.scrollWidth ?? 0) <= 360;
  if (await page.waitForFunction(fits, undefined, { timeout: 3000 }).catch(() => null)) return [];
  return page.evaluate(() => {
    const width = document.scrollingElement!.scrollWidth;
    const wide = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > 361,
    );
    return [`${width} px wide`, ...wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 120))];
  });
}

/** The system turns light or dark, and the page follows. */
async function toScheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction(
    (scheme) => document.documentElement.dataset.mantineColorScheme === scheme,
    colorScheme,
  );
}

describe('every page', () => {
  it('is one of the route table', () => {
    expect(pages()).toContain('/factories/:factory/forecast/:sku');
    expect(pages()).toContain('/sign-in');
    expect(pages()).not.toContain('/factories/:factory/forecast-export');
    expect(pages().length).toBeGreaterThan(18);
  });

  it('is looked at by an axe that finds mistakes', async () => {
    const { page, context } = await openWindow(browser, portal);
    await page.goto('/sign-in');
    await scripted(page);
    await page.evaluate(() => document.querySelector('main')?.append(document.createElement('button')));
    expect((await violations(page)).join()).toContain('button-name');
    await page.evaluate(() =>
      document.querySelector('h1')?.setAttribute('style', 'color:#999;background:#aaa'),
    );
    expect((await violations(page, { only: COLOUR_RULES })).join()).toContain('color-contrast');
    await context.close();
  });

  // Both at once: while one waits for the server, the other is looked at.
  it.concurrent.each(['en', 'zh'] as const)(
    'in %s: axe finds nothing in light or dark at either width, nothing is too wide, nobody complains',
    async (locale) => {
      const options = {
        locale: locale === 'zh' ? 'zh-CN' : 'en-GB',
        colorScheme: 'light',
        reducedMotion: 'reduce',
      } as const;
      const signedIn = await openWindow(browser, portal, options);
      const signedOut = await openWindow(browser, portal, options);
      await actAs(signedIn, portal, people.get(locale)!);
      const problems: string[] = [];
      for (const pattern of pages()) {
        const { page } = signedOutPages.test(pattern) ? signedOut : signedIn;
        const say = (what: string) => problems.push(`${locale} ${pattern}: ${what}`);
        await page.setViewportSize({ width: 1366, height: 768 });
        await page.emulateMedia({ colorScheme: 'light' });
        const response = await page.goto(addressOf(pattern));
        await scripted(page);
        if (response!.status() !== 200) say(`answers ${response!.status()}`);
        const { pathname } = new URL(page.url());
        if (pathname !== addressOf(pattern) && pattern !== '/') say(`leads to ${pathname}`);
        if ((await page.title()).trim() === '') say('has no title');
        for (const text of await violations(page)) say(text);
        await toScheme(page, 'dark');
        for (const text of await violations(page, { only: COLOUR_RULES })) say(`in dark: ${text}`);
        await page.setViewportSize({ width: 360, height: 740 });
        for (const text of await tooWide(page)) say(`at 360 px: ${text}`);
        for (const text of await violations(page, { only: COLOUR_RULES })) say(`at 360 px in dark: ${text}`);
        await toScheme(page, 'light');
        for (const text of await violations(page)) say(`at 360 px: ${text}`);
      }
      expect([...problems, ...signedIn.complaints, ...signedOut.complaints]).toEqual([]);
      await signedIn.context.close();
      await signedOut.context.close();
    },
    600_000,
  );
});

describe('what opens on a page', () => {
  it('menus, palette, errors and empty tables have no violations either', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const visit = await openWindow(browser, portal, { colorScheme, reducedMotion: 'reduce' });
      const { page } = visit;
      await actAs(visit, portal, people.get('en')!);
      const problems: string[] = [];
      const check = async (where: string, without: string[] = []) =>
        problems.push(
          ...(await violations(page, { without })).map((text) => `${colorScheme} ${where}: ${text}`),
        );
      await page.goto(`/factories/${DEMO_FACTORY}/forecast?q=nothing+is+called+this`);
      await scripted(page);
      await check('empty table');
      await page.goto(`/factories/${DEMO_FACTORY}/forecast`);
      await scripted(page);
      for (const [index, summary] of (await page.locator('summary').all()).entries()) {
        if (!(await summary.isVisible())) continue;
        await summary.click();
        // What lies under an open menu is covered by it, and is no target until it closes.
        await check(`menu ${index}`, ['target-size']);
        await page.keyboard.press('Escape');
      }
      await page.keyboard.press('Control+k');
      await page.locator('dialog input').waitFor();
      await check('palette');
      await page.goto(`/factories/${DEMO_FACTORY}/nothing-here`);
      await check('missing page');
      await page.goto('/account/security');
      await scripted(page);
      await page.locator('main button[type=submit]').first().click();
      await page.locator('[aria-invalid=true]').first().waitFor();
      await check('refused form');
      expect(problems).toEqual([]);
      await visit.context.close();
    }
  });
});
