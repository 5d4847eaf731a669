/** SQLSTATE classes that say the server is not there for now: connection, shutting down or starting, no room. */
const SQLSTATE = /^(08...|57P0[1-5]|53[23]00)$/;
/** What the driver and the network say of a connection that broke or never came about. */
const CONNECTION =
  /^(CONNECTION_(CLOSED|ENDED|DESTROYED)|CONNECT_TIMEOUT|ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;

/** Whether an error says that the database is away for now, so that the same may be tried again. */
export function isDatabaseAway(error: unknown): boolean {
  for (let at = error, depth = 0; at && depth < 4; at = (at as { cause?: unknown }).cause, depth++) {
    const { code, errors } = at as { code?: unknown; errors?: unknown };
    if (typeof code === 'string' && (SQLSTATE.test(code) || CONNECTION.test(code))) return true;
    // One attempt per address of the host.
    if (Array.isArray(errors) && errors.some(isDatabaseAway)) return true;
  }
  return false;
}

/**
 * Whether an uncaught exception is the driver's write on a connection that is gone: after the server dies it still sends
 * `rollback` from a timer, where nobody can catch what follows (porsager/postgres issues 1066, 1154, 1208). The
 * transaction itself is refused with CONNECTION_CLOSED in the usual way.
 */
export function isWriteOnLostConnection(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    /reading 'write'/.test(error.message) &&
    /\bnextWrite\b.*\bpostgres\b/.test(error.stack ?? '')
  );
}
