import { z } from 'zod';
import { API_SCOPES } from '~/modules/identity/domain/api-key';
import { env } from '~/platform/env.server';
import { MAX_BODY_BYTES } from './api-limits';
import { API_OPERATIONS, type ApiOperation } from './api-operations';
import { problemAnswer } from './api-schemas';

type Json = Record<string, unknown>;

/** The API as an OpenAPI 3.1 document, made of the very schemas that judge requests. @param origin of the portal */
export function openApiDocument(origin: string): Json {
  const paths: Record<string, Json> = {};
  for (const operation of API_OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Factory Portal API',
      version: '1',
      description: `For the platform's own systems. Bodies are UTF-8 JSON up to ${MAX_BODY_BYTES / 1024 / 1024} MB, plain or gzip. A key makes ${env().API_REQUESTS_PER_MINUTE} requests per minute.`,
    },
    servers: [{ url: `${origin}/api/v1` }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problemAnswer, 'output') },
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'fpk_<prefix>_<secret>',
          description: `An API key. Scopes: ${API_SCOPES.join(', ')}.`,
        },
      },
    },
  };
}

function describe({ id, summary, description, scope, parameters, body, answer }: ApiOperation): Json {
  const content = answer ? { 'application/json': { schema: schemaOf(answer, 'output') } } : undefined;
  const done = (text: string) => ({
    description: text,
    ...(scope === null ? {} : { headers: RATE_LIMIT_HEADERS }),
    ...(content ? { content } : {}),
  });
  return {
    operationId: id,
    summary,
    description: scope === null ? description : `${description} Scope: \`${scope}\`.`,
    security: scope === null ? [] : [{ key: [] }],
    ...(parameters || body
      ? { parameters: [...queryParameters(parameters), ...(body ? [IDEMPOTENCY_KEY] : [])] }
      : {}),
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(body, 'input') } },
          },
        }
      : {}),
    responses: {
      200: done(body ? 'All rows are in the books' : 'As asked'),
      ...(body ? { 207: done('Some rows were refused; the others are in the books') } : {}),
      ...(scope === null ? {} : refusals(body !== undefined)),
    },
  };
}

const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

function refusals(takesBody: boolean): Json {
  const texts: Record<string, string> = {
    401: 'No key, or one that does not work (any more)',
    403: 'The key lacks the scope',
    422: takesBody ? 'No row was taken, or the batch cannot be read' : 'A parameter is wrong',
    429: 'The requests of this minute are used up; Retry-After says when to go on',
    503: 'The database is away for a moment; send the same again',
    ...(takesBody
      ? {
          400: 'Not JSON, not UTF-8, or not gzip',
          409: 'The first request with this Idempotency-Key is still under way; Retry-After says when to ask',
          411: 'No Content-Length',
          413: 'Too many bytes or rows',
          415: 'Neither JSON nor gzip of it',
        }
      : {}),
  };
  return Object.fromEntries(
    Object.entries(texts).map(([status, text]) => [status, { description: text, content: PROBLEM }]),
  );
}

const RATE_LIMIT_HEADERS = {
  'RateLimit-Policy': { description: 'Requests per minute', schema: { type: 'string' } },
  RateLimit: { description: 'Requests left, and seconds until all are back', schema: { type: 'string' } },
};

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Any name of this request, such as a UUID. The same request again gets the stored answer, for three days, with ' +
    '`Idempotency-Replayed: true`; another request under it gets 422.',
  schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[\\x21\\x23-\\x7e]+$' },
};

function queryParameters(parameters: z.ZodObject | undefined): Json[] {
  if (!parameters) return [];
  const { properties = {} } = schemaOf(parameters, 'output') as { properties?: Record<string, Json> };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: false,
    description,
    schema,
  }));
}

/** A zod schema as JSON Schema 2020-12, the dialect of OpenAPI 3.1. No figure of the API has a fraction. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io,
    override: ({ jsonSchema }) => {
      if (jsonSchema.type === 'number') jsonSchema.type = 'integer';
    },
  });
  return json;
}
