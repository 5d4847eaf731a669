import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApiKeyByScript } from '~/modules/identity/commands/create-api-key.server';
import candidates from '~/platform/i18n/locales/en/candidates.json';
import orders from '~/platform/i18n/locales/en/orders.json';
import sellOut from '~/platform/i18n/locales/en/sellOut.json';
import shipping from '~/platform/i18n/locales/en/shipping.json';
import sourcing from '~/platform/i18n/locales/en/sourcing.json';
import { launchBrowser } from '../support/browser';
import { createPlatformUser, type TestUser } from '../support/fixtures';
import { actAs, DEMO_FACTORY, demoMember, openWindow, scripted } from '../support/journey';
import { type RunningPortal, startPortal } from '../support/portal';

let portal: RunningPortal;
let browser: Browser;
let owner: TestUser;
let buyer: TestUser;

beforeAll(async () => {
  [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
  const { sql } = portal.database;
  owner = await demoMember(sql, 'olive@factory.example', { [DEMO_FACTORY]: 'owner' });
  buyer = await createPlatformUser(sql, 'buyer', { displayName: 'Bea Buyer' });
});
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
});

const SKU = 'LOOP-0001';
const DAY = 86_400_000;

async function open(person: TestUser) {
  const visit = await openWindow(browser, portal);
  await actAs(visit, portal, person);
  return visit;
}

async function goto(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await scripted(page);
}

/** From an idea to a SKU that the demo's factory makes. */
async function becomeSku(page: Page): Promise<void> {
  await goto(page, '/platform/candidates/new');
  await page.getByLabel(candidates.fields.nameEn).fill('Loop storage basket');
  await page.getByLabel(candidates.fields.category).selectOption('home.storage');
  await page.getByLabel(candidates.fields.expectedPrice).fill('24.90');
  await page.getByLabel(candidates.fields.expectedCost).fill('6.20');
  await page.getByLabel('United States').check();
  await page.getByRole('button', { name: candidates.enter }).click();
  await page.getByRole('heading', { level: 1, name: 'Loop storage basket' }).waitFor();
  const move = page.locator('form', { has: page.getByLabel(candidates.fields.to, { exact: true }) });
  for (const stage of ['shortlisted', 'sampling'] as const) {
    await move.getByLabel(candidates.fields.to, { exact: true }).selectOption(stage);
    await move.getByRole('button', { name: candidates.detail.move }).click();
    await page.getByText(new RegExp(`^${candidates.stages[stage]}\\. Scores`)).waitFor();
  }
  await page.getByRole('link', { name: candidates.detail.makeSku }).click();
  await page.getByRole('heading', { level: 1, name: candidates.sku.title }).waitFor();
  const [factory] = await portal.database.sql`select id from factory where slug = ${DEMO_FACTORY}`;
  const fields: [string, string][] = [
    [candidates.sku.code, SKU],
    [candidates.sku.hsCode, '460212'],
    [candidates.sku.gross, '600'],
    [candidates.sku.length, '300'],
    [candidates.sku.width, '250'],
    [candidates.sku.height, '120'],
    [candidates.sku.minimum, '300'],
    [candidates.sku.multiple, '50'],
  ];
  for (const [label, value] of fields) await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByLabel(candidates.sku.factory, { exact: true }).selectOption(String(factory!.id));
  await page.getByLabel(candidates.sku.unitCost, { exact: true }).fill('6.20');
  await page.getByRole('button', { name: candidates.sku.make }).click();
  await page.getByRole('link', { name: candidates.detail.order }).click();
  await page.waitForURL('**/platform/place-order?*');
}

/** A first order of 500 pieces, issued; 400 are refused with the rule. @returns its number */
async function placeOrder(page: Page): Promise<string> {
  const by = new Date(Date.now() + 60 * DAY).toISOString().slice(0, 10);
  const compare = async (pieces: string) => {
    await goto(page, `/platform/place-order?kind=first_order&by=${by}&sku=${SKU}&wh=US-EWR&q=${pieces}`);
    await page.getByRole('heading', { name: new RegExp(`^${SKU}`) }).waitFor();
  };
  await compare('400');
  await page
    .getByText(/A first order has at least 500 pieces/)
    .first()
    .waitFor();
  await compare('500');
  await page.getByRole('button', { name: sourcing.place.issueNow }).click();
  const link = page.locator('[role=status] a[href*="/platform/orders/"]');
  await link.waitFor();
  return (await link.textContent())!.trim();
}

async function answerAndShip(page: Page, number: string): Promise<void> {
  const order = `/factories/${DEMO_FACTORY}/orders/${number}`;
  await goto(page, `${order}/answer`);
  await page.locator('[data-answer-line]').first().waitFor();
  await page.getByRole('button', { name: orders.answerPage.send }).click();
  await page.getByText(orders.actions.done.answered).waitFor();
  for (const action of [orders.actions.start_production, orders.actions.record_inspection]) {
    await page.locator('summary', { hasText: action }).click();
    await page.getByRole('button', { name: action, exact: true }).click();
  }
  await page.getByRole('link', { name: orders.actions.ship, exact: true }).click();
  await page.waitForURL('**/ship*');
  await scripted(page);
  const fill = (label: string, value: string) => page.getByLabel(label, { exact: true }).first().fill(value);
  await fill(shipping.columns.cartons, '10');
  await fill(shipping.form.piecesEach, '50');
  await fill(shipping.form.grossEach, '31.5');
  await fill(shipping.form.netEach, '30');
  await fill(shipping.form.length, '620');
  await fill(shipping.form.width, '510');
  await fill(shipping.form.height, '610');
  await page.getByRole('button', { name: shipping.form.save, exact: true }).click();
  await page.waitForURL('**/ship-notices/*');
  await page.getByRole('button', { name: shipping.notice.ship, exact: true }).click();
  await page.waitForFunction(
    (label) => ![...document.querySelectorAll('button')].some((button) => button.textContent === label),
    shipping.notice.ship,
  );
}

/** What the warehouse and the shop send over 23 days, as their programs would. */
async function receiveAndSell(number: string): Promise<void> {
  const created = await createApiKeyByScript(
    { name: 'Warehouse', source: 'wms', scopes: ['stock:write', 'listings:write', 'stock:read'], days: null },
    Date.now(),
  );
  if (!created.ok) throw new Error(created.error.code);
  const send = async (path: string, rows: object[], key: string) => {
    const answer = await fetch(`${portal.url}/api/v1/${path}`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${created.value.key}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': key,
      },
      body: JSON.stringify({ rows }),
    });
    expect([answer.status, await answer.text()]).toEqual([200, expect.not.stringContaining('refused":1')]);
  };
  // The day of the start does not count, so the last pieces are sold on the 23rd day after it: yesterday.
  const start = Math.floor(Date.now() / DAY) * DAY - 24 * DAY + 3 * 3_600_000;
  const at = (days: number, hours = 0) => new Date(start + days * DAY + hours * 3_600_000).toISOString();
  const common = { sku: SKU, warehouse: 'US-EWR' };
  await send(
    'listing-events',
    [{ sourceRef: 'L1', sku: SKU, market: 'US', listed: true, occurredAt: at(0, -2) }],
    'listing',
  );
  const [notice] = await portal.database.sql<{ number: string }[]>`
    select a.number from asn a join purchase_order o on o.factory_id = a.factory_id and o.id = a.purchase_order_id
    where o.number = ${number}`;
  await send(
    'stock-movements',
    [
      {
        ...common,
        type: 'receipt',
        sourceRef: 'R1',
        occurredAt: at(0, -1),
        quantity: 500,
        orderNumber: number,
        orderLine: 1,
        asn: notice!.number,
      },
      { ...common, type: 'put_away', sourceRef: 'P1', occurredAt: at(0), quantity: 500 },
    ],
    'arrival',
  );
  const sale = (day: number, quantity: number) => ({
    ...common,
    type: 'sale',
    sourceRef: `S${day}`,
    occurredAt: at(day),
    quantity,
    market: 'US',
  });
  const early = Array.from({ length: 22 }, (_, index) => sale(index + 1, 22));
  // A return reopens nothing here, but two more pieces must be sold for it.
  const back = {
    ...common,
    type: 'return',
    sourceRef: 'B1',
    occurredAt: at(20, 2),
    quantity: 2,
    market: 'US',
    sellable: true,
  };
  await send('stock-movements', [...early, back], 'sales');
  // Sent twice, as after a lost answer: it counts once.
  for (const key of ['last', 'last']) await send('stock-movements', [sale(23, 18)], key);
}

it('goes from an idea to sold out on day 23, with clock and evidence on both sides', async () => {
  const [platform, factory] = [await open(buyer), await open(owner)];
  await becomeSku(platform.page);
  const number = await placeOrder(platform.page);
  await answerAndShip(factory.page, number);
  await receiveAndSell(number);

  const [clock] = await portal.database.sql`
    select c.id, c.status, c.net_sold_units from sell_out_clock c where c.order_number = ${number}`;
  expect(clock).toMatchObject({ status: 'sold_out', net_sold_units: 500 });
  const views = [
    [platform.page, `/platform/sell-out/${DEMO_FACTORY}/${clock!.id}`],
    [factory.page, `/factories/${DEMO_FACTORY}/sell-out/${clock!.id}`],
  ] as const;
  for (const [page, path] of views) {
    await goto(page, path);
    await page.getByText(/^Sold out on day 23, .*: 500 of 500\./).waitFor();
    await page.getByText(/502 sold − 2 came back = 500/).waitFor();
    await page
      .getByText(sellOut.evidence.summary.replace('{{received}}', '500').split(' → ')[0]!, { exact: false })
      .first()
      .waitFor();
    const newest = page
      .getByRole('table', { name: new RegExp(sellOut.evidence.caption) })
      .locator('tbody tr')
      .first();
    expect(await newest.innerText()).toContain('S23');
  }
  await goto(platform.page, `/platform/orders/${DEMO_FACTORY}/${number}`);
  await platform.page
    .getByText(/day 23|sold out/i)
    .first()
    .waitFor();
  await goto(platform.page, `/platform/inventory/${SKU}`);
  expect(await platform.page.locator('main').innerText()).toContain(number);
  expect([...platform.complaints, ...factory.complaints]).toEqual([]);
  await platform.context.close();
  await factory.context.close();
});
