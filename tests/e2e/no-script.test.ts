import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import words from '~/platform/i18n/locales/en/forecast.json';
import identity from '~/platform/i18n/locales/en/identity.json';
import overview from '~/platform/i18n/locales/en/overview.json';
import { launchBrowser } from '../support/browser';
import {
  besides,
  DEMO_FACTORY,
  demoMember,
  figure,
  openWindow,
  signIn,
  type Visit,
} from '../support/journey';
import { type RunningPortal, startPortal } from '../support/portal';

let portal: RunningPortal;
let browser: Browser;
const email = 'nils.noscript@factory.example';

beforeAll(async () => {
  [portal, browser] = await Promise.all([startPortal({ seed: 'tiny' }), launchBrowser()]);
  await demoMember(portal.database.sql, email, { [DEMO_FACTORY]: 'planner' });
});
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
});

const open = (): Promise<Visit> => openWindow(browser, portal, { javaScriptEnabled: false });

describe('without scripts', () => {
  it('signs in, reads overview, forecast and SKU, filters by a button, and signs out', async () => {
    const { page, context, complaints } = await open();
    await page.goto('/');
    await page.fill('input[name=email]', email);
    await page.fill('input[name=password]', 'not the password');
    await page.click('main button[type=submit]');
    await page.getByRole('alert').first().waitFor();
    expect(await page.locator('input[name=email]').inputValue()).toBe(email);
    await signIn(page, email);
    await page.getByRole('heading', { level: 1, name: overview.title }).waitFor();

    await page.getByRole('link', { name: overview.allForecast }).click();
    await page.getByRole('heading', { level: 1, name: words.title }).waitFor();
    const rows = page.locator('main tbody tr');
    const count = await rows.count();
    expect(count).toBeGreaterThan(2);
    const calm = figure(await page.locator('tfoot td').nth(1).textContent());
    await page.locator('select[name=quantile]').selectOption('p90');
    await page.locator('form[role=search] button[type=submit]').click();
    await page.waitForURL((url) => url.searchParams.get('quantile') === 'p90');
    expect(figure(await page.locator('tfoot td').nth(1).textContent())).toBeGreaterThan(calm);
    expect(await page.locator('select[name=quantile]').inputValue()).toBe('p90');

    await rows.first().locator('a').click();
    await page.getByRole('heading', { level: 2, name: words.sku.netting }).waitFor();
    const link = page.getByRole('table', { name: words.sku.weeks }).locator('tbody a').nth(5);
    const quantity = figure(await link.textContent());
    await link.click();
    await page.waitForURL((url) => url.searchParams.has('week'));
    expect(figure(await page.locator('tr[data-result=true] td').textContent())).toBe(quantity);
    // The chart is drawn by scripts; its figures are there all the same.
    const demand = page.locator('section', { hasText: words.sku.demand }).last();
    expect(await demand.locator('table tbody tr').count()).toBeGreaterThan(10);

    await page.locator('header summary').last().click();
    await page.locator('form[action="/sign-out"] button').click();
    await page.getByText(identity.signIn.signedOut).waitFor();
    // The browser notes the answer to the wrong password.
    expect(besides(complaints, 401)).toEqual([]);
    await context.close();
  });

  it('changes the language', async () => {
    const { page, context } = await open();
    await page.goto('/sign-in');
    await page.locator('button[name=language]').click();
    await page.waitForURL('**/sign-in*');
    expect(await page.locator('html').getAttribute('lang')).toMatch(/^zh/);
    await context.close();
  });
});
