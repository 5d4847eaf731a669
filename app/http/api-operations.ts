import type { z } from 'zod';
import type { ApiScope } from '~/modules/identity/domain/api-key';
import {
  balancesAnswer,
  balancesParameters,
  batchAnswer,
  listingsBody,
  movementsAnswer,
  movementsBody,
  movementsParameters,
} from './api-schemas';

export interface ApiOperation {
  id: string;
  method: 'get' | 'post';
  /** Below /api/v1. */
  path: string;
  /** What its key must hold; null for what anyone may read. */
  scope: ApiScope | null;
  summary: string;
  description: string;
  parameters?: z.ZodObject;
  body?: z.ZodType;
  answer?: z.ZodType;
}

const BATCH =
  'Every row that can be taken is taken, the others are refused one by one: 200 when all are in the books, 207 when some ' +
  'were refused, 422 when none was taken. A row is known by its source (that of the key), SKU and `sourceRef`: sent again ' +
  'with the same content it is a `duplicate`, with other content it is refused. Quantities only, never people: a field that is not named ' +
  'here is refused.';

/** Every operation of the API, as data: the description and the tests of its guards are made of it. */
export const API_OPERATIONS: readonly ApiOperation[] = [
  {
    id: 'recordStockMovements',
    method: 'post',
    path: '/stock-movements',
    scope: 'stock:write',
    summary: 'Record stock movements',
    description: BATCH,
    body: movementsBody,
    answer: batchAnswer,
  },
  {
    id: 'listStockMovements',
    method: 'get',
    path: '/stock-movements',
    scope: 'stock:read',
    summary: 'Read the ledger',
    description: 'SKU by SKU in the order of recording; later rows of a SKU come after the cursor.',
    parameters: movementsParameters,
    answer: movementsAnswer,
  },
  {
    id: 'recordListingEvents',
    method: 'post',
    path: '/listing-events',
    scope: 'listings:write',
    summary: 'Record listings going on and off',
    description: BATCH,
    body: listingsBody,
    answer: batchAnswer,
  },
  {
    id: 'listStockBalances',
    method: 'get',
    path: '/stock-balances',
    scope: 'stock:read',
    summary: 'Read balances per SKU and warehouse',
    description: 'What the movements add up to at this moment.',
    parameters: balancesParameters,
    answer: balancesAnswer,
  },
  {
    id: 'describeApi',
    method: 'get',
    path: '/openapi.json',
    scope: null,
    summary: 'This description',
    description: 'OpenAPI 3.1.',
  },
];
