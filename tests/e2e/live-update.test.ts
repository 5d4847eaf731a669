import http from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dateInZone } from '~/kernel/calendar-date';
import words from '~/platform/i18n/locales/en/forecast.json';
import { systemClock } from '~/platform/system-clock.server';
import { launchBrowser } from '../support/browser';
import type { TestUser } from '../support/fixtures';
import { publishForecast } from '../support/forecast-data';
import {
  actAs,
  DEMO_FACTORY,
  demoMember,
  figure,
  openWindow,
  publishedNumber,
  scripted,
  shownVersion,
  type Visit,
} from '../support/journey';
import { type RunningPortal, startPortal } from '../support/portal';

let portal: RunningPortal;
let browser: Browser;
let planner: TestUser;

beforeAll(async () => {
  [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
  planner = await demoMember(portal.database.sql, 'lu.planner@factory.example', {
    [DEMO_FACTORY]: 'planner',
  });
});
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
});

const publish = () => publishForecast(dateInZone(systemClock.now(), 'UTC'));
const region = 'main section:has(> table)';

/** A wire between browser and portal that can be cut: what the browser sees when a server or a proxy goes away. */
async function startWire(target: string) {
  const { hostname, port } = new URL(target);
  const ends = new Set<Socket>();
  let severed = false;
  const server = net.createServer((near) => {
    if (severed) {
      near.destroy();
      return;
    }
    const far = net.connect(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        ends.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    sever() {
      severed = true;
      for (const end of ends) end.destroy();
    },
    mend() {
      severed = false;
    },
    async close() {
      for (const end of ends) end.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function openForecast(url: string, search = ''): Promise<Visit> {
  const visit = await openWindow(browser, { url }, { viewport: { width: 1100, height: 560 } });
  await actAs(visit, { url }, planner);
  const connected = visit.page.waitForResponse((response) => response.url().includes('forecast-events'));
  await visit.page.goto(`/factories/${DEMO_FACTORY}/forecast${search}`);
  await scripted(visit.page);
  await connected;
  return visit;
}

/** Writes down when the page first names another version than now. */
async function noteVersionChange(page: Page): Promise<void> {
  await page.evaluate(() => {
    const shown = () => /Version (\d+),/.exec(document.querySelector('main')?.textContent ?? '')?.[1];
    const first = shown();
    const kept = window as unknown as { changedAt?: number; sameDocument?: boolean };
    kept.sameDocument = true;
    delete kept.changedAt;
    new MutationObserver((_, observer) => {
      if (shown() === first) return;
      kept.changedAt = Date.now();
      observer.disconnect();
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

const versionChangedAt = async (page: Page, timeout: number) => {
  const handle = await page.waitForFunction(
    () => (window as unknown as { changedAt?: number }).changedAt,
    undefined,
    { timeout },
  );
  return (await handle.jsonValue()) as number;
};

/** When the database announced a version: the moment of its commit. */
async function announcements() {
  const sql = postgres(portal.database.platformUrl, { max: 1, onnotice: () => {} });
  const heard: number[] = [];
  await sql.listen('forecast_published', () => heard.push(Date.now()));
  return { heard, stop: () => sql.end() };
}

describe('an open page', () => {
  it('shows a new version by itself and keeps its place, filter and what is being typed', async () => {
    const { sql } = portal.database;
    const { page, context, complaints } = await openForecast(portal.url, '?quantile=p90&sort=code&dir=asc');
    const before = await shownVersion(page);
    await page.locator(region).evaluate((element) => element.scrollTo({ top: 120, left: 300 }));
    await page.evaluate(() => window.scrollTo(0, 40));
    const row = page.locator('main tbody tr[tabindex]').nth(5);
    const code = await row.locator('a span span').first().textContent();
    const place = () =>
      page.evaluate((selector) => {
        const element = document.querySelector(selector)!;
        return [element.scrollTop, element.scrollLeft, window.scrollY, location.search];
      }, region);
    // Text that is typed but not yet applied: the field waits for a pause, which the test does not give it.
    const box = page.locator('input[type=search]');
    await page.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>('main input[type=search]')!;
      field.focus({ preventScroll: true });
      field.value = 'half a wo';
    });
    const kept = await place();
    await noteVersionChange(page);

    // The stock of a SKU on the page grows, so that its figures change with the version.
    await sql`update stock_balance set on_hand = on_hand + 50000 where sku_id = (select id from sku where code = ${code})`;
    const { heard, stop } = await announcements();
    const { versionId, number } = await publish();
    const changedAt = await versionChangedAt(page, 10_000);
    await stop();
    console.log(`live update: ${changedAt - heard[0]!} ms from commit to page`);

    expect(await shownVersion(page)).toBe(number);
    expect(number).toBe(before + 1);
    expect(await place()).toEqual(kept);
    expect(await box.inputValue()).toBe('half a wo');
    expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await page.locator('select[name=quantile]').inputValue()).toBe('p90');
    const [line] = await sql<{ total: number; change: number }[]>`
      select total_p90 as total, change_p90 as change from forecast_line
      where version_id = ${versionId} and sku_code = ${code}
        and factory_id = (select id from factory where slug = ${DEMO_FACTORY})`;
    expect(figure(await row.locator('td').nth(1).textContent())).toBe(line!.total);
    expect(line!.change).toBeLessThan(0);
    await page
      .getByRole('status')
      .getByText(words.updated.replace('{{number}}', String(number)))
      .waitFor();
    expect(await page.evaluate(() => (window as unknown as { sameDocument?: boolean }).sameDocument)).toBe(
      true,
    );
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('keeps the row that the keyboard stands on', async () => {
    const { page, context } = await openForecast(portal.url, '?sort=code&dir=asc');
    await page.locator(region).focus();
    for (const key of ['j', 'j', 'j', 'j']) await page.keyboard.press(key);
    const focused = () =>
      page.evaluate(() => document.activeElement?.querySelector('a span span')?.textContent ?? null);
    const code = await focused();
    expect(code).not.toBeNull();
    await noteVersionChange(page);
    await publish();
    await versionChangedAt(page, 10_000);
    expect(await focused()).toBe(code);
    await context.close();
  });

  it('recovers when its connection is cut, with what it missed', async () => {
    const wire = await startWire(portal.url);
    const { page, context } = await openForecast(wire.url);
    const before = await shownVersion(page);
    await noteVersionChange(page);
    wire.sever();
    await publish();
    expect(await shownVersion(page)).toBe(before);
    wire.mend();
    await versionChangedAt(page, 40_000);
    expect(await shownVersion(page)).toBe(await publishedNumber(portal.database.sql));
    // And the new connection brings the next one.
    await noteVersionChange(page);
    await publish();
    await versionChangedAt(page, 40_000);
    expect(await shownVersion(page)).toBe(before + 2);
    await context.close();
    await wire.close();
  });

  it('recovers when the portal loses the connection on which it listens', async () => {
    const { sql } = portal.database;
    const { page, context, complaints } = await openForecast(portal.url);
    await noteVersionChange(page);
    const cut = await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'portal listen'`;
    expect(cut.length).toBeGreaterThan(0);
    const { number } = await publish();
    await versionChangedAt(page, 40_000);
    expect(await shownVersion(page)).toBe(number);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('the stream of events', () => {
  it('reaches a reader event by event, not compressed and not kept', async () => {
    const events = new URL(`/factories/${DEMO_FACTORY}/forecast-events`, portal.url);
    const headers = { Cookie: planner.cookie, 'Accept-Encoding': 'gzip, br' };
    const answer = await new Promise<{ headers: http.IncomingHttpHeaders; text: string }>(
      (resolve, reject) => {
        const asked = http.get(events, { headers }, (response) => {
          let text = '';
          response.on('data', (chunk) => {
            text += chunk;
            if (!/\ndata: .*\n\n/.test(text)) return;
            asked.destroy();
            resolve({ headers: response.headers, text });
          });
        });
        asked.on('error', reject);
      },
    );
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.headers['cache-control']).toContain('no-store');
    expect(answer.text).toContain(`"number":${await publishedNumber(portal.database.sql)}`);
  });
});
