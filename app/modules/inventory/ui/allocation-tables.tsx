import { useTranslation } from 'react-i18next';
import { Section } from '~/ui/page-header';
import { ScrollRegion } from '~/ui/scroll-region';
import { useFormat } from '~/ui/use-format';
import type { AllocationCost, AllocationOutcome } from '../domain/allocation-cost';
import type { AllocationPageView, ProposalView } from '../queries/allocation-page.server';
import styles from './inventory.module.css';
import { Usd } from './inventory-cells';
import { moneyText } from './money-text';
import { piecesOf, type TypedMove } from './typed-move';

/** More room than any SKU needs is not counted. */
const ROOM_CAP = 1_000_000;

const PARTS = ['transfer', 'storage', 'delivery', 'waiting', 'unmet'] as const;

/** Cost as it is, as proposed and as edited, side by side. */
export function CostTable(props: {
  proposal: ProposalView;
  edited: AllocationOutcome | null;
  busy: boolean;
}) {
  const { proposal, edited, busy } = props;
  const { t } = useTranslation('allocation');
  const format = useFormat();
  const title = t('page.cost', { days: proposal.horizonDays });
  const columns = [
    { name: t('page.asIs'), outcome: proposal.asIs },
    { name: t('page.proposed'), outcome: proposal.best },
    ...(edited ? [{ name: t('page.edited'), outcome: edited }] : []),
  ];
  const label = (part: keyof AllocationCost) =>
    part === 'waiting'
      ? t('page.parts.waiting', { price: moneyText(format, proposal.dayPriceMinor) })
      : t(`page.parts.${part}`);
  return (
    <Section title={title}>
      <ScrollRegion label={title}>
        <table className={styles.plain} aria-busy={busy || undefined}>
          <caption className="visually-hidden">{title}</caption>
          <thead>
            <tr>
              <td />
              {columns.map(({ name }) => (
                <th key={name} scope="col" data-numeric>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {PARTS.map((part) => (
              <tr key={part}>
                <th scope="row">{label(part)}</th>
                {columns.map(({ name, outcome }) => (
                  <td key={name} data-numeric>
                    <Usd cents={outcome.cost[part]} />
                  </td>
                ))}
              </tr>
            ))}
            <tr>
              <th scope="row">{t('page.parts.days')}</th>
              {columns.map(({ name, outcome }) => (
                <td key={name} data-numeric>
                  {outcome.deliveryDaysHundredths === null
                    ? '—'
                    : format.number(outcome.deliveryDaysHundredths / 100, { maxDigits: 2 })}
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">{t('page.parts.served')}</th>
              {columns.map(({ name, outcome }) => (
                <td key={name} data-numeric>
                  {format.number(outcome.served)}
                </td>
              ))}
            </tr>
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('page.parts.total')}</th>
              {columns.map(({ name, outcome }) => (
                <td key={name} data-numeric>
                  <Usd cents={outcome.cost.total} />
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </ScrollRegion>
      <p role="status" className="small muted">
        {busy ? t('page.counting') : ''}
      </p>
    </Section>
  );
}

/** The moves with their reasons; open ones can be typed over. */
export function MovesTable(props: {
  view: AllocationPageView;
  proposal: ProposalView;
  moves: readonly TypedMove[];
  isOpen: boolean;
  onChange: (moves: TypedMove[]) => void;
}) {
  const { proposal, moves, isOpen, onChange } = props;
  const { t } = useTranslation('allocation');
  const format = useFormat();
  if (moves.length === 0) {
    return <p className="muted">{t('page.answerStay', { days: proposal.horizonDays })}</p>;
  }
  const type = (index: number, typed: string) =>
    onChange(moves.map((move, at) => (at === index ? { ...move, typed } : move)));
  return (
    <ScrollRegion label={t('page.moves')}>
      <table className={styles.plain}>
        <caption className="visually-hidden">{t('page.moves')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('page.move')}</th>
            <th scope="col" data-numeric>
              {t('page.quantity')}
            </th>
            <th scope="col" data-numeric>
              {t('columns.proposed')}
            </th>
            <th scope="col" data-numeric>
              {t('page.days')}
            </th>
            <th scope="col" data-numeric>
              {t('page.moveCost')}
            </th>
            <th scope="col">{t('page.why')}</th>
          </tr>
        </thead>
        <tbody>
          {moves.map((move, index) => {
            const reason = proposal.reasons.find(({ from, to }) => from === move.from && to === move.to);
            const line = proposal.lines.find(({ from, to }) => from === move.from && to === move.to);
            return (
              <tr key={`${move.from} ${move.to}`}>
                <th scope="row">
                  {move.from} → {move.to}
                </th>
                <td data-numeric>
                  {isOpen ? (
                    <>
                      <input type="hidden" name={`moves[${index}].from`} value={move.from} />
                      <input type="hidden" name={`moves[${index}].to`} value={move.to} />
                      <input
                        type="text"
                        inputMode="numeric"
                        autoComplete="off"
                        name={`moves[${index}].quantity`}
                        className={styles.quantity}
                        aria-label={t('page.quantityOf', { from: move.from, to: move.to })}
                        aria-invalid={/^\d{0,7}$/.test(move.typed) ? undefined : true}
                        value={move.typed}
                        onChange={(event) => type(index, event.currentTarget.value.trim())}
                      />
                    </>
                  ) : (
                    format.number(piecesOf(move))
                  )}
                </td>
                <td data-numeric>{format.number(move.proposed)}</td>
                <td data-numeric>{format.number(move.transitDays)}</td>
                <td data-numeric>{line ? <Usd cents={line.costMinor} /> : '—'}</td>
                <td>{reason ? <Reason markets={reason.markets} /> : ''}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Reason({ markets }: { markets: ProposalView['reasons'][number]['markets'] }) {
  const { t } = useTranslation('allocation');
  const format = useFormat();
  if (markets.length === 0) return <>{t('page.whyStorage')}</>;
  return (
    <ul className={styles.reasons}>
      {markets.map(({ market, pieces, daysFrom, daysTo }) => (
        <li key={market}>
          {daysFrom === null
            ? t('page.whyNew', { pieces: format.pieces(pieces), market, after: daysTo })
            : t('page.whyMarket', {
                pieces: format.pieces(pieces),
                market,
                before: daysFrom,
                after: daysTo,
              })}
        </li>
      ))}
    </ul>
  );
}

/** Pieces per warehouse now and after the moves. */
export function WarehousesTable(props: {
  view: AllocationPageView;
  proposal: ProposalView;
  moves: readonly TypedMove[];
}) {
  const { view, proposal, moves } = props;
  const { t } = useTranslation('allocation');
  const format = useFormat();
  const change = (code: string) =>
    moves.reduce(
      (sum, move) =>
        sum + (move.to === code ? piecesOf(move) : 0) - (move.from === code ? piecesOf(move) : 0),
      0,
    );
  return (
    <Section title={t('page.warehouses')}>
      <ScrollRegion label={t('page.warehouses')}>
        <table className={styles.plain}>
          <caption className="visually-hidden">{t('page.warehouses')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('page.warehouse')}</th>
              <th scope="col" data-numeric>
                {t('page.now')} ({t('pieces')})
              </th>
              <th scope="col" data-numeric>
                {t('page.change')}
              </th>
              <th scope="col" data-numeric>
                {t('page.then')}
              </th>
              <th scope="col" data-numeric>
                {t('page.room')}
              </th>
            </tr>
          </thead>
          <tbody>
            {proposal.warehouses.map(({ code, stock, inbound, room }) => {
              const now = stock + inbound;
              const delta = change(code);
              const name = view.names[code];
              return (
                <tr key={code}>
                  <th scope="row">
                    {code}{' '}
                    <span className="small muted">
                      {format.locale === 'zh' ? name?.nameZh : name?.nameEn}
                    </span>
                  </th>
                  <td data-numeric>
                    {format.number(now)}
                    {inbound > 0 ? (
                      <span className="small muted">
                        {' '}
                        ({t('page.inbound')} {format.number(inbound)})
                      </span>
                    ) : null}
                  </td>
                  <td data-numeric>{delta === 0 ? '' : format.number(delta, { signed: true })}</td>
                  <td data-numeric>{format.number(now + delta)}</td>
                  <td data-numeric>{room >= ROOM_CAP ? t('page.roomAmple') : format.number(room)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollRegion>
    </Section>
  );
}
