import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readViews } from './saved-views';
import { groupsOf } from './table-head';
import { rowToFocus } from './table-keys';
import type { TableColumn } from './types';
import { changeSearch } from './use-search-link';
import { toggleHidden, viewStateOf } from './view-state';

describe('changeSearch', () => {
  it('sets, replaces and removes, in one order, so that equal views have equal links', () => {
    expect(changeSearch('?q=a&page=3', { page: null, sort: 'name' })).toBe('?q=a&sort=name');
    expect(changeSearch('?sort=name&q=a', {})).toBe(changeSearch('?q=a&sort=name', {}));
    expect(changeSearch('?page=2', { page: '' })).toBe('');
  });
});

describe('the view in the URL', () => {
  it('reads hidden columns and density, and ignores nonsense', () => {
    expect(viewStateOf('?hide=a,b&density=compact')).toEqual({
      hidden: new Set(['a', 'b']),
      density: 'compact',
    });
    expect(viewStateOf('?hide=,&density=huge')).toEqual({ hidden: new Set(), density: 'comfortable' });
  });

  it('is as before after switching a column twice', () => {
    const id = fc.stringMatching(/^[a-z]{1,4}$/);
    fc.assert(
      fc.property(fc.uniqueArray(id), id, (ids, switched) => {
        const once = viewStateOf(changeSearch('', { hide: toggleHidden(new Set(ids), switched) })).hidden;
        const twice = viewStateOf(changeSearch('', { hide: toggleHidden(once, switched) })).hidden;
        expect([...twice].sort()).toEqual([...ids].sort());
      }),
    );
  });
});

describe('rowToFocus', () => {
  it('moves within the rows and never out of them', () => {
    expect(rowToFocus('j', -1, 3, false)).toBe(0);
    expect(rowToFocus('j', 2, 3, true)).toBe(2);
    expect(rowToFocus('k', 0, 3, true)).toBe(0);
    expect(rowToFocus('End', 0, 3, true)).toBe(2);
    expect(rowToFocus('ArrowDown', 0, 3, false)).toBeUndefined();
    expect(rowToFocus('q', 0, 3, true)).toBeUndefined();
  });
});

describe('readViews', () => {
  it('takes views and leaves out what is none', () => {
    const views = [{ name: 'a', search: '?q=1' }, { name: 3 }, null, 'x', { name: 'b' }];
    expect(readViews({ views })).toEqual([{ name: 'a', search: '?q=1' }]);
    for (const damaged of [null, '', {}, { views: 'text' }, { views: null }]) {
      expect(readViews(damaged)).toEqual([]);
    }
  });
});

describe('groupsOf', () => {
  const column = (id: string, rest: Partial<TableColumn<unknown>> = {}): TableColumn<unknown> => ({
    id,
    header: id,
    width: 80,
    cell: () => null,
    ...rest,
  });

  it('spans zones that follow one another, apart from sticky columns', () => {
    const columns = [
      column('sku', { sticky: true }),
      column('total'),
      column('w1', { zone: 'frozen' }),
      column('w2', { zone: 'frozen' }),
      column('w3', { zone: 'firm' }),
    ];
    const groups = groupsOf(columns, (zone) => zone.toUpperCase());
    expect(groups?.map(({ label, span, sticky }) => [label, span, sticky])).toEqual([
      [undefined, 1, true],
      [undefined, 1, false],
      ['FROZEN', 2, false],
      ['FIRM', 1, false],
    ]);
    expect(groups?.reduce((sum, group) => sum + group.span, 0)).toBe(columns.length);
  });

  it('is absent where no column has a group', () => {
    expect(groupsOf([column('a'), column('b')], String)).toBeNull();
  });
});
