import { addDays, type CalendarDate, calendarDate } from '~/kernel/calendar-date';
import { lunarNewYear } from './moving-days';

interface CalendarDayRow {
  calendar_code: string;
  day: CalendarDate;
  is_working: boolean;
  name_en: string;
  name_zh: string;
}

/** Holidays of one year: from[..to] | English | Chinese; a leading `+` marks a working day at the weekend. */
const CHINA: Record<number, string> = {
  2024: `01-01|New Year|元旦
    02-10..02-17|Spring Festival|春节
    +02-04|Make-up working day|春节调休上班
    +02-18|Make-up working day|春节调休上班
    04-04..04-06|Qingming Festival|清明节
    +04-07|Make-up working day|清明节调休上班
    05-01..05-05|Labour Day|劳动节
    +04-28|Make-up working day|劳动节调休上班
    +05-11|Make-up working day|劳动节调休上班
    06-08..06-10|Dragon Boat Festival|端午节
    09-15..09-17|Mid-Autumn Festival|中秋节
    +09-14|Make-up working day|中秋节调休上班
    10-01..10-07|National Day|国庆节
    +09-29|Make-up working day|国庆节调休上班
    +10-12|Make-up working day|国庆节调休上班`,
  2025: `01-01|New Year|元旦
    01-28..02-04|Spring Festival|春节
    +01-26|Make-up working day|春节调休上班
    +02-08|Make-up working day|春节调休上班
    04-04..04-06|Qingming Festival|清明节
    05-01..05-05|Labour Day|劳动节
    +04-27|Make-up working day|劳动节调休上班
    05-31..06-02|Dragon Boat Festival|端午节
    10-01..10-08|National Day and Mid-Autumn Festival|国庆节、中秋节
    +09-28|Make-up working day|国庆节调休上班
    +10-11|Make-up working day|国庆节调休上班`,
  2026: `01-01..01-03|New Year|元旦
    +01-04|Make-up working day|元旦调休上班
    02-15..02-23|Spring Festival|春节
    +02-14|Make-up working day|春节调休上班
    +02-28|Make-up working day|春节调休上班
    04-04..04-06|Qingming Festival|清明节
    05-01..05-05|Labour Day|劳动节
    +05-09|Make-up working day|劳动节调休上班
    06-19..06-21|Dragon Boat Festival|端午节
    09-25..09-27|Mid-Autumn Festival|中秋节
    10-01..10-07|National Day|国庆节
    +09-20|Make-up working day|国庆节调休上班
    +10-10|Make-up working day|国庆节调休上班`,
};

/** Lunar festivals of years whose arrangement is not announced: the statutory days alone. */
const CHINA_LUNAR: Record<number, [dragonBoat: string, midAutumn: string]> = {
  2027: ['06-09', '09-15'],
  2028: ['05-28', '10-03'],
  2029: ['06-16', '09-22'],
  2030: ['06-05', '09-12'],
};

function chinaStatutory(year: number): string {
  const lunar = lunarNewYear(year);
  const lines = ['01-01|New Year|元旦', '04-05|Qingming Festival|清明节', '05-01..05-02|Labour Day|劳动节'];
  if (lunar) {
    // Four statutory days since 2025, from the eve on.
    const eve = addDays(lunar, -1).slice(5);
    lines.push(`${eve}..${addDays(lunar, 2).slice(5)}|Spring Festival|春节`);
  }
  const festivals = CHINA_LUNAR[year];
  if (festivals) {
    lines.push(`${festivals[0]}|Dragon Boat Festival|端午节`, `${festivals[1]}|Mid-Autumn Festival|中秋节`);
  }
  lines.push('10-01..10-03|National Day|国庆节');
  return lines.join('\n');
}

/** Day of the Hùng Kings, the tenth of the third lunar month. */
const HUNG_KINGS: Record<number, string> = {
  2024: '04-18',
  2025: '04-07',
  2026: '04-26',
  2027: '04-16',
  2028: '04-04',
};

function vietnam(year: number): string {
  const lines = [
    '01-01|New Year|元旦',
    '04-30|Reunification Day|统一日',
    '05-01|Labour Day|劳动节',
    '09-01..09-02|National Day|越南国庆节',
  ];
  const lunar = lunarNewYear(year);
  if (lunar) lines.push(`${addDays(lunar, -2).slice(5)}..${addDays(lunar, 4).slice(5)}|Tết|越南春节`);
  if (HUNG_KINGS[year]) lines.push(`${HUNG_KINGS[year]}|Hùng Kings' Day|雄王节`);
  return lines.join('\n');
}

/** Makha Bucha, Visakha Bucha, Asalha Bucha. */
const THAI_LUNAR: Record<number, [string, string, string]> = {
  2024: ['02-24', '05-22', '07-20'],
  2025: ['02-12', '05-11', '07-10'],
  2026: ['03-03', '05-31', '07-29'],
  2027: ['02-21', '05-20', '07-18'],
};

function thailand(year: number): string {
  const lines = [
    '01-01|New Year|元旦',
    '04-06|Chakri Day|却克里王朝纪念日',
    '04-13..04-15|Songkran|泼水节(宋干节)',
    '05-01|Labour Day|劳动节',
    '05-04|Coronation Day|国王登基纪念日',
    "06-03|Queen's Birthday|王后诞辰日",
    "07-28|King's Birthday|国王诞辰日",
    "08-12|Queen Mother's Birthday|太后诞辰日(母亲节)",
    '10-13|King Bhumibol Memorial Day|九世王逝世纪念日',
    '10-23|Chulalongkorn Day|五世王纪念日',
    '12-05|National Day|泰国国庆日(父亲节)',
    '12-10|Constitution Day|宪法日',
    "12-31|New Year's Eve|跨年夜",
  ];
  const lunar = THAI_LUNAR[year];
  if (lunar) {
    const names = ['Makha Bucha|万佛节', 'Visakha Bucha|佛诞节', 'Asalha Bucha|三宝佛节'];
    lunar.forEach((day, i) => {
      lines.push(`${day}|${names[i]}`);
    });
  }
  return lines.join('\n');
}

/** Rows of `calendar_day` for China, Vietnam and Thailand, for the years around the date. */
export function calendarDays(today: CalendarDate): CalendarDayRow[] {
  const thisYear = Number(today.slice(0, 4));
  const rows = new Map<string, CalendarDayRow>();
  for (let year = thisYear - 2; year <= thisYear + 2; year++) {
    const tables = { CN: CHINA[year] ?? chinaStatutory(year), VN: vietnam(year), TH: thailand(year) };
    for (const [code, text] of Object.entries(tables)) {
      for (const row of parse(code, year, text)) {
        const key = `${code} ${row.day}`;
        if (!rows.has(key)) rows.set(key, row);
      }
    }
  }
  return [...rows.values()];
}

function parse(code: string, year: number, text: string): CalendarDayRow[] {
  return text.split('\n').flatMap((line) => {
    const [days, nameEn, nameZh] = line.trim().split('|') as [string, string, string];
    const isWorking = days.startsWith('+');
    const [from, to] = days.replace('+', '').split('..') as [string, string?];
    const rows: CalendarDayRow[] = [];
    const last = calendarDate(`${year}-${to ?? from}`);
    for (let day = calendarDate(`${year}-${from}`); day <= last; day = addDays(day, 1)) {
      rows.push({ calendar_code: code, day, is_working: isWorking, name_en: nameEn, name_zh: nameZh });
    }
    return rows;
  });
}
