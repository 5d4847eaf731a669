import { describe, expect, test } from 'vitest';
import { MILESTONE_KINDS } from '../domain/milestones';
import type { LineView, MilestoneView, ScheduleView } from '../domain/order-views';
import { nextStep } from './next-step';

const milestones = (done: number, days = ['03-01', '03-05', '03-10', '03-20', '03-22']) =>
  MILESTONE_KINDS.map(
    (kind, index) =>
      ({
        kind,
        plannedOn: `2026-${days[index]}`,
        revisedOn: null,
        actualOn: index < done ? `2026-${days[index]}` : null,
      }) as MilestoneView,
  );
const part = (pieces: number, shipped: number, promised: string | null) =>
  ({
    quantity: pieces,
    agreedQuantity: pieces,
    shippedQuantity: shipped,
    requestedShipOn: '2026-03-30',
    promisedShipOn: promised,
  }) as ScheduleView;
const line = (state: LineView['state'], done: number, schedules: ScheduleView[]) =>
  ({ state, milestones: milestones(done), schedules }) as LineView;

describe('the next step of an order', () => {
  test('is the first step of making that has not happened, on its revised day', () => {
    const one = line('in_production', 2, [part(500, 0, null)]);
    one.milestones[2]!.revisedOn = '2026-03-14';
    expect(nextStep({ lines: [one] })).toEqual({ kind: 'half', dueOn: '2026-03-14' });
  });

  test('is the earliest over all lines', () => {
    const early = line('acknowledged', 0, [part(500, 0, null)]);
    const late = line('in_production', 4, [part(500, 0, null)]);
    expect(nextStep({ lines: [late, early] })).toEqual({ kind: 'materials', dueOn: '2026-03-01' });
  });

  test('is shipping what is left when all steps have happened, or the inspection has', () => {
    const made = line('in_production', 5, [part(500, 200, '2026-04-02'), part(100, 0, '2026-04-02')]);
    expect(nextStep({ lines: [made] })).toEqual({ kind: 'ship', dueOn: '2026-04-02', pieces: 400 });
    const inspected = line('inspected', 3, [part(50, 0, null)]);
    expect(nextStep({ lines: [inspected] })).toEqual({ kind: 'ship', dueOn: '2026-03-30', pieces: 50 });
  });

  test('is nothing before the answer and after shipping', () => {
    for (const state of ['draft', 'issued', 'shipped', 'received', 'closed', 'cancelled'] as const)
      expect(nextStep({ lines: [line(state, 0, [part(5, 0, null)])] })).toBeNull();
    expect(nextStep({ lines: [line('inspected', 5, [part(5, 5, null)])] })).toBeNull();
  });
});
