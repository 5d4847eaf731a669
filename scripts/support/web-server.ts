import { randomBytes, randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import path from 'node:path';
import type { AppLoadContext } from '@remix-run/node';
import compression from 'compression';
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { MAX_BODY_BYTES } from '~/http/api-limits';
import { problem } from '~/kernel/problem';
import type { Logger } from '~/platform/logger.server';
import { refuseApi } from './api-refusal';
import { EventStreams, isEventStream } from './event-streams';
import { crossSiteReason, isForApi } from './same-origin';
import { securityHeaders } from './security-headers';

/** Largest body of one request. Forms and spreadsheets are far below; it keeps a request from filling the memory. */
const BODY_LIMIT_BYTES = 32 * 1024 * 1024;

export interface WebServerOptions {
  /** Origin that people type, such as https://portal.example.com. */
  publicUrl: string;
  trustProxy: number | string[];
  /** Folder of the built client files; absent in development, where Vite serves them. */
  clientFolder?: string;
  log: Logger;
  /** Resolves if the database answers; rejects otherwise. */
  checkDatabase: () => Promise<void>;
  /** Serves everything that is neither a file nor a health check. */
  handler: (context: (req: Request, res: Response) => AppLoadContext) => RequestHandler;
  /** Runs before the handler: Vite's middleware in development. */
  before?: RequestHandler;
  development?: boolean;
}

export interface WebServer {
  app: Express;
  /** From now on `/readyz` says no, so that a load balancer looks elsewhere. */
  drain(): void;
  /** Ends event streams, lets running requests finish for up to `graceMs`, then closes what is left. */
  close(server: Server, graceMs?: number): Promise<void>;
}

/** The Express application of the portal: security headers, origin check, files, health checks, Remix. */
export function createWebServer(options: WebServerOptions): WebServer {
  const { publicUrl, log, development = false } = options;
  const https = publicUrl.startsWith('https:');
  const streams = new EventStreams();
  let draining = false;

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', options.trustProxy);

  app.use((req, res, next) => {
    const nonce = randomBytes(16).toString('base64url');
    const requestId = randomUUID();
    res.locals.nonce = nonce;
    res.locals.requestId = requestId;
    res.setHeader('X-Request-Id', requestId);
    for (const [name, value] of Object.entries(securityHeaders({ nonce, https, development }))) {
      res.setHeader(name, value);
    }
    observe(req, res, log, streams);
    next();
  });

  app.get('/healthz', (_req, res) => {
    res.type('text').send('ok\n');
  });
  app.get('/readyz', async (_req, res) => {
    try {
      if (draining) throw new Error('shutting down');
      await options.checkDatabase();
      res.type('text').send('ready\n');
    } catch (error) {
      if (!draining) log.warn({ err: error }, 'not ready: the database does not answer');
      res
        .status(503)
        .type('text')
        .send(draining ? 'shutting down\n' : 'the database does not answer\n');
    }
  });

  app.use(refuseBadHost, refuseCrossSite(publicUrl, log), refuseOversized);
  app.use(compression({ filter: (req, res) => !isEventStream(res) && compression.filter(req, res) }));

  if (options.clientFolder) {
    const assets = path.join(options.clientFolder, 'assets');
    app.use(
      '/assets',
      express.static(assets, { immutable: true, maxAge: '1y', index: false, redirect: false }),
    );
    app.use('/assets', (_req, res) => {
      // A page from before an update asks for a file that is gone; it must not get a page in its place.
      res.status(404).setHeader('Cache-Control', 'no-store');
      res.type('text').send('Not found\n');
    });
    app.use(express.static(options.clientFolder, { maxAge: '1h', index: false, redirect: false }));
  }
  if (options.before) app.use(options.before);
  app.all(
    '*',
    options.handler((req, res) => ({
      cspNonce: res.locals.nonce,
      requestId: res.locals.requestId,
      clientAddress: req.ip ?? '',
      reportDenial: (denial) => {
        log.info({ ...denial, requestId: res.locals.requestId, path: loggedPath(req) }, 'denied');
      },
      reportError: (error) => {
        // A page that does not exist is an answer, not a failure; the access log has it.
        if (isClientsFault(error)) return;
        log.error(
          { err: error, requestId: res.locals.requestId, method: req.method, path: loggedPath(req) },
          'failed',
        );
      },
    })),
  );
  app.use(answerError(log));

  return {
    app,
    drain: () => {
      draining = true;
    },
    close: async (server, graceMs = 5000) => {
      draining = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      streams.closeAll();
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

/** Times the request, writes the access log, and notices event streams. */
function observe(req: Request, res: Response, log: Logger, streams: EventStreams): void {
  const started = process.hrtime.bigint();
  const elapsedMs = () => Number(process.hrtime.bigint() - started) / 1e6;
  const writeHead = res.writeHead.bind(res) as (...args: unknown[]) => Response;
  res.writeHead = ((...args: unknown[]) => {
    if (!res.headersSent) {
      const own = res.getHeader('Server-Timing');
      const timing = `app;dur=${elapsedMs().toFixed(1)}`;
      res.setHeader('Server-Timing', own ? `${own}, ${timing}` : timing);
      streams.watch(res);
    }
    return writeHead(...args);
  }) as typeof res.writeHead;
  res.once('close', () => {
    const level = isRoutine(req.originalUrl) ? 'debug' : 'info';
    log[level](
      {
        requestId: res.locals.requestId,
        method: req.method,
        path: loggedPath(req),
        status: res.statusCode,
        ms: Math.round(elapsedMs() * 10) / 10,
        address: req.ip,
        ...(res.writableFinished ? {} : { aborted: true }),
      },
      'request',
    );
  });
}

const isRoutine = (url: string) => url.startsWith('/assets/') || url === '/healthz' || url === '/readyz';

/** The path without its query, and without the long random parts that open an invitation or a reset. */
function loggedPath(req: Request): string {
  const pathname = req.originalUrl.split('?', 1)[0] ?? '';
  return pathname.replace(/[\w-]{40,}/g, '…').slice(0, 500);
}

const refuseBadHost: RequestHandler = (req, res, next) => {
  const host = req.get('host') ?? '';
  if (/^[\w.-]+(:\d{1,5})?$|^\[[\da-fA-F:.]+\](:\d{1,5})?$/.test(host)) next();
  else res.status(400).type('text').send('400: the Host header is not a host name.\n');
};

function refuseCrossSite(publicUrl: string, log: Logger): RequestHandler {
  return (req, res, next) => {
    const reason = crossSiteReason(
      {
        method: req.method,
        path: req.path,
        host: req.get('host'),
        site: req.get('sec-fetch-site'),
        origin: req.get('origin'),
        referer: req.get('referer'),
        hasCookie: req.get('cookie') !== undefined,
        hasKey: /^bearer /i.test(req.get('authorization') ?? ''),
      },
      publicUrl,
    );
    if (!reason) return next();
    log.warn(
      { requestId: res.locals.requestId, method: req.method, path: loggedPath(req), reason },
      'cross-site',
    );
    if (isForApi(req.path)) return refuseApi(req, res, problem('api_cross_site'));
    res
      .status(403)
      .type('text')
      .send(`403: this request did not come from a page of the portal (${reason}).\n`);
  };
}

const refuseOversized: RequestHandler = (req, res, next) => {
  if (req.headers['transfer-encoding'] !== undefined) {
    if (isForApi(req.path)) return refuseApi(req, res, problem('api_length_missing'));
    res.status(411).type('text').send('411: send the length of the body in a Content-Length header.\n');
  } else if (Number(req.headers['content-length'] ?? 0) > BODY_LIMIT_BYTES) {
    const limit = BODY_LIMIT_BYTES / 1024 / 1024;
    res.status(413).setHeader('Connection', 'close');
    if (isForApi(req.path))
      return refuseApi(req, res, problem('api_body_too_big', { limit: MAX_BODY_BYTES / 1024 / 1024 }));
    res.type('text').send(`413: the body may have ${limit} MB at most.\n`);
  } else next();
};

function isClientsFault(error: unknown): boolean {
  const { status, statusCode } = (error ?? {}) as { status?: unknown; statusCode?: unknown };
  const code = Number(status ?? statusCode);
  return code >= 400 && code < 500;
}

function answerError(log: Logger): ErrorRequestHandler {
  return (error, req, res, next) => {
    const isClients = isClientsFault(error);
    const status = Number(error?.status ?? error?.statusCode);
    if (!isClients) {
      log.error(
        { err: error, requestId: res.locals.requestId, method: req.method, path: loggedPath(req) },
        'failed',
      );
    }
    if (res.headersSent) return next(error);
    res.status(isClients ? status : 500).setHeader('Cache-Control', 'no-store');
    res
      .type('text')
      .send(
        isClients
          ? `${status}: the request is malformed.\n`
          : `500: something failed on our side. It is in the log as ${res.locals.requestId}.\n`,
      );
  };
}
