import { useTranslation } from 'react-i18next';
import { StatusBadge } from '~/ui/figures';
import type { PoolStatus } from '../domain/eligibility';

const TONES = { approved: 'good', probation: 'warn', backup: 'active', suspended: 'bad' } as const;

/** Where a factory stands in the pool. */
export function PoolStatusBadge({ status }: { status: PoolStatus }) {
  const { t } = useTranslation('sourcing');
  return <StatusBadge tone={TONES[status]}>{t(`status.${status}`)}</StatusBadge>;
}
