import type { Request as HttpRequest, Response as HttpResponse } from 'express';
import { problemResponse } from '~/http/api-problem.server';
import type { Problem } from '~/kernel/problem';

/** Answers a request to the REST API that the web server itself turns away, as the API would: with a problem document. */
export async function refuseApi(req: HttpRequest, res: HttpResponse, found: Problem): Promise<void> {
  const language = req.get('accept-language');
  const asked = new Request('http://localhost/', {
    headers: language === undefined ? {} : { 'Accept-Language': language },
  });
  const answer = await problemResponse(asked, found, { requestId: res.locals.requestId });
  for (const [name, value] of answer.headers) res.setHeader(name, value);
  res.status(answer.status).send(await answer.text());
}
