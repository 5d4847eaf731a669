import { describe, expect, it } from 'vitest';
import { languageCookie, localeOf, translatorFor } from './i18n.server';

const request = (headers: Record<string, string> = {}) => new Request('http://localhost/', { headers });
const cookie = async (value: unknown) => (await languageCookie.serialize(value)).split(';')[0] ?? '';

describe('localeOf', () => {
  it('prefers what was chosen in this browser, then the setting, then the header', async () => {
    const chosen = { Cookie: await cookie('en'), 'Accept-Language': 'zh-CN' };
    expect(await localeOf(request(chosen), 'zh')).toBe('en');
    expect(await localeOf(request({ 'Accept-Language': 'en' }), 'zh')).toBe('zh');
    expect(await localeOf(request({ 'Accept-Language': 'zh-CN,zh;q=0.9,en;q=0.8' }))).toBe('zh');
  });

  it('reads any kind of Chinese as Chinese, and falls back to English', async () => {
    expect(await localeOf(request({ 'Accept-Language': 'zh-Hans-CN' }))).toBe('zh');
    expect(await localeOf(request({ 'Accept-Language': 'vi-VN,th;q=0.8' }))).toBe('en');
    expect(await localeOf(request())).toBe('en');
  });

  it('survives damaged cookies, settings and headers', async () => {
    for (const damaged of ['language=%%%', 'language=x', await cookie({ a: 1 }), await cookie('fr')]) {
      expect(await localeOf(request({ Cookie: damaged }), 'klingon')).toBe('en');
    }
    for (const header of ['*', ';;;', 'q=0.1', '-', 'zh;q=abc']) {
      expect(['en', 'zh']).toContain(await localeOf(request({ 'Accept-Language': header })));
    }
  });
});

describe('translatorFor', () => {
  it('speaks each language and fills values in as they are', async () => {
    const en = await translatorFor('en');
    const zh = await translatorFor('zh');
    expect(en('shell:waiting', { count: 1 })).toBe('1 item waits for you');
    expect(zh('shell:waiting', { count: 3 })).toBe('3 项待办');
    expect(en('shell:search.none', { query: '<b>' })).toContain('<b>');
  });
});
