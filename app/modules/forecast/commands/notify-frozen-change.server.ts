import type { CalendarDate } from '~/kernel/calendar-date';
import {
  FACTORY_ROLES,
  factoryRoleMay,
  PLATFORM_ROLES,
  platformRoleMay,
} from '~/modules/identity/domain/permissions';
import { env } from '~/platform/env.server';
import { formatWeek } from '~/platform/format';
import { i18nFor } from '~/platform/i18n/i18n.server';
import type { JobPayload } from '~/platform/jobs.server';
import { queueMail } from '~/platform/mail.server';
import { asSystem } from '~db/tenancy.server';
import {
  type ChangeAddressee,
  type MailedRequest,
  selectChangeAddressees,
  selectMailedRequest,
} from '../data/change-addressees.server';

const COMMITTING = FACTORY_ROLES.filter((role) => factoryRoleMay(role, 'forecast:commit'));
const AGREEING = PLATFORM_ROLES.filter((role) => platformRoleMay(role, 'platform.forecast:agree'));

/**
 * Writes the mails about a request to change a frozen week: to those who may answer when it is asked or taken back, to the side
 * that asked when it is answered. A job, because a factory's own scope knows no addresses on the platform.
 *
 * @returns the number of mails
 */
export function notifyFrozenChange({
  factoryId,
  requestId,
  event,
}: JobPayload<'forecast.frozenChange'>): Promise<number> {
  return asSystem('job:forecast.frozenChange', async (tx) => {
    const request = await selectMailedRequest(tx, factoryId, requestId);
    if (!request) return 0;
    const isToOther = event === 'asked' || event === 'withdrawn';
    const toPlatform = (request.raisedBySide === 'factory') === isToOther;
    const people = toPlatform
      ? await selectChangeAddressees(tx, null, AGREEING)
      : await selectChangeAddressees(tx, factoryId, COMMITTING);
    for (const person of people) await queueMail(tx, await changeMail(person, event, request, toPlatform));
    return people.length;
  });
}

async function changeMail(
  to: ChangeAddressee,
  event: JobPayload<'forecast.frozenChange'>['event'],
  request: MailedRequest,
  toPlatform: boolean,
) {
  const t = (await i18nFor(to.locale)).getFixedT(to.locale, 'commit');
  const number = new Intl.NumberFormat(to.locale);
  const path = `${toPlatform ? '/platform' : `/factories/${encodeURIComponent(request.slug)}`}/forecast/frozen-changes`;
  const words = {
    sku: request.skuCode,
    week: formatWeek(request.week as CalendarDate, to.locale, { year: true }),
    day: request.week,
    was: number.format(request.fromQuantity),
    now: number.format(request.toQuantity),
    place: to.locale === 'zh' ? request.factoryNameZh : request.factoryNameEn,
    by: event === 'asked' ? request.raisedByName : (request.answeredByName ?? ''),
    words: event === 'asked' ? request.reason : (request.answerNote ?? ''),
    link: `${env().PUBLIC_URL}${path}`,
  };
  return {
    to: to.email,
    subject: t(`mails.${event}.subject`, words),
    text: t(`mails.${event}.text`, words),
  };
}
