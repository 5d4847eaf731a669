import type { FACTORY_ROLES, PLATFORM_ROLES } from '../schema/identity';

export interface DemoAccount {
  email: string;
  password: string;
  /** Role in words, for the list that `npm start` prints. */
  label: string;
  displayName: string;
  locale: 'en' | 'zh';
  platformRole?: (typeof PLATFORM_ROLES)[number];
  /** Roles by slug of the factory. */
  factoryRoles?: Readonly<Record<string, (typeof FACTORY_ROLES)[number]>>;
}

/** Known to everybody who can read this: a portal that others can reach changes it first. */
export const DEMO_PASSWORD = 'factory-portal-demo';

const FIRST = 'ningbo-haoyu';
const SECOND = 'yiwu-jinmao';

const inFactory = (
  role: (typeof FACTORY_ROLES)[number],
  displayName: string,
  more: { label?: string; also?: DemoAccount['factoryRoles'] } = {},
): DemoAccount => ({
  email: `${role}@factory.example`,
  password: DEMO_PASSWORD,
  label: more.label ?? `Factory ${role} (Ningbo Haoyu)`,
  displayName,
  locale: 'zh',
  factoryRoles: { [FIRST]: role, ...more.also },
});

const onPlatform = (
  role: (typeof PLATFORM_ROLES)[number],
  label: string,
  displayName: string,
  locale: 'en' | 'zh' = 'zh',
): DemoAccount => ({
  email: `${role.replace('_', '-')}@platform.example`,
  password: DEMO_PASSWORD,
  label,
  displayName,
  locale,
  platformRole: role,
});

/** One sign-in per role; the first person belongs to two factories. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  inFactory('owner', '林伟', {
    label: 'Factory owner (Ningbo Haoyu) and planner (Yiwu Jinmao)',
    also: { [SECOND]: 'planner' },
  }),
  inFactory('planner', '陈晓芸'),
  inFactory('quality', '周国强'),
  inFactory('shipping', '吴海燕'),
  inFactory('finance', '郑丽娜'),
  inFactory('viewer', '孙磊'),
  onPlatform('buyer', 'Platform buyer', '许诺'),
  onPlatform('supplier_success', 'Platform supplier success', '沈嘉宁'),
  onPlatform('logistics', 'Platform logistics', '罗毅'),
  onPlatform('quality', 'Platform quality', '唐敏'),
  onPlatform('admin', 'Platform administrator', 'Alex Morgan', 'en'),
  onPlatform('auditor', 'Platform auditor', 'Helen Brandt', 'en'),
];
