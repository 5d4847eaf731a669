import { beforeAll, describe, expect, test } from 'vitest';
import { API_OPERATIONS } from '~/http/api-operations';
import { codesByStatus } from '~/http/respond';
import { API_SCOPES } from '~/modules/identity/domain/api-key';
import { askApi } from '../support/api';
import { testDatabase } from '../support/database';

type Json = { [key: string]: Json } & { [index: number]: Json };

interface Operation {
  operationId: string;
  security: Json[];
  parameters?: { name: string; in: string; schema: Json }[];
  requestBody?: { content: Record<string, { schema: Json }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Json }> }>;
}

let document: {
  openapi: string;
  info: Json;
  servers: Json[];
  paths: Record<string, Record<string, Operation>>;
  components: Json;
};

beforeAll(async () => {
  await testDatabase();
  const answer = await askApi('/openapi.json');
  expect(answer.status).toBe(200);
  document = (await answer.json()) as typeof document;
});

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

describe('/api/v1/openapi.json', () => {
  test('is an OpenAPI 3.1 document that names every operation once', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/);
    expect(document.info).toMatchObject({ title: expect.any(String), version: '1' });
    expect(document.servers).toHaveLength(1);
    expect(
      operations()
        .map(({ path, method }) => `${method} ${path}`)
        .sort(),
    ).toEqual(API_OPERATIONS.map(({ path, method }) => `${method} ${path}`).sort());
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { operation, path } of operations()) {
      expect(Object.keys(operation.responses), path).toContain('200');
      for (const { description } of Object.values(operation.responses)) expect(description).not.toBe('');
      expect(operation.security).toEqual(path === '/openapi.json' ? [] : [{ key: [] }]);
    }
    expect(JSON.stringify(document)).toContain(API_SCOPES.join(', '));
  });

  test('refers only to what it holds, and its schemas are JSON Schema without leftovers', () => {
    const problems: string[] = [];
    const types = new Set(['object', 'array', 'string', 'integer', 'boolean', 'null']);
    const walk = (node: unknown, place: string): void => {
      if (Array.isArray(node)) for (const [i, one] of node.entries()) walk(one, `${place}/${i}`);
      if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
      const { $ref, type, pattern, required, properties } = node as Record<string, unknown>;
      if (typeof $ref === 'string') {
        const found = $ref
          .slice(2)
          .split('/')
          .reduce<Json | undefined>((at, part) => at?.[part], document as unknown as Json);
        if (!$ref.startsWith('#/components/') || !found) problems.push(`${place} refers to ${$ref}`);
      }
      if (
        typeof type === 'string' &&
        place.includes('schema') &&
        !place.endsWith('properties') &&
        !types.has(type)
      )
        if (!place.includes('securitySchemes')) problems.push(`${place} is of type ${type}`);
      if (typeof pattern === 'string') new RegExp(pattern, 'u');
      if (Array.isArray(required) && properties)
        for (const name of required)
          if (!Object.hasOwn(properties, name)) problems.push(`${place} lacks ${name}`);
      for (const [name, child] of Object.entries(node)) walk(child, `${place}/${name}`);
    };
    walk(document, '');
    expect(problems).toEqual([]);
    expect(JSON.stringify(document)).not.toContain('$schema');
  });

  test('says of a batch that a row has these fields and no others', () => {
    const body = document.paths['/stock-movements']?.post?.requestBody?.content['application/json']
      ?.schema as unknown as {
      additionalProperties: boolean;
      properties: { rows: { maxItems: number; items: { oneOf?: Row[]; anyOf?: Row[] } } };
    };
    interface Row {
      additionalProperties: boolean;
      properties: Record<string, { const?: string; type?: string }>;
      required: string[];
    }
    expect(body.additionalProperties).toBe(false);
    expect(body.properties.rows.maxItems).toBe(10_000);
    const rows = body.properties.rows.items.oneOf ?? body.properties.rows.items.anyOf ?? [];
    expect(rows.map(({ properties }) => properties.type?.const).sort()).toEqual([
      'adjustment',
      'put_away',
      'receipt',
      'return',
      'sale',
      'transfer_in',
      'transfer_out',
      'write_off',
    ]);
    for (const row of rows) {
      expect(row.additionalProperties).toBe(false);
      expect(row.properties.quantity?.type).toBe('integer');
      expect(row.required).toContain('sourceRef');
    }
  });

  test('tells the page parameters with their limits', () => {
    const parameters = document.paths['/stock-balances']?.get?.parameters ?? [];
    expect(parameters.map(({ name }) => name)).toEqual(['sku', 'warehouse', 'limit', 'cursor']);
    expect(parameters[2]?.schema).toMatchObject({ type: 'integer', minimum: 1, maximum: 1000, default: 100 });
  });

  test('lists every status that an operation can answer', () => {
    const api = Object.entries(codesByStatus)
      .filter(([, codes]) => codes.some((code) => /^api_(?!keys_|key_gone|method|path|cross)/.test(code)))
      .map(([status]) => status);
    const { responses } = document.paths['/stock-movements']?.post ?? { responses: {} };
    expect(Object.keys(responses).sort()).toEqual([...new Set([...api, '200', '207'])].sort());
  });
});
