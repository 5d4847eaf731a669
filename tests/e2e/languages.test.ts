import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import en from '~/platform/i18n/locales/en/forecast.json';
import shellEn from '~/platform/i18n/locales/en/shell.json';
import zh from '~/platform/i18n/locales/zh/forecast.json';
import shellZh from '~/platform/i18n/locales/zh/shell.json';
import { launchBrowser } from '../support/browser';
import type { TestUser } from '../support/fixtures';
import { actAs, DEMO_FACTORY, demoMember, figure, openWindow, scripted } from '../support/journey';
import { type RunningPortal, startPortal } from '../support/portal';

let portal: RunningPortal;
let browser: Browser;
let planner: TestUser;

beforeAll(async () => {
  [portal, browser] = await Promise.all([startPortal({ seed: 'tiny' }), launchBrowser()]);
  planner = await demoMember(portal.database.sql, 'li.planner@factory.example', {
    [DEMO_FACTORY]: 'planner',
  });
});
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
});

describe('language and colours', () => {
  it('change in place, with words, dates and weeks, and stay for the next visit', async () => {
    const visit = await openWindow(browser, portal);
    const { page, complaints } = visit;
    await actAs(visit, portal, planner);
    await page.goto(`/factories/${DEMO_FACTORY}/forecast?quantile=p90`);
    await scripted(page);
    await page.getByRole('heading', { level: 1, name: en.title }).waitFor();
    const total = figure(await page.locator('tfoot td').nth(1).textContent());
    expect(await page.locator('main thead').textContent()).toMatch(/W\d{1,2}/);

    await page.locator(`header summary[aria-label="${shellEn.language}"]`).click();
    await page.getByRole('button', { name: shellEn.languages.zh }).click();
    await page.getByRole('heading', { level: 1, name: zh.title, exact: true }).waitFor();
    expect(new URL(page.url()).searchParams.get('quantile')).toBe('p90');
    expect(await page.locator('html').getAttribute('lang')).toMatch(/^zh/);
    expect(await page.locator('main thead').textContent()).toMatch(/第\s?\d{1,2}\s?周/);
    expect(figure(await page.locator('tfoot td').nth(1).textContent())).toBe(total);
    const latin = await page.locator('nav').first().textContent();
    expect(latin).toContain(shellZh.areas.forecast);

    await page.reload();
    await scripted(page);
    await page.getByRole('heading', { level: 1, name: zh.title, exact: true }).waitFor();
    await page.locator(`header summary[aria-label^="li.planner"]`).click();
    await page.getByRole('button', { name: shellZh.theme.dark }).click();
    await page.waitForFunction(() => document.documentElement.dataset.mantineColorScheme === 'dark');
    await page.reload();
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(ground).not.toBe('rgb(255, 255, 255)');
    expect(complaints).toEqual([]);
    await visit.context.close();
  });

  it('follow the browser before anybody has chosen', async () => {
    for (const [locale, lang] of [
      ['zh-CN', /^zh/],
      ['en-US', /^en/],
      ['de-DE', /^(en|zh)/],
    ] as const) {
      const { page, context, complaints } = await openWindow(browser, portal, {
        locale,
        colorScheme: 'dark',
      });
      await page.goto('/sign-in');
      expect(await page.locator('html').getAttribute('lang'), locale).toMatch(lang);
      await scripted(page);
      await page.waitForFunction(() => document.documentElement.dataset.mantineColorScheme === 'dark');
      expect(complaints).toEqual([]);
      await context.close();
    }
  });
});
