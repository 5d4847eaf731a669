import fc from 'fast-check';
import { describe, expect, it, test, vi } from 'vitest';
import type { GridRow } from '../../domain/commit/grid-view';
import type { Zone } from '../../domain/netting/types';
import { GridStore } from './grid-store';

const WEEKS = ['2026-11-23', '2026-11-30', '2026-12-07', '2026-12-14', '2026-12-21'] as const;
const ZONES: Zone[] = ['frozen', 'firm', 'firm', 'free', 'free'];

function makeRow(n: number, given: Partial<GridRow> = {}): GridRow {
  return {
    skuId: `sku-${n}`,
    code: `S-${n}`,
    nameEn: 'One',
    nameZh: '一',
    unitCostMinor: '100',
    currency: 'USD',
    forecast: [100, 200, 300, 400, 500],
    zones: ZONES,
    held: {},
    requests: {},
    agreed: {},
    liability: {},
    ...given,
  };
}
const weeks = WEEKS.map((monday) => ({ monday: monday as never, zone: null }));
const held = (commit: number, revision = 1, forecast = 200) => ({
  commit,
  upside: 0,
  reason: null,
  note: null,
  revision,
  forecast,
  byName: 'Li Wei',
  at: 0,
});
const makeStore = (rows: GridRow[] = [makeRow(0), makeRow(1), makeRow(2)]) => new GridStore({ rows, weeks });
const asIs = (word: string) => word;

describe('typing', () => {
  it('keeps what was typed, right or wrong, and says what is wrong', () => {
    const store = makeStore();
    store.moveTo({ row: 0, col: 1 });
    expect(store.edit('')).toBe(true);
    store.endEdit('12.5');
    expect(store.cell(0, 1)).toMatchObject({
      commit: '12.5',
      isEdited: true,
      problem: { code: 'number_not_whole' },
    });
    expect(store.getSummary()).toMatchObject({ edited: 1, wrong: 1 });
    store.edit('');
    store.endEdit('150');
    expect(store.cell(0, 1)).toMatchObject({
      difference: -50,
      needsReason: true,
      problem: { code: 'commit_reason_missing' },
    });
    store.writeSelected({ reason: 'capacity' });
    expect(store.cell(0, 1).problem).toBeNull();
  });
  it('leaves frozen cells alone', () => {
    const store = makeStore();
    expect(store.edit('5')).toBe(false);
    expect(store.write([{ row: 0, col: 0, values: { commit: '5' } }])).toMatchObject({
      written: 0,
      frozen: 1,
    });
  });
  it('is no edit when it says what is held', () => {
    const store = makeStore([makeRow(0, { held: { 1: held(200) } })]);
    store.write([{ row: 0, col: 1, values: { commit: '1' } }]);
    store.write([{ row: 0, col: 1, values: { commit: '200' } }]);
    expect(store.getSummary().edited).toBe(0);
  });
  it('is an edit when it confirms a figure to a new forecast', () => {
    const store = makeStore([makeRow(0, { held: { 1: held(200, 1, 150) } })]);
    store.write([{ row: 0, col: 1, values: { commit: '200' } }]);
    expect(store.getSummary().edited).toBe(1);
  });
});

describe('blocks', () => {
  it('pastes from the corner of the selection, leaves out frozen and outer cells and blanks', () => {
    const store = makeStore();
    store.moveTo({ row: 1, col: 0 });
    const touched = store.paste(
      [
        ['1', '2,000', ''],
        ['4', '5', '6'],
        ['7', '8', '9'],
      ],
      asIs,
    );
    expect(touched).toEqual({ written: 3, frozen: 2, outside: 3 });
    expect(store.cell(1, 1).commit).toBe('2000');
    expect(store.cell(1, 2).commit).toBe('');
    expect(store.cell(2, 2).commit).toBe('6');
    expect(store.range()).toEqual({ top: 1, left: 0, bottom: 2, right: 2 });
  });
  it('fills a selection with one text', () => {
    const store = makeStore();
    store.selectRange({ row: 0, col: 1 }, { row: 2, col: 2 });
    expect(store.paste([['50']], asIs).written).toBe(6);
    expect(store.selectedTexts()).toEqual([
      ['50', '50'],
      ['50', '50'],
      ['50', '50'],
    ]);
  });
  it('fills right and down', () => {
    const store = makeStore();
    store.write([{ row: 0, col: 1, values: { commit: '7' } }]);
    store.selectRange({ row: 0, col: 1 }, { row: 0, col: 4 });
    expect(store.fill('right').written).toBe(3);
    store.selectRange({ row: 0, col: 1 }, { row: 2, col: 4 });
    expect(store.fill('down').written).toBe(8);
    expect(store.cell(2, 4).commit).toBe('7');
  });
  it('pastes reasons by their words into their layer', () => {
    const store = makeStore();
    store.setLayer('reason');
    store.moveTo({ row: 0, col: 1 });
    store.paste([['产能', 'nonsense']], (word) => (word === '产能' ? 'capacity' : word));
    expect(store.cell(0, 1).reason).toBe('capacity');
    store.setLayer('commit');
    store.write([{ row: 0, col: 2, values: { commit: '1' } }]);
    expect(store.cell(0, 2).problem?.code).toBe('choice_unknown');
  });
  it('empties a layer and takes back what was typed', () => {
    const store = makeStore([makeRow(0, { held: { 1: { ...held(150), reason: 'capacity', upside: 9 } } })]);
    store.moveTo({ row: 0, col: 1 });
    store.setLayer('upside');
    store.clearSelected();
    expect(store.cell(0, 1)).toMatchObject({ upside: '', isEdited: true });
    store.setLayer('commit');
    store.clearSelected();
    expect(store.cell(0, 1)).toMatchObject({ commit: '150', upside: '9', isEdited: false });
  });
});

describe('undo', () => {
  test('any steps taken back leave the grid as it was, and done again as they left it', () => {
    const step = fc.record({
      row: fc.nat(2),
      col: fc.nat(4),
      commit: fc.constantFrom('', '5', '300', 'x', '999'),
    });
    fc.assert(
      fc.property(fc.array(fc.array(step, { maxLength: 4 }), { maxLength: 8 }), (steps) => {
        const store = makeStore([makeRow(0, { held: { 1: held(100) } }), makeRow(1), makeRow(2)]);
        const before = store.draft();
        for (const cells of steps)
          store.write(cells.map(({ row, col, commit }) => ({ row, col, values: { commit } })));
        const after = new Map(JSON.parse(store.draft()));
        while (store.undo() > 0);
        expect(store.draft()).toBe(before);
        while (store.redo() > 0);
        expect(new Map(JSON.parse(store.draft()))).toEqual(after);
      }),
    );
  });
});

describe('listeners', () => {
  it('hear of their own cell alone', () => {
    const store = makeStore();
    store.moveTo({ row: 0, col: 1 });
    const own = vi.fn();
    const other = vi.fn();
    store.subscribeCell(0, 1, own);
    store.subscribeCell(2, 4, other);
    const view = store.cell(2, 4);
    store.edit('1');
    store.endEdit('1');
    expect(own).toHaveBeenCalled();
    expect(other).not.toHaveBeenCalled();
    expect(store.cell(2, 4)).toBe(view);
  });
});

describe('saving', () => {
  it('is done with what was saved and keeps the rest with its reason', () => {
    const store = makeStore();
    store.write([
      { row: 0, col: 1, values: { commit: '200' } },
      { row: 0, col: 2, values: { commit: '300' } },
      { row: 0, col: 3, values: { commit: '400' } },
    ]);
    store.settle({
      saved: [{ skuId: 'sku-0', week: WEEKS[1], revision: 1 }],
      refused: [{ skuId: 'sku-0', week: WEEKS[2], problem: { code: 'commit_frozen' } }],
      conflicts: [
        {
          skuId: 'sku-0',
          week: WEEKS[3],
          cause: 'answered',
          forecast: 400,
          version: 2,
          held: held(350, 4, 400),
        },
      ],
    });
    expect(store.getSummary()).toMatchObject({ edited: 2, wrong: 1, conflicts: 1 });
    expect(store.cell(0, 2).problem?.code).toBe('commit_frozen');
    const key = `sku-0 ${WEEKS[3]}`;
    store.decide(key, true);
    expect(store.entries().find((entry) => entry.key === key)?.edit).toMatchObject({
      commit: '400',
      baseRevision: 4,
    });
  });
  it('finds out by itself when rows come anew', () => {
    const store = makeStore();
    store.write([
      { row: 0, col: 1, values: { commit: '200' } },
      { row: 0, col: 2, values: { commit: '300' } },
      { row: 0, col: 3, values: { commit: '400' } },
    ]);
    const rows = [makeRow(0, { held: { 1: held(200), 2: held(250) }, forecast: [100, 200, 300, 450, 500] })];
    store.load({ rows, weeks });
    expect(store.getSummary()).toMatchObject({ edited: 2, conflicts: 2 });
    expect(store.cell(0, 2).conflict).toMatchObject({ cause: 'answered', held: { commit: 250 } });
    expect(store.cell(0, 3).conflict).toMatchObject({ cause: 'asked', forecast: 450 });
    store.decide(`sku-0 ${WEEKS[2]}`, false);
    expect(store.cell(0, 2)).toMatchObject({ commit: '250', isEdited: false, conflict: null });
  });
  it('keeps edits over a reload of the page', () => {
    const store = makeStore();
    store.write([{ row: 0, col: 1, values: { commit: '123' } }]);
    const next = makeStore();
    expect(next.restore(store.draft())).toBe(1);
    expect(next.cell(0, 1).commit).toBe('123');
    expect(next.restore('{broken')).toBe(0);
  });
});
