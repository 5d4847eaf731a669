import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser';
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

describe('the started portal', () => {
  it('prints its address and the demo sign-ins', () => {
    expect(portal.output()).toContain('Demo sign-ins');
    expect(portal.output()).toMatch(/owner\S*@\S+\s+\S+/);
  });

  it('is alive and ready', async () => {
    expect((await fetch(`${portal.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${portal.url}/readyz`)).status).toBe(200);
  });

  it('shows its first page within its own content security policy', async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(portal.url, { waitUntil: 'networkidle' });
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('refuses a form that another site sends', async () => {
    const page = await browser.newPage();
    await page.route('http://evil.example/', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<form method="post" action="${portal.url}/sign-in"><input name="email" value="a"></form>`,
      }),
    );
    await page.goto('http://evil.example/');
    const answer = page.waitForResponse(`${portal.url}/sign-in`);
    await page.evaluate(() => document.forms[0]?.submit());
    expect((await answer).status()).toBe(403);
    await page.close();
  });

  it('ends its worker and itself when asked', async () => {
    const other = await startPortal({ seed: null });
    await other.stop();
    expect(other.output()).toContain('Stopping …');
    await expect(fetch(`${other.url}/healthz`)).rejects.toThrow();
  });
});
