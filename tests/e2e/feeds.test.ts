import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import accuracy from '~/platform/i18n/locales/en/accuracy.json';
import words from '~/platform/i18n/locales/en/feeds.json';
import { launchBrowser } from '../support/browser';
import { createPlatformUser, createUser, type TestUser } from '../support/fixtures';
import { actAs, DEMO_FACTORY, openWindow, scripted } from '../support/journey';
import { type RunningPortal, startPortal } from '../support/portal';

let portal: RunningPortal;
let browser: Browser;
let owner: TestUser;
let buyer: TestUser;
const received: { headers: Record<string, string>; body: string }[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => {
    body += part;
  });
  request.on('end', () => {
    received.push({ headers: request.headers as Record<string, string>, body });
    response.writeHead(204).end();
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  [portal, browser] = await Promise.all([
    startPortal({ env: { WEBHOOK_ALLOWED_HOSTS: host } }),
    launchBrowser(),
  ]);
  const { sql } = portal.database;
  const [factory] = await sql<
    { id: string; slug: string }[]
  >`select id, slug from factory where slug = ${DEMO_FACTORY}`;
  owner = await createUser(sql, { in: [[factory as never, 'owner']] });
  buyer = await createPlatformUser(sql, 'buyer');
});
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
  server.closeAllConnections();
  server.close();
});

describe('a factory’s systems and calendars', () => {
  it('the owner adds an address, sends a test, and the receiver verifies it with the secret that was shown', async () => {
    const visit = await openWindow(browser, portal);
    await actAs(visit, portal, owner);
    const { page } = visit;
    await page.goto(`/factories/${DEMO_FACTORY}/webhooks`);
    await scripted(page);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    await page.getByLabel(words.webhooks.url, { exact: true }).fill(url);
    await page.getByRole('button', { name: words.webhooks.form.submit }).click();
    const secret = await page.getByRole('textbox', { name: words.webhooks.secret }).inputValue();
    expect(secret).toMatch(/^whsec_/);
    await page.locator('main tbody tr a').first().click();
    await page.getByRole('button', { name: words.webhooks.actions.test }).click();
    await page.getByText(words.webhooks.done.test).waitFor();
    await expect.poll(() => received.length, { timeout: 20_000 }).toBe(1);
    expect(new Webhook(secret).verify(received[0]!.body, received[0]!.headers)).toMatchObject({
      type: 'webhook.test',
    });
    await expect
      .poll(
        async () => {
          await page.reload();
          return page.getByText(words.webhooks.deliveryStates.delivered).count();
        },
        { timeout: 20_000 },
      )
      .toBe(1);
    await page.goto(`/factories/${DEMO_FACTORY}/calendar`);
    await scripted(page);
    await page.getByRole('button', { name: words.calendar.create }).click();
    const address = await page.getByRole('textbox', { name: words.calendar.address }).inputValue();
    const calendar = await (await fetch(portal.url + new URL(address).pathname)).text();
    expect(calendar.match(/BEGIN:VEVENT/g)!.length).toBeGreaterThan(5);
    expect(visit.complaints).toEqual([]);
    await visit.context.close();
  });

  it('both sides read the same scores, and the platform follows an error to its SKU', async () => {
    const visit = await openWindow(browser, portal);
    await actAs(visit, portal, buyer);
    const { page } = visit;
    await page.goto(`/platform/forecast/scorecards/${DEMO_FACTORY}`);
    await scripted(page);
    const figuresOf = () => page.locator('main section dd').allTextContents();
    const platform = await figuresOf();
    expect(platform.length).toBeGreaterThanOrEqual(6);
    await page.goto('/platform/forecast/accuracy');
    await scripted(page);
    await page.getByLabel(accuracy.filters.by, { exact: true }).selectOption('category');
    await page.getByRole('heading', { name: accuracy.table.category }).waitFor();
    await page.getByLabel(accuracy.filters.by, { exact: true }).selectOption('sku');
    await page.getByRole('heading', { name: accuracy.table.sku }).waitFor();
    const link = page.locator('main tbody tr a').first();
    const code = (await link.textContent()) ?? '';
    await link.click();
    await page.waitForURL('**/platform/forecast/*-*');
    expect(code).toContain(decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1)!));
    expect(visit.complaints).toEqual([]);
    await visit.context.close();

    const own = await openWindow(browser, portal);
    await actAs(own, portal, owner);
    await own.page.goto(`/factories/${DEMO_FACTORY}/forecast/accuracy`);
    await scripted(own.page);
    expect(await own.page.locator('main section dd').allTextContents()).toEqual(platform);
    expect((await own.page.goto('/platform/forecast/accuracy'))?.status()).toBe(404);
    await own.context.close();
  });
});
