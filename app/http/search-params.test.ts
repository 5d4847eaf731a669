import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseSearch } from './search-params';

const schema = z.object({
  q: z.string().trim().max(20).optional(),
  sort: z.enum(['name', 'value']).default('value'),
  page: z.coerce.number().int().min(1).max(1000).default(1),
  size: z.coerce.number().int().min(1).max(200).catch(50).default(50),
  market: z.array(z.string().max(3)).default([]),
});
const parse = (search: string) => parseSearch(new Request(`http://localhost/x${search}`), schema);

describe('parseSearch', () => {
  it('gives defaults for an empty URL', () => {
    expect(parse('')).toEqual({
      value: { sort: 'value', page: 1, size: 50, market: [] },
      ignored: [],
    });
  });

  it('takes good values', () => {
    expect(parse('?q=lamp&sort=name&page=3&size=25&market=US&market=DE')).toEqual({
      value: { q: 'lamp', sort: 'name', page: 3, size: 25, market: ['US', 'DE'] },
      ignored: [],
    });
  });

  it('falls back and names what it ignored', () => {
    const { value, ignored } = parse('?sort=colour&page=-1&q=lamp');
    expect(value).toMatchObject({ sort: 'value', page: 1, q: 'lamp' });
    expect(ignored.sort()).toEqual(['page', 'sort']);
  });

  it('names values that the schema itself caught', () => {
    expect(parse('?size=many')).toMatchObject({ value: { size: 50 }, ignored: ['size'] });
  });

  it('reads an empty parameter as absent and the last of repeated ones', () => {
    expect(parse('?q=&sort=name&sort=value').value).toEqual({ sort: 'value', page: 1, size: 50, market: [] });
  });

  it('says that a schema without defaults is a mistake', () => {
    const strict = z.object({ id: z.string() });
    expect(() => parseSearch(new Request('http://localhost/'), strict)).toThrow(TypeError);
  });

  it('never throws, whatever the URL holds', () => {
    const name = fc.oneof(fc.constantFrom('q', 'sort', 'page', 'size', 'market', '__proto__'), fc.string());
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string())), (pairs) => {
        const { value } = parse(`?${new URLSearchParams(pairs)}`);
        expect(value.page).toBeGreaterThanOrEqual(1);
        expect(value.size).toBeLessThanOrEqual(200);
      }),
    );
  });
});
