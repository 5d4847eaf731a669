import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import words from '~/platform/i18n/locales/en/forecast.json';
import { launchBrowser } from '../support/browser';
import { createPlatformUser, type TestUser } from '../support/fixtures';
import { actAs, figure, openWindow, publishedNumber, scripted, shownVersion } from '../support/journey';
import { type RunningPortal, startPortal } from '../support/portal';

let portal: RunningPortal;
let browser: Browser;
let buyer: TestUser;

beforeAll(async () => {
  [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
  buyer = await createPlatformUser(portal.database.sql, 'buyer', { displayName: 'Bea Buyer' });
});
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
});

async function open(path: string) {
  const visit = await openWindow(browser, portal);
  await actAs(visit, portal, buyer);
  await visit.page.goto(path);
  await scripted(visit.page);
  return visit;
}

const rows = (page: Page) => page.locator('main tbody tr[tabindex]');
const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { level: 1, name }).waitFor();
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

/** Weeks of a row: thirteen figures after code, total and change. */
const weekFigures = async (page: Page, row: string) =>
  (
    await page.locator(`${row} td`).evaluateAll((cells) =>
      cells
        .slice(3, 16)
        .map((cell) => cell.querySelector('span span') ?? cell)
        .map((cell) => cell.textContent),
    )
  ).map(figure);

describe('the buyer', () => {
  it('traces a figure from the platform to a factory, to a SKU, to its source', async () => {
    const { page, context, complaints } = await open('/platform/forecast?quantile=p80');
    await heading(page, words.platformTitle);
    const total = figure(await page.locator('tfoot td').nth(1).textContent());
    const answer = await page.locator('main header p, main h1 + p').first().textContent();
    expect(figure(answer)).toBe(total);
    const groups = await rows(page).locator('td:nth-child(2)').allTextContents();
    expect(groups).toHaveLength(12);
    expect(sum(groups.map(figure))).toBe(total);

    const ofFactory = figure(await rows(page).first().locator('td').nth(1).textContent());
    const weeks = await weekFigures(page, 'main tbody tr:first-child');
    expect(sum(weeks)).toBe(ofFactory);
    const name = (await rows(page).first().locator('a').first().textContent()) ?? '';
    await rows(page).first().locator('a').click();
    await page.waitForURL('**/platform/factories/*/forecast?*');
    // The address changes before the page does, and the title of all factories reads much like that of one.
    await heading(page, words.factoryTitle.replace('{{factory}}', name));
    expect(new URL(page.url()).searchParams.get('quantile')).toBe('p80');
    expect(figure(await page.locator('tfoot td').nth(1).textContent())).toBe(ofFactory);
    const ofSkus = await rows(page).locator('td:nth-child(2)').allTextContents();
    expect(sum(ofSkus.map(figure))).toBe(ofFactory);

    const ofSku = figure(ofSkus[0]);
    const factory = new URL(page.url()).pathname.split('/')[3];
    await rows(page).first().locator('a').click();
    await page.waitForURL(`**/platform/forecast/*?*factory=${factory}*`);
    await page.getByRole('heading', { level: 2, name: words.sku.netting }).waitFor();
    const source = page.locator('table tbody tr', { has: page.locator(`a[href*="/factories/${factory}/"]`) });
    expect(figure(await source.first().locator('td').last().textContent())).toBe(ofSku);
    const opened = source.first().locator('a[aria-current=true]');
    const quantity = figure(await opened.textContent());
    const result = page.locator('tr[data-result=true] td');
    expect(figure(await result.textContent())).toBe(quantity);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('goes from a category to its SKUs, and from a SKU that two factories make to both', async () => {
    const { page, context, complaints } = await open('/platform/forecast?by=category');
    const category = figure(await rows(page).first().locator('td').nth(1).textContent());
    await rows(page).first().locator('a').click();
    await page.waitForURL((url) => url.searchParams.get('by') === 'sku' && url.searchParams.has('category'));
    await page.waitForFunction(
      (expected) =>
        document.querySelector('tfoot td:nth-child(2)')?.textContent?.replace(/\D/g, '') === expected,
      String(category),
    );
    const [shared] = await portal.database.sql<{ code: string; pieces: number }[]>`
      select l.sku_code as code, sum(l.total_p50)::int as pieces from forecast_line l
      join forecast_version v on v.id = l.version_id and v.status = 'published'
      group by 1 having count(*) > 1 and min(l.total_p50) > 0 order by 2 desc limit 1`;
    await page.goto(`/platform/forecast?by=sku&q=${encodeURIComponent(shared!.code)}`);
    await scripted(page);
    expect(figure(await rows(page).first().locator('td').nth(1).textContent())).toBe(shared!.pieces);
    await rows(page).first().locator('a').click();
    await page.getByRole('heading', { level: 2, name: words.sku.sources }).waitFor();
    const table = page.getByRole('table', { name: words.sku.weeks });
    const perSource = await table.locator('tbody tr:has(th a) > td:last-child').allTextContents();
    expect(perSource.length).toBeGreaterThan(1);
    expect(sum(perSource.map(figure))).toBe(shared!.pieces);
    expect(figure(await table.locator('tbody tr').last().locator('td').last().textContent())).toBe(
      shared!.pieces,
    );
    const second = table.locator('tbody tr:has(th a)').nth(1).locator('td a').nth(6);
    const quantity = figure(await second.textContent());
    await second.click();
    await table.locator('tbody tr:has(th a) >> nth=1').locator('a[aria-current=true]').waitFor();
    expect(figure(await page.locator('tr[data-result=true] td').textContent())).toBe(quantity);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('asks for a forecast now and sees the new version without reloading', async () => {
    const before = await publishedNumber(portal.database.sql);
    const { page, context, complaints } = await open('/platform/forecast-versions');
    await page.evaluate(() => {
      (window as { sameDocument?: boolean }).sameDocument = true;
    });
    expect(await rows(page).first().locator('td').first().textContent()).toBe(String(before));
    await page.getByRole('button', { name: words.versions.run }).click();
    await page.getByText(words.versions.running).waitFor();
    await page.waitForFunction(
      (number) =>
        [...document.querySelectorAll('main tbody tr')].some(
          ({ firstElementChild, textContent }) =>
            firstElementChild?.textContent === String(number) && textContent?.includes('Published'),
        ),
      before + 1,
      { timeout: 60_000 },
    );
    expect(await page.evaluate(() => (window as { sameDocument?: boolean }).sameDocument)).toBe(true);
    expect(await publishedNumber(portal.database.sql)).toBe(before + 1);
    await page.goto('/platform/forecast');
    expect(await shownVersion(page)).toBe(before + 1);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
