import { expect, it } from 'vitest';
import { zoneSpans } from './types';

it('joins weeks of one zone and leaves out weeks without one', () => {
  const points = [
    { week: '2025-11-17' },
    { week: '2025-11-24', zone: 'frozen' as const },
    { week: '2025-12-01', zone: 'frozen' as const },
    { week: '2025-12-08', zone: 'firm' as const },
    { week: '2025-12-15', zone: null },
    { week: '2025-12-22', zone: 'firm' as const },
  ];
  expect(zoneSpans(points)).toEqual([
    { zone: 'frozen', from: '2025-11-24', to: '2025-12-01' },
    { zone: 'firm', from: '2025-12-08', to: '2025-12-08' },
    { zone: 'firm', from: '2025-12-22', to: '2025-12-22' },
  ]);
});
