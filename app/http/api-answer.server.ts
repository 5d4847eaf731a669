import { createHash } from 'node:crypto';
import { type Problem, problem } from '~/kernel/problem';
import { type ApiAnswer, answerOnce } from '~/modules/identity/commands/answer-once.server';
import type { ApiAccess } from '~/modules/identity/domain/api-access';
import { isDatabaseAway } from '~/platform/database-away';
import type { PlatformTx } from '~db/tenancy.server';
import {
  type LocatedProblem,
  type ProblemPlace,
  problemBody,
  problemResponse,
  problemWords,
} from './api-problem.server';
import { type ApiArgs, rateLimitHeaders } from './require-api-key.server';

/** Waiting times, in seconds, for answers that say "again". */
const RETRY_AFTER: Record<string, string> = { api_request_running: '1', api_unavailable: '2' };

/** A request to the API that its guard let in: what all answers to it have in common. */
export class ApiExchange {
  constructor(
    readonly args: ApiArgs,
    readonly access: ApiAccess,
  ) {}

  get request(): Request {
    return this.args.request;
  }

  /** The answer `text` of JSON; `headers` stand beside those of the allowance. */
  json(text: string, headers: Record<string, string> = {}): Response {
    return new Response(text, {
      headers: {
        ...rateLimitHeaders(this.access.allowance),
        'Content-Type': 'application/json; charset=utf-8',
        'Cache-Control': 'no-store',
        ...headers,
      },
    });
  }

  /** A refusal of the whole request. */
  refuse(
    found: Problem,
    { errors, headers }: { errors?: LocatedProblem[]; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const wait = RETRY_AFTER[found.code];
    return problemResponse(this.request, found, {
      requestId: this.args.context.requestId,
      ...(errors ? { errors } : {}),
      headers: {
        ...rateLimitHeaders(this.access.allowance),
        ...(wait ? { 'Retry-After': wait } : {}),
        ...headers,
      },
    });
  }

  /** A refusal that names its places: `api_content_invalid` with one entry for each. */
  async refusePlaces(found: readonly (Problem & { at: ProblemPlace })[]): Promise<Response> {
    const { say } = await problemWords(this.request);
    return this.refuse(problem('api_content_invalid'), {
      errors: found.map((one) => ({ ...one.at, code: one.code, detail: say(one) })),
    });
  }

  /** The answer to a method that the address does not take. */
  wrongMethod(...allowed: string[]): Promise<Response> {
    const list = allowed.join(', ');
    return this.refuse(problem('api_method_unknown', { allowed: list }), { headers: { Allow: list } });
  }

  /**
   * Runs `work`; a database that is away for now answers 503, which says that the request may be repeated, and any other
   * failure 500. Both are in the log.
   */
  async whileAvailable(work: () => Promise<Response>): Promise<Response> {
    try {
      return await work();
    } catch (error) {
      this.args.context.reportError?.(error);
      return this.refuse(problem(isDatabaseAway(error) ? 'api_unavailable' : 'unexpected'));
    }
  }

  /**
   * Runs `work` in one transaction and answers with what it makes; under an `Idempotency-Key` once for all times, and
   * with the stored answer (header `Idempotency-Replayed: true`) from then on.
   * @param bodyHash hash of the body's bytes
   */
  async once(bodyHash: string, work: (tx: PlatformTx) => Promise<ApiAnswer>): Promise<Response> {
    const key = idempotencyKeyOf(this.request.headers.get('Idempotency-Key'));
    if (key === null) {
      const at = { header: 'Idempotency-Key' };
      return this.refusePlaces([{ ...problem('api_idempotency_key_invalid'), at }]);
    }
    return this.whileAvailable(async () => {
      const { method, url } = this.request;
      const operation = `${method} ${new URL(url).pathname} ${bodyHash}`;
      const hash = createHash('sha256').update(operation).digest('hex');
      const answer = await answerOnce(this.access, { key, hash }, work);
      if (!answer.ok) return this.refuse(answer.error);
      const { status, body, replayed } = answer.value;
      const headers = {
        ...rateLimitHeaders(this.access.allowance),
        ...(replayed ? { 'Idempotency-Replayed': 'true' } : {}),
      };
      if (status >= 400) return problemBody(body, status, (await problemWords(this.request)).locale, headers);
      const response = this.json(body, headers);
      return new Response(response.body, { status, headers: response.headers });
    });
  }
}

/** The key of an `Idempotency-Key` header, bare or as a quoted string; undefined without one, null for a wrong one. */
export function idempotencyKeyOf(header: string | null): string | undefined | null {
  if (header === null) return undefined;
  const bare = /^"(.*)"$/.exec(header)?.[1] ?? header;
  return /^[\x21\x23-\x7e]{1,200}$/.test(bare) ? bare : null;
}
