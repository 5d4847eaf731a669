import type { TFunction } from 'i18next';
import { env } from '~/platform/env.server';
import { i18nFor } from '~/platform/i18n/i18n.server';
import type { Mail } from '~/platform/mail.server';
import type { Addressee } from './data/order-people.server';

/** What the mails about an order say of it. */
export interface MailedOrder {
  number: string;
  version: number;
  factorySlug: string;
  factoryNameEn: string;
  factoryNameZh: string;
  buyerName: string;
  pieces: number;
  lines: number;
  /** Last day of the earliest window, YYYY-MM-DD. */
  shipBy: string;
}

export type OrderMailEvent = 'issued' | 'amended' | 'cancelled' | 'answered';

/** The mail that tells somebody what happened to an order, in their language, with a link to it. */
export async function orderMail(to: Addressee, event: OrderMailEvent, order: MailedOrder): Promise<Mail> {
  const t = await words(to);
  const { number, version, pieces, lines } = order;
  const place = to.locale === 'zh' ? order.factoryNameZh : order.factoryNameEn;
  return {
    to: to.email,
    subject: t(`${event}.subject`, { number, place }),
    text: t(`${event}.text`, {
      number,
      place,
      version,
      pieces: new Intl.NumberFormat(to.locale).format(pieces),
      lines,
      date: order.shipBy,
      by: order.buyerName,
      link: orderLink(to, order),
    }),
  };
}

/** The mail that tells somebody that they were mentioned, with what was written. */
export async function mentionMail(
  to: Addressee,
  order: MailedOrder,
  message: { authorName: string; body: string },
): Promise<Mail> {
  const t = await words(to);
  const by = message.authorName;
  const { number } = order;
  return {
    to: to.email,
    subject: t('mention.subject', { by, number }),
    text: t('mention.text', { by, number, body: message.body, link: orderLink(to, order) }),
  };
}

function orderLink({ isPlatform }: Addressee, { number, factorySlug }: MailedOrder): string {
  const place = isPlatform ? `platform/orders/${factorySlug}` : `factories/${factorySlug}/orders`;
  return `${env().PUBLIC_URL}/${place}/${encodeURIComponent(number)}`;
}

async function words({ locale }: Addressee): Promise<TFunction<'orderMails'>> {
  return (await i18nFor(locale)).getFixedT(locale, 'orderMails');
}
