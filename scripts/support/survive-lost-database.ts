import { isWriteOnLostConnection } from '~/platform/database-away';
import type { Logger } from '~/platform/logger.server';

/**
 * Keeps this process when the database server dies under it: of all exceptions that nobody catches, the one that the
 * driver then throws is logged, and every other ends the process as it always would.
 */
export function surviveLostDatabase(log: Logger): void {
  process.on('uncaughtException', (error) => {
    if (isWriteOnLostConnection(error)) {
      log.warn({ err: error }, 'a connection to the database was lost');
      return;
    }
    log.fatal({ err: error }, 'uncaught exception');
    process.exit(1);
  });
}
