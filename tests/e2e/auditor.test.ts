import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import common from '~/platform/i18n/locales/en/common.json';
import words from '~/platform/i18n/locales/en/forecast.json';
import identity from '~/platform/i18n/locales/en/identity.json';
import { launchBrowser } from '../support/browser';
import {
  actAs,
  besides,
  DEMO_FACTORY,
  demoMember,
  openWindow,
  said,
  scripted,
  signIn,
  type Visit,
} from '../support/journey';
import { type RunningPortal, startPortal } from '../support/portal';

let portal: RunningPortal;
let browser: Browser;

beforeAll(async () => {
  [portal, browser] = await Promise.all([startPortal({ seed: 'tiny' }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
});

/** Ends a visit in which nobody complained, but for the notes of refusals that were asked for. */
async function done({ complaints, context }: Visit, ...refusals: number[]): Promise<void> {
  await context.close();
  expect(besides(complaints, ...refusals)).toEqual([]);
}

describe('an owner', () => {
  it('invites a colleague, who joins by the link in the mail; the audit log tells of both', async () => {
    const colleague = 'new.colleague@factory.example';
    const owner = await demoMember(portal.database.sql, 'olga.owner@factory.example', {
      [DEMO_FACTORY]: 'owner',
    });
    const own = await openWindow(browser, portal);
    await actAs(own, portal, owner);
    const { page } = own;
    await page.goto(`/factories/${DEMO_FACTORY}/members`);
    await scripted(page);
    await page.getByLabel(identity.fields.email, { exact: true }).fill(colleague);
    await page.getByLabel(identity.fields.role, { exact: true }).selectOption('planner');
    await page.getByLabel(identity.fields.mailLanguage).selectOption('en');
    await page.getByRole('button', { name: identity.members.send }).click();
    await page.getByText(said(identity.members.sent)).waitFor();

    const other = await openWindow(browser, portal);
    await other.page.goto('/dev/outbox');
    const mail = other.page.locator('article', { hasText: colleague }).first();
    await mail.locator('a[href*="/invitation/"]').click();
    await other.page.waitForURL('**/invitation/*');
    await scripted(other.page);
    expect(await other.page.locator('main').textContent()).toContain(colleague);
    const link = other.page.url();

    // Too short a password is refused in words, and nothing typed is lost.
    await other.page.getByLabel(identity.fields.name, { exact: true }).fill('Nora New');
    await other.page.locator('input[name=password]').fill('short');
    await other.page.getByRole('button', { name: identity.invitation.submitNew }).click();
    await other.page.locator('input[name=password][aria-invalid=true]').waitFor();
    expect(await other.page.getByLabel(identity.fields.name, { exact: true }).inputValue()).toBe('Nora New');
    await other.page.locator('input[name=password]').fill('a long and quiet sentence');
    await other.page.getByRole('button', { name: identity.invitation.submitNew }).click();
    await other.page.waitForURL(`**/factories/${DEMO_FACTORY}**`);
    await other.page.getByRole('heading', { level: 1 }).waitFor();
    await done(other, 422);

    // The link has done its work, and the password is theirs.
    const again = await openWindow(browser, portal);
    await again.page.goto(link);
    await again.page.getByText(identity.invitation.unusableTitle).waitFor();
    await signIn(again.page, colleague, 'a long and quiet sentence');
    await again.page.waitForURL(`**/factories/${DEMO_FACTORY}**`);
    expect((await again.page.goto(`/factories/${DEMO_FACTORY}/audit`))?.status()).toBe(403);
    await again.page.getByText(common.errors.forbidden.title).waitFor();
    await done(again, 403);

    await page.goto(`/factories/${DEMO_FACTORY}/members`);
    await page.getByRole('row', { name: /Nora New/ }).waitFor();
    await page.goto(`/factories/${DEMO_FACTORY}/audit`);
    await scripted(page);
    const log = page.locator('main tbody tr', { hasText: colleague });
    const told = (await log.allTextContents()).join('\n');
    expect(await log.count()).toBeGreaterThanOrEqual(2);
    expect(told).toContain('olga.owner');
    expect(told).toContain('Nora New');
    await done(own);
  });
});

describe('an auditor', () => {
  it('reads and exports everything and changes nothing', async () => {
    const visit = await openWindow(browser, portal);
    const { page } = visit;
    await signIn(page, 'auditor@platform.example');
    await page.waitForURL('**/platform');
    await scripted(page);
    await page.goto('/platform/forecast-versions');
    await page.getByRole('heading', { level: 1, name: words.versions.title }).waitFor();
    expect(await page.getByRole('button', { name: words.versions.run }).count()).toBe(0);
    // What the page does not offer, the server refuses too.
    const status = await page.evaluate(
      async () => (await fetch('/platform/forecast-versions', { method: 'POST' })).status,
    );
    expect(status).toBe(403);

    await page.goto('/platform/audit');
    await scripted(page);
    expect(await page.locator('main tbody tr').count()).toBeGreaterThan(0);
    await page.locator('summary', { hasText: common.table.export }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: common.table.formats.csv }).click(),
    ]);
    const rows: string[][] = parse(await readFile(await download.path()), { bom: true });
    expect(rows.length).toBeGreaterThan(2);

    await page.goto('/platform/forecast?by=sku');
    expect(await page.locator('main tbody tr').count()).toBeGreaterThan(10);
    await done(visit, 403);
  });
});
