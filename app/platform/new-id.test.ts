import { describe, expect, it } from 'vitest';
import { isUuid } from '~/kernel/ids';
import { newId } from './new-id.server';

describe('newId', () => {
  it('makes distinct canonical UUIDs of version 7, in the order of their making', () => {
    const ids = Array.from({ length: 5000 }, () => newId());
    expect(ids.every((id) => isUuid(id) && id[14] === '7')).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
  });
});
