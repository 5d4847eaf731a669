/** Whether a request is within what its sender may ask for, and if not, how long to wait. */
export type Allowed = { ok: true } | { ok: false; waitSeconds: number };

/**
 * A bucket per sender that holds `burst` requests and fills again within `perMs` (the generic cell rate algorithm). Per process and in
 * memory: it protects a process from being worn out, not a secret from being guessed.
 * @param most senders that are remembered; beyond, those that are quiet longest are forgotten
 */
export function rateLimiter(burst: number, perMs: number, most = 10_000) {
  const fullAt = new Map<string, number>();
  return (sender: string, now: number): Allowed => {
    const step = perMs / burst;
    const next = Math.max(fullAt.get(sender) ?? now, now) + step;
    if (next > now + perMs) return { ok: false, waitSeconds: Math.ceil((next - now - perMs) / 1000) };
    fullAt.delete(sender);
    fullAt.set(sender, next);
    if (fullAt.size > most) fullAt.delete(fullAt.keys().next().value as string);
    return { ok: true };
  };
}
