import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentDisposition, fileLabel, shownName } from './file-label';

describe('fileLabel', () => {
  it.each([
    ['photo.jpg', 'photo.jpg'],
    ['包装 照片.JPEG', '包装 照片.JPEG'],
    ['../../etc/passwd', 'passwd.jpg'],
    ['C:\\Users\\lin\\secret\\箱.jpg', '箱.jpg'],
    ['..', 'file.jpg'],
    ['.htaccess', 'htaccess.jpg'],
    ['', 'file.jpg'],
    ['.jpg', 'jpg.jpg'],
    ['a\r\nSet-Cookie: x.jpg', 'aSet-Cookie_ x.jpg'],
    ['invoice\u202egpj.exe', 'invoicegpj.exe.jpg'],
    ['\u2066zero\u200b\u200dwidth\u2069.jpg', 'zerowidth.jpg'],
    ['x\0.jpg', 'x.jpg'],
    ['a<b>"c"|d?.jpg', 'a_b__c__d_.jpg'],
    ['shell.php', 'shell.php.jpg'],
  ])('%j becomes %j', (name, label) => {
    expect(fileLabel(name, 'image/jpeg')).toBe(label);
  });

  it('is short, visible, no path, and ends as what it is, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const label = fileLabel(name, 'application/pdf');
        expect([...label].length).toBeLessThanOrEqual(120);
        expect(label).toMatch(/^[^.\s/\\].*\.pdf$/iu);
        expect(label).not.toMatch(/[\p{C}/\\<>:"|?*]/u);
        expect(() => contentDisposition('attachment', label)).not.toThrow();
        expect(new Headers({ a: contentDisposition('attachment', label) }).get('a')).toMatch(
          /^attachment; filename="/,
        );
        expect(shownName(name)).not.toBe('');
      }),
      { numRuns: 1000 },
    );
  });
});

describe('contentDisposition', () => {
  it('tells the label in UTF-8, and plainly to old programs', () => {
    expect(contentDisposition('inline', "箱 100%'s.pdf")).toBe(
      `inline; filename="_ 100_'s.pdf"; filename*=UTF-8''%E7%AE%B1%20100%25%27s.pdf`,
    );
  });
});
