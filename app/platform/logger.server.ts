import { type Logger, pino } from 'pino';
import { env } from './env.server';

export type { Logger };

/** Fields that never reach a log, wherever they stand in a logged object. */
const SECRET_FIELDS = ['password', 'token', 'secret', 'cookie', 'authorization', 'set-cookie'];

let root: Logger | undefined;

/**
 * The process's logger: JSON lines on standard output (short lines when that is a terminal), one object
 * per event, secrets left out. `service` distinguishes the web server from the worker.
 */
export function logger(): Logger {
  root ??= createLogger(process.env.PORTAL_SERVICE ?? 'portal');
  return root;
}

/** A logger that adds these fields to each line, such as `{module: 'mail'}`. */
export function childLogger(fields: Record<string, unknown>): Logger {
  return logger().child(fields);
}

function createLogger(service: string): Logger {
  const options = {
    level: env().LOG_LEVEL,
    base: { service },
    redact: { paths: SECRET_FIELDS.flatMap((name) => [`["${name}"]`, `*["${name}"]`]), censor: '[left out]' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return process.stdout.isTTY ? pino(options, { write: writeShortLine }) : pino(options);
}

/** One readable line per event for somebody who watches the terminal. */
function writeShortLine(line: string): void {
  process.stdout.write(`${formatLogLine(line)}\n`);
}

/** `12:00:00 info web GET /sign-in 200 12 ms` from a JSON log line; an error's stack follows on its own lines. */
export function formatLogLine(line: string): string {
  const { time, level, service, msg, err, requestId: _requestId, ...rest } = JSON.parse(line);
  const fields = Object.entries(rest)
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
  const head = [String(time).slice(11, 19), level, service, msg, fields].filter(Boolean).join(' ');
  return err?.stack ? `${head}\n${err.stack}` : head;
}
