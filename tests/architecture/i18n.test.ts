import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codesByStatus } from '~/http/respond';
import { catalogues } from '~/platform/i18n/catalogues.server';
import { hardCodedText, keyUses, problemCodes, sourceFiles } from './i18n-scan';

const folder = 'app/platform/i18n/locales';
const plural = /_(zero|one|two|few|many|other)$/;

/** Every sentence of a catalogue by its dotted key. */
function sentences(value: unknown, prefix = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[prefix, value]]);
  return new Map(
    Object.entries(value as Record<string, unknown>).flatMap(([key, inner]) => [
      ...sentences(inner, prefix ? `${prefix}.${key}` : key),
    ]),
  );
}

function load(locale: 'en' | 'zh'): Map<string, Map<string, string>> {
  return new Map(
    readdirSync(`${folder}/${locale}`)
      .sort()
      .map((name) => [
        name.replace(/\.json$/, ''),
        sentences(JSON.parse(readFileSync(`${folder}/${locale}/${name}`, 'utf8'))),
      ]),
  );
}

const en = load('en');
const zh = load('zh');
const namespaces = [...en.keys()];
const files = sourceFiles('app');
const uses = files.flatMap((file) => keyUses(file, namespaces));

/** Keys as code names them: without the ending that a number chooses. */
const baseKeys = (keys: Iterable<string>) => new Set([...keys].map((key) => key.replace(plural, '')));
const variables = (text: string) => [...new Set(text.match(/\{\{\s*[\w.]+/g) ?? [])].sort();

describe('catalogues', () => {
  it('hold the same namespaces in both languages, and the server loads them all', () => {
    expect([...zh.keys()]).toEqual(namespaces);
    expect(Object.keys(catalogues.en).sort()).toEqual(namespaces);
    expect(Object.keys(catalogues.zh).sort()).toEqual(namespaces);
  });

  it.each(namespaces)('%s has the same keys in both languages', (name) => {
    expect([...baseKeys(zh.get(name)?.keys() ?? [])].sort()).toEqual(
      [...baseKeys(en.get(name)?.keys() ?? [])].sort(),
    );
  });

  it.each(namespaces)('%s has the plural forms each language chooses from', (name) => {
    const missing = (['en', 'zh'] as const).flatMap((locale) => {
      const keys = [...((locale === 'en' ? en : zh).get(name)?.keys() ?? [])];
      const needed = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
      const counted = new Set(keys.filter((key) => plural.test(key)).map((key) => key.replace(plural, '')));
      return [...counted].flatMap((key) =>
        needed.filter((form) => !keys.includes(`${key}_${form}`)).map((form) => `${locale} ${key}_${form}`),
      );
    });
    expect(missing).toEqual([]);
  });

  it.each(namespaces)('%s fills in the same values in both languages', (name) => {
    const different = [...(en.get(name) ?? [])].flatMap(([key, text]) => {
      const other = zh.get(name)?.get(key);
      if (other === undefined) return [];
      const [ours, theirs] = [variables(text), variables(other)];
      return ours.join() === theirs.join() ? [] : [`${key}: ${ours} / ${theirs}`];
    });
    expect(different).toEqual([]);
  });

  it('hold no empty sentence, and no Chinese one left in English', () => {
    const suspicious = [...zh].flatMap(([name, texts]) =>
      [...texts].flatMap(([key, text]) => {
        const same = en.get(name)?.get(key) === text;
        const isSentence = /[a-z]{2,} [a-z]{2,}/i.test(text) && !/\p{Script=Han}/u.test(text);
        return text.trim() === '' || (same && isSentence) ? [`${name}:${key}`] : [];
      }),
    );
    expect(suspicious).toEqual([]);
  });
});

describe('code', () => {
  it('names only keys that exist', () => {
    const matches = (pattern: string, name: string) => {
      const keys = baseKeys(en.get(name)?.keys() ?? []);
      if (!pattern.includes('*')) return keys.has(pattern);
      const parts = pattern.split('*').map((part) => part.replace(/[.\\+?^${}()|[\]]/g, '\\$&'));
      const expression = new RegExp(`^${parts.join('[\\w.-]+')}$`);
      return [...keys].some((key) => expression.test(key));
    };
    const unknown = uses
      .filter((use) => use.pattern.replaceAll('*', '') !== '')
      .filter((use) => !use.namespaces.some((name) => matches(use.pattern, name)))
      .map((use) => `${use.file}:${use.line} ${use.namespaces.join('|')}:${use.pattern}`);
    expect(unknown).toEqual([]);
    expect(uses.length).toBeGreaterThan(50);
  });

  it('writes no visible text into TSX', () => {
    const found = files
      .filter((file) => file.path.endsWith('.tsx'))
      .flatMap(hardCodedText)
      .map(({ file, line, text }) => `${file}:${line} ${text}`);
    expect(found).toEqual([]);
  });

  it('has a sentence for every problem', () => {
    const known = baseKeys(en.get('problems')?.keys() ?? []);
    const mute = files
      .flatMap(problemCodes)
      .filter(({ code }) => !known.has(code))
      .map(({ file, line, code }) => `${file}:${line} ${code}`);
    expect(mute).toEqual([]);
  });

  it('gives every problem one HTTP status', () => {
    const listed = Object.values(codesByStatus).flat();
    expect([...listed].sort()).toEqual([...baseKeys(en.get('problems')?.keys() ?? [])].sort());
  });
});

describe('the scanner', () => {
  const scan = (text: string) => ({ path: 'x.tsx', text });

  it('sees hard-coded text where people read or hear it', () => {
    const file = scan(
      `const a = <p title="Save it" className="x">Hello {name} {'there'} {\`you \${n}\`} × <b>{t('k')}</b></p>;`,
    );
    expect(hardCodedText(file).map(({ text }) => text)).toEqual(['Save it', 'Hello', 'there', 'you ']);
  });

  it('sees keys through conditions, templates, prefixes and Trans', () => {
    const file = scan(
      `const { t } = useTranslation('shell'); t(a ? 'x' : 'y'); t(\`areas.\${id}\`); t('common:z');
       const c = <Trans i18nKey="q.r" />; const crumb = { key: 'shell:skip' }; guard('shell:view');`,
    );
    expect(
      keyUses(file, ['shell', 'common']).map((use) => `${use.namespaces.join('|')}:${use.pattern}`),
    ).toEqual([
      'shell|common:x',
      'shell|common:y',
      'shell|common:areas.*',
      'common:z',
      'shell|common:q.r',
      'shell:skip',
    ]);
  });

  it('sees problem codes', () => {
    const file = scan(`err(problem(x ? 'a_b' : 'c_d', { n: 1 }))`);
    expect(problemCodes(file).map(({ code }) => code)).toEqual(['a_b', 'c_d']);
  });
});
