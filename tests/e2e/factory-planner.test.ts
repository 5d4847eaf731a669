import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import common from '~/platform/i18n/locales/en/common.json';
import words from '~/platform/i18n/locales/en/forecast.json';
import identity from '~/platform/i18n/locales/en/identity.json';
import overview from '~/platform/i18n/locales/en/overview.json';
import shell from '~/platform/i18n/locales/en/shell.json';
import { launchBrowser } from '../support/browser';
import type { TestUser } from '../support/fixtures';
import {
  actAs,
  DEMO_FACTORY,
  demoMember,
  figure,
  openWindow,
  SECOND_FACTORY,
  said,
  scripted,
  signIn,
  type Visit,
} from '../support/journey';
import { type RunningPortal, startPortal } from '../support/portal';

let portal: RunningPortal;
let browser: Browser;
let planner: TestUser;
let visit: Visit;

beforeAll(async () => {
  [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
  planner = await demoMember(portal.database.sql, 'anna.planner@factory.example', {
    [DEMO_FACTORY]: 'planner',
    [SECOND_FACTORY]: 'planner',
  });
});
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
});
afterEach(async () => {
  const { complaints, context } = visit;
  await context.close();
  expect(complaints).toEqual([]);
});

const search = (page: Page) => new URL(page.url()).searchParams;
const tableRegion = (page: Page) => page.locator('main section:has(> table)').first();
const rows = (page: Page) => page.locator('main tbody tr[tabindex]');
const codes = (page: Page) => rows(page).locator('a[data-row-link] span span:first-child').allTextContents();

/** A window small enough that the table scrolls within it. */
const small = { viewport: { width: 1100, height: 620 } };

async function openForecast(path = 'forecast'): Promise<Page> {
  visit = await openWindow(browser, portal, small);
  await actAs(visit, portal, planner);
  await visit.page.goto(`/factories/${DEMO_FACTORY}/${path}`);
  await scripted(visit.page);
  return visit.page;
}

/** The steps of the open trace by their words. */
async function traceSteps(page: Page): Promise<Map<string, string>> {
  const lines = await page
    .locator('section', { hasText: words.sku.netting })
    .locator('table tbody tr')
    .evaluateAll((trs) => trs.map((tr) => [...tr.children].map((cell) => cell.textContent ?? '')));
  return new Map(lines.map(([label = '', value = '']) => [label, value]));
}

function step(steps: Map<string, string>, template: string): number {
  const found = [...steps].find(([label]) => said(template).test(label));
  return found ? figure(found[1]) : 0;
}

const isSorted = (values: readonly string[]): boolean =>
  values.every((value, index) => index === 0 || values[index - 1]! <= value);

describe('a planner', () => {
  it('signs in, reads, filters, opens a SKU and follows a figure to its sum', async () => {
    visit = await openWindow(browser, portal, small);
    const { page } = visit;
    await page.goto('/');
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await signIn(page, planner.email);
    await page.waitForURL(`**/factories/*`);
    if (!page.url().endsWith(DEMO_FACTORY)) await page.goto(`/factories/${DEMO_FACTORY}`);
    await page.getByRole('heading', { level: 1, name: overview.title }).waitFor();
    await scripted(page);

    await page.getByRole('link', { name: overview.allForecast }).click();
    await page.getByRole('heading', { level: 1, name: words.title }).waitFor();
    expect(await rows(page).count()).toBeGreaterThan(10);
    const calm = figure(await page.locator('tfoot td').nth(1).textContent());

    const plan = page.getByLabel(words.filters.quantile);
    await plan.selectOption({ label: words.quantile.p90 });
    await page.waitForURL((url) => url.searchParams.get('quantile') === 'p90');
    await page.getByText(words.quantileMeaning.p90).waitFor();
    expect(figure(await page.locator('tfoot td').nth(1).textContent())).toBeGreaterThan(calm);

    await page.getByRole('link', { name: /^SKU/ }).first().click();
    await page.waitForURL((url) => url.searchParams.get('sort') === 'code');
    // The address changes before the rows do.
    await expect.poll(async () => isSorted(await codes(page)), { timeout: 15_000 }).toBe(true);
    const shownCodes = await codes(page);
    const region = tableRegion(page);
    await region.evaluate((element) => element.scrollTo({ top: 150, left: 260 }));
    const target = rows(page).nth(8);
    const code = await target.locator('a[data-row-link] span span').first().textContent();
    const total = figure(await target.locator('td').nth(1).textContent());
    const kept = await region.evaluate(({ scrollTop, scrollLeft }) => ({ scrollTop, scrollLeft }));
    expect(kept.scrollTop).toBeGreaterThan(50);
    await target.locator('a[data-row-link]').evaluate((link: HTMLElement) => link.click());

    await page.getByRole('heading', { level: 1, name: new RegExp(`^${code}`) }).waitFor();
    // The same plan as in the table, so the same figure.
    expect(search(page).get('quantile')).toBe('p90');
    const weeks = page.locator('section', { hasText: words.sku.weeks }).locator('table').first();
    expect(figure(await weeks.locator('tbody tr').first().locator('td').last().textContent())).toBe(total);
    await checkTrace(page, weeks);

    await page.goBack();
    await page.getByRole('heading', { level: 1, name: words.title }).waitFor();
    expect(search(page).get('quantile')).toBe('p90');
    expect(await plan.inputValue()).toBe('p90');
    await expect.poll(() => codes(page), { timeout: 15_000 }).toEqual(shownCodes);
    await page.waitForFunction(
      (top) => document.querySelector('main section:has(> table)')?.scrollTop === top,
      kept.scrollTop,
    );
    const back = await tableRegion(page).evaluate(({ scrollTop, scrollLeft }) => ({ scrollTop, scrollLeft }));
    expect(back).toEqual(kept);
  });

  /** Clicks every week of the SKU and adds up what the page says of it. */
  async function checkTrace(page: Page, weeks: Locator): Promise<void> {
    const links = weeks.locator('tbody tr').first().locator('td a');
    expect(await links.count()).toBe(13);
    for (const index of [0, 4, 8, 12]) {
      const link = links.nth(index);
      const quantity = figure(await link.textContent());
      await link.click();
      await page.waitForURL((url) => url.searchParams.has('week'));
      await weeks.locator(`tbody tr:first-child td:nth-child(${index + 2}) a[aria-current=true]`).waitFor();
      const steps = await traceSteps(page);
      const close = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThanOrEqual(0.45);
      const start = step(steps, words.trace.before);
      close(
        start,
        step(steps, words.trace.onHand) +
          step(steps, words.trace.arrivedTransit) +
          step(steps, words.trace.arrivedOrders) +
          step(steps, words.trace.planned) -
          step(steps, words.trace.soldBefore),
      );
      const without = step(steps, words.trace.without);
      close(
        without,
        start +
          step(steps, words.trace.transit) +
          step(steps, words.trace.openOrders) -
          step(steps, words.trace.gross),
      );
      close(step(steps, words.trace.net), Math.max(0, step(steps, words.trace.target) - without));
      expect(step(steps, words.trace.quantity)).toBe(quantity);
    }
  }

  it('types a search, which waits for a pause and leaves one entry in the history', async () => {
    const page = await openForecast();
    const [first = ''] = await codes(page);
    const box = page.getByLabel(words.filters.search);
    await box.pressSequentially(first, { delay: 15 });
    await page.waitForURL((url) => url.searchParams.get('q') === first);
    await page.waitForFunction(() => document.querySelectorAll('main tbody tr[tabindex]').length === 1);
    expect(await codes(page)).toEqual([first]);
    expect(await box.inputValue()).toBe(first);
    await box.fill('no such SKU');
    await page.getByText(words.empty.title).waitFor();
    await page.getByRole('link', { name: common.filters.clear }).click();
    await page.waitForURL((url) => url.search === '');
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('main input[type=search]')?.value === '',
    );
    expect((await codes(page)).length).toBeGreaterThan(10);
  });

  it('moves through the table by keyboard', async () => {
    const page = await openForecast('forecast?sort=code&dir=asc');
    const all = await codes(page);
    const focused = () =>
      page.evaluate(
        () => document.activeElement?.querySelector('a[data-row-link] span span')?.textContent ?? null,
      );
    await tableRegion(page).focus();
    for (const key of ['j', 'j', 'j']) await page.keyboard.press(key);
    expect(await focused()).toBe(all[2]);
    await page.keyboard.press('k');
    expect(await focused()).toBe(all[1]);
    await page.keyboard.press('End');
    expect(await focused()).toBe(all.at(-1));
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(all[1]);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/forecast/${encodeURIComponent(all[1]!)}`);
    await page.getByRole('heading', { level: 1, name: new RegExp(`^${all[1]}`) }).waitFor();
  });

  it('jumps by the command palette', async () => {
    const page = await openForecast('');
    await page.keyboard.press('Control+k');
    const box = page.getByRole('combobox', { name: shell.search.placeholder });
    await box.waitFor();
    expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type(shell.areas.forecast.slice(0, 9).toLowerCase());
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: words.title }).waitFor();
    await page.keyboard.press('Control+k');
    await box.waitFor();
    await page.keyboard.press('Escape');
    await box.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('nothing is called that');
    await page.getByText(said(shell.search.none)).waitFor();
  });

  it('downloads exactly what the filters show', async () => {
    const page = await openForecast('forecast?sort=code&dir=asc&quantile=p80');
    const shown = await codes(page);
    const totals = await rows(page).locator('td:nth-child(2)').allTextContents();
    await page.locator('summary', { hasText: common.table.export }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: common.table.formats.csv }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^order-forecast-ningbo-haoyu-v\d+\.csv$/);
    const [head, ...body]: string[][] = parse(await readFile(await download.path()), { bom: true });
    expect(body.map((row) => row[0])).toEqual(shown);
    expect(
      body.map((row) => Number(row[head!.indexOf(`${words.columns.total} (${words.columns.pieces})`)])),
    ).toEqual(totals.map(figure));
  });

  it('switches the factory and signs out', async () => {
    const page = await openForecast();
    await page.locator('header summary').first().click();
    const other = page.locator(`header a[href="/factories/${SECOND_FACTORY}"]`);
    const name = await other.textContent();
    await other.click();
    await page.waitForURL(`**/factories/${SECOND_FACTORY}`);
    await page.getByRole('heading', { level: 1, name: overview.title }).waitFor();
    expect(await page.locator('header summary').first().textContent()).toContain(name);
    await page.locator(`header summary[aria-label^="anna.planner"]`).click();
    await page.getByRole('button', { name: shell.person.signOut }).click();
    await page.waitForURL('**/sign-in?done=out');
    await page.getByText(identity.signIn.signedOut).waitFor();
    await page.goto(`/factories/${DEMO_FACTORY}`);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
  });
});
