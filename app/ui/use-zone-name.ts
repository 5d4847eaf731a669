import { useTranslation } from 'react-i18next';

/** Zones that have words in the catalogues: those that people here live in. */
const NAMED = [
  'Asia/Shanghai',
  'Asia/Ho_Chi_Minh',
  'Asia/Bangkok',
  'Asia/Singapore',
  'Asia/Tokyo',
  'Asia/Kolkata',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Chicago',
  'America/Los_Angeles',
  'UTC',
] as const;

/** Names a time zone as people say it, `北京时间` / `China time (UTC+8)`; one without words keeps its IANA name. */
export function useZoneName(): (timeZone: string) => string {
  const { t } = useTranslation('common');
  return (timeZone) => {
    const known = NAMED.find((name) => name === timeZone);
    return known ? t(`zones.${known}`) : timeZone;
  };
}
