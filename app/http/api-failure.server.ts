/** SQLSTATE classes that say the server is not there for now: connection, shutting down or starting, no room. */
const SQLSTATE = /^(08...|57P0[1-5]|53[23]00)$/;
/** What the driver and the network say of a connection that broke or never came about. */
const CONNECTION =
  /^(CONNECTION_(CLOSED|ENDED|DESTROYED)|CONNECT_TIMEOUT|ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|ENOENT|EHOSTUNREACH)$/;

/** Whether an error says that the database is away for now, so that the same request may be sent again. */
export function isUnavailable(error: unknown): boolean {
  for (let at = error, depth = 0; at && depth < 4; at = (at as { cause?: unknown }).cause, depth++) {
    const { code, errors } = at as { code?: unknown; errors?: unknown };
    if (typeof code === 'string' && (SQLSTATE.test(code) || CONNECTION.test(code))) return true;
    // One attempt per address of the host.
    if (Array.isArray(errors) && errors.some(isUnavailable)) return true;
  }
  return false;
}
