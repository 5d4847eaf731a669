import { SettingsError } from '~/platform/env.server';
import { PlainFailure } from './failure';

interface SystemError extends Error {
  code?: string;
  path?: string;
  address?: string;
  port?: number;
}

/**
 * The message for whoever runs a script, when the cause is one that they can do something about: a taken port, a
 * full disk, a missing permission, a database that is away. Undefined for everything else (then the stack helps more).
 */
export function explainError(error: unknown): string | undefined {
  if (error instanceof PlainFailure || error instanceof SettingsError) return error.message;
  if (!(error instanceof Error)) return undefined;
  const { code, path, address, port } = error as SystemError;
  const where = [address, port].filter((part) => part !== undefined).join(':');
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${address} is taken by another program. Stop that, or choose another port: PORT=${(port ?? 3000) + 1} npm start`;
    case 'EADDRNOTAVAIL':
      return `This machine has no address ${address}. Set HOST to one it has, such as 127.0.0.1 or 0.0.0.0.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host name ${(error as { hostname?: string }).hostname ?? ''} cannot be found. Check HOST and DATABASE_URL.`;
    case 'EACCES':
    case 'EPERM':
      return path
        ? `No permission to use ${path}. Change its owner, or set DATA_DIR to a folder of your own.`
        : `No permission to listen on ${where}. Ports below 1024 are for root: choose another with PORT.`;
    case 'EROFS':
      return `${path} is on a read-only file system. Set DATA_DIR to a folder that can be written.`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk is full${path ? ` (writing ${path})` : ''}. Free some space, then start again; nothing is lost.`;
    case '53100':
      return 'The disk of the database is full. Free some space, then start again; what was committed is safe.';
    case 'ECONNREFUSED':
      return `No database server answers at ${where || 'DATABASE_URL'}. Start it, or check DATABASE_URL.`;
    case 'CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return `The database server at ${where || 'DATABASE_URL'} did not answer in time. Check DATABASE_URL and the network.`;
    case '28P01':
    case '28000':
      return `The database server refused the sign-in: ${error.message}. Check user and password in DATABASE_URL.`;
    case '3D000':
      return `${error.message}. Create it first (createdb), or correct DATABASE_URL.`;
    case '42501':
      return `The database user may not do that: ${error.message}. DATABASE_URL must name the database's owner, with the right to create roles.`;
    case '53300':
      return 'The database server has no connection left. Raise its max_connections or lower DATABASE_POOL_SIZE.';
    default:
      return undefined;
  }
}

/** Prints why a script ends, as a sentence where there is one, and sets exit code 1. */
export function reportFailure(error: unknown): void {
  const explanation = explainError(error);
  console.error(explanation ? `\n${explanation}` : error);
  process.exitCode = 1;
}
