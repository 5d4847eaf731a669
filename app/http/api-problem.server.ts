import type { Problem } from '~/kernel/problem';
import type { Locale } from '~/platform/i18n/config';
import { localeOf, type Translate, translatorFor } from '~/platform/i18n/i18n.server';
import { problemStatus } from './respond';

/** Where in the request a problem is: a JSON pointer into the body as a URI fragment, or a query parameter or header. */
export type ProblemPlace = { pointer: string } | { parameter: string } | { header: string };

/** One problem of several, as it stands in `errors`. */
export type LocatedProblem = Partial<Record<'pointer' | 'parameter' | 'header', string>> & {
  code: string;
  detail: string;
};

/** Members of an RFC 9457 problem document. */
export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance?: string;
  /** Our own name of the problem: the last part of `type`. */
  code: string;
  errors?: LocatedProblem[];
}

const UUID = /^[0-9a-f-]{36}$/;

/** Puts problems into words of the language that a request asks for in Accept-Language. */
export async function problemWords(
  request: Request,
): Promise<{ locale: Locale; say: (problem: Problem) => string; title: (status: number) => string }> {
  const locale = await localeOf(request);
  const t: Translate = await translatorFor(locale);
  const loose = t as unknown as (key: string, params?: Record<string, unknown>) => string;
  return {
    locale,
    say: ({ code, params }) =>
      loose(`problems:${code}`, { ...params, defaultValue: loose('problems:unexpected') }),
    title: (status) => loose(`keys:answers.${status}`, { defaultValue: loose('keys:answers.400') }),
  };
}

interface ProblemOptions {
  status?: number;
  /** Names the request in the log. */
  requestId?: string | undefined;
  errors?: LocatedProblem[];
  headers?: HeadersInit | undefined;
  /** Further members of the document, such as the outcomes of a batch. */
  more?: Record<string, unknown>;
}

/** The document of a problem in the language of the request. */
export async function problemDocument(
  request: Request,
  problem: Problem,
  { status = problemStatus(problem.code), requestId, errors, more }: ProblemOptions = {},
): Promise<{ document: ProblemDocument & Record<string, unknown>; locale: Locale }> {
  const { locale, say, title } = await problemWords(request);
  const document = {
    type: `urn:factory-portal:problem:${problem.code}`,
    title: title(status),
    status,
    detail: say(problem),
    ...(requestId && UUID.test(requestId) ? { instance: `urn:uuid:${requestId}` } : {}),
    code: problem.code,
    ...more,
    ...(errors ? { errors } : {}),
  };
  return { document, locale };
}

/** A problem as an answer of the API: `application/problem+json` with the status of its code. */
export async function problemResponse(
  request: Request,
  problem: Problem,
  options: ProblemOptions = {},
): Promise<Response> {
  const { document, locale } = await problemDocument(request, problem, options);
  return problemBody(JSON.stringify(document), document.status, locale, options.headers);
}

/** A problem document that is text already. */
export function problemBody(body: string, status: number, locale: Locale, headers?: HeadersInit): Response {
  const all = new Headers(headers);
  all.set('Content-Type', 'application/problem+json; charset=utf-8');
  all.set('Content-Language', locale);
  all.set('Cache-Control', 'no-store');
  return new Response(body, { status, headers: all });
}

/** A JSON pointer (RFC 6901) as a URI fragment, for text that a client sent. */
export function pointerTo(...parts: (string | number)[]): string {
  const escaped = parts.map((part) =>
    encodeURIComponent(
      String(part)
        .replace(/\p{Surrogate}/gu, '\ufffd')
        .replaceAll('~', '~0')
        .replaceAll('/', '~1'),
    ),
  );
  return `#/${escaped.join('/')}`;
}
