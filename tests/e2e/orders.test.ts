import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import words from '~/platform/i18n/locales/en/orders.json';
import { launchBrowser } from '../support/browser';
import { createPlatformUser, type TestUser } from '../support/fixtures';
import { actAs, DEMO_FACTORY, demoMember, openWindow, scripted } from '../support/journey';
import { type RunningPortal, startPortal } from '../support/portal';

let portal: RunningPortal;
let browser: Browser;
let planner: TestUser;
let buyer: TestUser;

beforeAll(async () => {
  [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
  const { sql } = portal.database;
  planner = await demoMember(sql, 'pei@factory.example', { [DEMO_FACTORY]: 'planner' });
  buyer = await createPlatformUser(sql, 'buyer', { displayName: 'Bea Buyer' });
});
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
});

const orders = `/factories/${DEMO_FACTORY}/orders`;
const PHONE = { width: 360, height: 740 };
const LAPTOP = { width: 1366, height: 768 };

async function open(person: TestUser, path: string, viewport = LAPTOP) {
  const visit = await openWindow(browser, portal, { viewport });
  await actAs(visit, portal, person);
  await visit.page.goto(path);
  await scripted(visit.page);
  return visit;
}

/** An order that the demo's factory has not answered, with more than one line. */
async function openOrder(): Promise<string> {
  const [row] = await portal.database.sql<{ number: string }[]>`
    select o.number from purchase_order o join factory f on f.id = o.factory_id
    where f.slug = ${DEMO_FACTORY} and o.status = 'issued' order by o.number limit 1`;
  if (!row) throw new Error('no order waits for an answer in the demo');
  return row.number;
}

/** Puts the order back before its answer, so that it can be answered again on another screen. */
async function ask(number: string) {
  const { sql } = portal.database;
  const [order] = await sql`select factory_id, id from purchase_order where number = ${number}`;
  const lines = sql`select id from po_line where factory_id = ${order!.factory_id} and purchase_order_id = ${order!.id}`;
  await sql`delete from po_acknowledgement where po_line_id in (${lines})`;
  await sql`delete from po_milestone where po_line_id in (${lines})`;
  await sql`update po_line_schedule set promised_ship_on = null, agreed_quantity = null where po_line_id in (${lines})`;
  await sql`update po_line set status = 'issued', agreed_quantity = null where id in (${lines})`;
  await sql`update purchase_order set status = 'issued', lines_to_answer = line_count, proposals_to_decide = 0
    where number = ${number}`;
}

const line = (page: Page, no: number) => page.locator(`[data-answer-line="${no}"]`);
const summary = (page: Page) => page.locator('#answer-summary').innerText();

describe('the factory answers a new order by keyboard', () => {
  it.each([
    ['a laptop', LAPTOP],
    ['a phone', PHONE],
  ] as const)('on %s', async (_, viewport) => {
    const number = await openOrder();
    const { page, context, complaints } = await open(planner, `${orders}?needs=answer`, viewport);
    await page.locator('main tbody tr[tabindex="0"]').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/orders/${number}`);
    await page.getByRole('link', { name: words.actions.answer, exact: true }).press('Enter');
    await page.waitForURL('**/answer');
    await page.locator('[data-answer-line]').first().waitFor();

    await page.keyboard.press('j');
    expect(
      await line(page, 1)
        .locator('[data-first]')
        .evaluate((e) => e === document.activeElement),
    ).toBe(true);
    const quantity = line(page, 1).getByLabel(words.answerPage.quantity, { exact: true });
    const whole = Number(await quantity.first().inputValue());
    await page.keyboard.press('Control+a');
    await page.keyboard.type('100');
    await page.waitForFunction(
      (left) => document.querySelector('[data-answer-line="1"] output')?.getAttribute('data-left') === left,
      String(whole - 100),
    );
    expect(await summary(page)).toContain('does not add up');
    await page.keyboard.press('s');
    await page.waitForFunction(
      () => document.querySelector('[data-answer-line="1"] output')?.getAttribute('data-left') === '0',
    );
    expect(await quantity.nth(1).inputValue()).toBe(String(whole - 100));

    await quantity.nth(1).press('Control+Enter');
    const refused = line(page, 1).locator('[aria-invalid="true"]');
    await refused.first().waitFor();
    expect(await quantity.nth(0).inputValue()).toBe('100');
    const [asked] = await portal.database.sql<{ on: string }[]>`
      select (s.requested_ship_on + 9)::text as on from po_line_schedule s
      join po_line l on l.factory_id = s.factory_id and l.id = s.po_line_id
      join purchase_order o on o.factory_id = l.factory_id and o.id = l.purchase_order_id
      where o.number = ${number} and l.line_no = 1 order by s.schedule_no limit 1`;
    const second = line(page, 1).locator('fieldset').nth(1);
    await second.getByLabel(words.answerPage.reason).selectOption('materials');
    await second.getByLabel(words.answerPage.shipOn).fill(asked!.on);
    await second.getByLabel(words.answerPage.outcome, { exact: true }).selectOption('counter_proposed');
    expect(await page.evaluate(() => document.scrollingElement!.scrollWidth)).toBe(viewport.width);

    // A closed page loses nothing.
    await page.reload();
    await scripted(page);
    await page.getByText(words.answerPage.restored).waitFor();
    expect(await quantity.nth(0).inputValue()).toBe('100');

    await quantity.nth(0).press('Enter');
    if ((await page.locator('[data-answer-line]').count()) > 1)
      expect(
        await line(page, 2)
          .locator('[data-first]')
          .evaluate((e) => e === document.activeElement),
      ).toBe(true);
    await page.keyboard.press('Control+Enter');
    await page.getByText(words.actions.done.answered).waitFor();
    await page.getByText(words.outcome.counter_proposed).first().waitFor();
    expect(complaints.filter((text) => !text.includes('status of 422'))).toEqual([]);
    if (viewport === LAPTOP) await ask(number);
    await context.close();
  });
});

describe('the buyer', () => {
  it('accepts the counter-proposal and amends the order', async () => {
    const { page, context, complaints } = await open(buyer, '/platform/orders?needs=decision');
    await page.locator('main tbody tr[tabindex="0"]').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: words.decide.title }).waitFor();
    await page.getByText(/9 days later/).waitFor();
    const path = new URL(page.url()).pathname;
    await page.getByRole('button', { name: /^Accept \d/ }).click();
    await page.getByText(words.actions.done.reviewed).waitFor();
    expect(await page.getByRole('heading', { name: words.decide.title }).count()).toBe(0);

    await page.getByRole('link', { name: words.actions.amend, exact: true }).click();
    await page.waitForURL(`**${path}/amend`);
    const pieces = page.getByLabel(words.amend.quantity, { exact: true }).first();
    const before = Number(await pieces.inputValue());
    const [row] = await portal.database.sql<{ step: number }[]>`
      select s.order_multiple as step from sourcing s
      join po_line l on l.factory_id = s.factory_id and l.sku_id = s.sku_id
      join purchase_order o on o.factory_id = l.factory_id and o.id = l.purchase_order_id
      where o.number = ${path.split('/').at(-1)!} and l.line_no = 1 limit 1`;
    await pieces.fill(String(before + row!.step));
    await page.getByText(/1 line waits for a new answer/).waitFor();
    expect(await page.locator('main table tbody tr').count()).toBe(1);
    await page.getByRole('button', { name: 'Send version 2' }).click();
    await page.locator('[aria-invalid="true"]').waitFor();
    await page.getByLabel(words.amend.reason).fill('One more carton');
    await page.getByRole('button', { name: 'Send version 2' }).click();
    await page.getByText('Version 2 is out. Changed lines wait for an answer.').waitFor();
    await page.getByText('Reason: One more carton').waitFor();
    expect(complaints.filter((text) => !text.includes('status of 422'))).toEqual([]);
    await context.close();
  });
});
