/**
 * Whether a change of role would leave nobody in the role that must not be empty (a factory's owner, the platform's
 * admin).
 *
 * @param holders how many hold the role now
 * @param next the new role; null when the person leaves
 */
export function leavesNoOne(role: string, holders: number, current: string, next: string | null): boolean {
  return current === role && next !== role && holders <= 1;
}
