import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser';
import { createUser, type TestUser } from '../support/fixtures';
import { actAs, DEMO_FACTORY, demoFactory, openWindow, scripted, type Visit } from '../support/journey';
import { type RunningPortal, startPortal } from '../support/portal';

let portal: RunningPortal;
let browser: Browser;
let planner: TestUser;
let colleague: TestUser;
/** A line with at least three open weeks in a row, by its place in the grid, and its first open week. */
let line: { row: number; col: number; code: string; sku: string };

beforeAll(async () => {
  [portal, browser] = await Promise.all([startPortal({ seed: 'tiny' }), launchBrowser()]);
  const { sql } = portal.database;
  const factory = await demoFactory(sql);
  planner = await createUser(sql, { in: [[factory, 'planner']], displayName: 'Chen' });
  colleague = await createUser(sql, { in: [[factory, 'owner']], displayName: 'Lin' });
  const lines = await sql<{ code: string; sku: string; frozen: number; qty: number[] }[]>`
    select sku_code as code, sku_id as sku, frozen_weeks as frozen, qty_p50 as qty
    from forecast_line l join forecast_version v on v.id = l.version_id and v.status = 'published'
    where factory_id = ${factory.id} order by sku_code`;
  const row = lines.findIndex(({ qty, frozen }) =>
    qty.slice(frozen, frozen + 4).some((pieces) => pieces > 0),
  );
  const { code, sku, frozen } = lines[row]!;
  line = { row, col: frozen, code, sku };
});
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
});

async function open(user: TestUser, width = 1366): Promise<Visit> {
  const visit = await openWindow(browser, portal, { viewport: { width, height: 768 } });
  await actAs(visit, portal, user);
  await visit.page.goto(`/factories/${DEMO_FACTORY}/forecast/commit`);
  await scripted(visit.page);
  return visit;
}

const cell = (page: Page, row: number, col: number) =>
  page.locator(`[role=gridcell][data-row="${row}"][data-col="${col}"]`);
const commitOf = (page: Page, row: number, col: number) =>
  cell(page, row, col).evaluate((element) => element.firstElementChild?.textContent);

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((clipboard) => {
    const data = new DataTransfer();
    data.setData('text/plain', clipboard);
    document.activeElement!.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);
}

describe('the grid', () => {
  it('is written like a spreadsheet, by keyboard alone', async () => {
    const { page, context, complaints } = await open(planner);
    const { row, col } = line;
    await cell(page, row, col).click();
    await page.keyboard.type('12000');
    await page.keyboard.press('Tab');
    expect(await commitOf(page, row, col)).toBe('12,000');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('F2');
    await page.keyboard.type('5');
    await page.keyboard.press('Escape');
    expect(await commitOf(page, row, col)).toBe('12,000');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Control+r');
    expect(await commitOf(page, row, col + 2)).toBe('12,000');
    await page.keyboard.press('Control+z');
    expect(await commitOf(page, row, col + 2)).not.toBe('12,000');
    await page.keyboard.press('Control+y');
    expect(await commitOf(page, row, col + 2)).toBe('12,000');
    await cell(page, row, col).click();
    await paste(page, '1,500\t1600\r\n');
    expect(await commitOf(page, row, col)).toBe('1,500');
    expect(await commitOf(page, row, col + 1)).toBe('1,600');
    await cell(page, row, 0).click();
    await page.keyboard.type('7');
    expect(await page.getByRole('button', { name: 'Ask for a change' }).isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('[role=grid]') === null)).toBe(true);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('keeps what is not saved over a reload, saves it, and says who was faster', async () => {
    const mine = await open(planner);
    const { row, col } = line;
    const { page } = mine;
    await cell(page, row, col).click();
    await page.keyboard.type('20000');
    await page.keyboard.press('Enter');
    await page.waitForTimeout(600);
    mine.page.on('dialog', (dialog) => dialog.accept());
    await page.reload();
    await scripted(page);
    await page.waitForFunction(() => document.body.textContent?.includes('1 answer not saved'));
    expect(await commitOf(page, row, col)).toBe('20,000');

    const held = async () => {
      const [bucket] = await portal.database.sql<{ commit: number; revision: number }[]>`
        select commit_quantity as commit, revision from commit_bucket b join factory f on f.id = b.factory_id
        where f.slug = ${DEMO_FACTORY} and sku_id = ${line.sku}
          and week = (select first_week + ${line.col}::int * 7 from forecast_version where status = 'published')`;
      return bucket;
    };
    const before = (await held())?.revision ?? 0;
    const theirs = await open(colleague);
    await cell(theirs.page, row, col).click();
    await theirs.page.keyboard.type('30000');
    await theirs.page.keyboard.press('Enter');
    await theirs.page.getByRole('button', { name: 'Save', exact: true }).click();
    await theirs.page.getByText('1 answer saved.').waitFor();
    await theirs.context.close();

    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Lin answered 30,000').waitFor();
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('1 answer saved.').waitFor();
    expect(await held()).toEqual({ commit: 20_000, revision: before + 2 });
    await mine.context.close();
  });

  it('answers many at once, with a preview, and takes it back', async () => {
    const { page, context } = await open(planner);
    await page.getByRole('button', { name: 'Answer many' }).click();
    await page.getByLabel('Accept').fill('80');
    const preview = await page.getByText(/^Writes \d/).textContent();
    expect(preview).toMatch(/frozen weeks? (is|are) left out/);
    await page.getByRole('button', { name: 'Write into the grid' }).click();
    await page
      .getByText(/answers? not saved/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
    await page.getByText('Everything is saved').waitFor();
    await context.close();
  });

  it('is a list of SKUs with the same weeks on a phone', async () => {
    const { page, context, complaints } = await open(planner, 360);
    const item = page.locator('li', { has: page.getByText(line.code, { exact: true }) }).first();
    await item.locator('summary').click();
    const field = item.locator('input[aria-label^="Commit"]').nth(1);
    await field.fill('15000');
    await field.press('Tab');
    await page.getByText('1 answer not saved').waitFor();
    expect(await page.evaluate(() => document.scrollingElement!.scrollWidth)).toBeLessThanOrEqual(360);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('1 answer saved.').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
