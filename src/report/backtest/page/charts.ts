import type { GroupTally, RouteCounts } from "../../../model/backtest.ts";
import type { Locale } from "../../../model/configuration.ts";
import { backtestTextsOf } from "../../text/locale.ts";
import { routeOrder } from "../words.ts";
import { html, join, type Markup } from "./markup.ts";

/** Columns that an eye tells apart on a page; the table has all. */
const monthsMax = 60;
/** Width of a chart's own coordinates. */
const width = 720;

/** From the left: what passes, then what holds up more and more. */
const stacked = routeOrder.toReversed();

/** All outcomes as one bar; a table beside it says the same. */
export function outcomeBar(routes: RouteCounts, name: string, label: string): Markup {
  const total = stacked.reduce((sum, route) => sum + routes[route], 0);
  let x = 0;
  const parts = stacked.flatMap((route) => {
    const part = total === 0 ? 0 : (routes[route] / total) * width;
    const rectangle = html`<rect class="${route}" x="${fixed(x)}" y="0" width="${fixed(part)}" height="10"></rect>`;
    x += part;
    return routes[route] === 0 ? [] : [rectangle];
  });
  return html`<svg class="${name}" viewBox="0 0 ${width} 10" preserveAspectRatio="none" role="img" aria-label="${label}"><rect class="track" width="${width}" height="10"></rect>${join(parts)}</svg>`;
}

/** How much of a whole, as a bar; the number stands beside it. */
export function shareBar(count: number, total: number): Markup {
  const part = total === 0 ? 0 : (count / total) * 100;
  return html`<svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="4"></rect><rect class="review" width="${fixed(part)}" height="4"></rect></svg>`;
}

export function legend(locale: Locale): Markup {
  const { routes } = backtestTextsOf(locale);
  const items = stacked.map(
    (route) =>
      html`<li><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="${route}" width="10" height="10" rx="2"></rect></svg>${routes[route]}</li>`,
  );
  return html`<ul class="legend">${join(items)}</ul>`;
}

const height = 190;
const left = 40;
/** Room for half of the last name. */
const right = 24;
const bottom = 24;

/** Pull requests of each month, stacked by outcome; months without any stand empty. */
export function monthsChart(months: readonly GroupTally[], locale: Locale): Markup {
  const shown = withEmpty(months).slice(-monthsMax);
  const totals = shown.map(({ routes }) => stacked.reduce((sum, route) => sum + routes[route], 0));
  const step = niceStep(Math.max(1, ...totals));
  const top = Math.ceil(Math.max(1, ...totals) / step) * step;
  const inner = height - bottom - 8;
  const y = (count: number) => 8 + inner - (count / top) * inner;
  const column = (width - left - right) / shown.length;
  const grid = Array.from({ length: top / step + 1 }, (_, index) => index * step).map(
    (count) =>
      html`<line class="grid" x1="${left}" x2="${width - right}" y1="${fixed(y(count))}" y2="${fixed(y(count))}"></line><text class="axis" x="${left - 8}" y="${fixed(y(count) + 4)}" text-anchor="end">${count}</text>`,
  );
  const every = Math.ceil(shown.length / 12);
  const columns = shown.map((month, index) => {
    const x = left + index * column;
    const name =
      (shown.length - 1 - index) % every === 0
        ? html`<text class="axis" x="${fixed(x + column / 2)}" y="${height - 6}" text-anchor="middle">${month.name}</text>`
        : null;
    return html`${columnOf(month, x + column * 0.15, Math.min(column * 0.7, 48), y, locale)}${name}`;
  });
  const { chart } = backtestTextsOf(locale);
  return html`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${chart.months}">${join(grid)}${join(columns)}</svg>`;
}

function columnOf(
  { name, routes }: GroupTally,
  x: number,
  columnWidth: number,
  y: (count: number) => number,
  locale: Locale,
): Markup {
  const texts = backtestTextsOf(locale);
  let below = 0;
  const parts = stacked.flatMap((route) => {
    const count = routes[route];
    if (count === 0) return [];
    const from = y(below + count);
    const rectangle = html`<rect class="${route}" x="${fixed(x)}" y="${fixed(from)}" width="${fixed(columnWidth)}" height="${fixed(y(below) - from)}"><title>${name} ${texts.routes[route]}: ${count}</title></rect>`;
    below += count;
    return [rectangle];
  });
  return join(parts);
}

const none: RouteCounts = { pass: 0, confirm: 0, review: 0, block: 0 };

/** Time goes on where nothing is merged. */
function withEmpty(months: readonly GroupTally[]): readonly GroupTally[] {
  const known = new Map(months.map((month) => [month.name, month]));
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return [];
  const filled: GroupTally[] = [];
  for (
    let at = monthNumber(first.name);
    at <= monthNumber(last.name) && filled.length < monthsFilledMax;
    at += 1
  ) {
    const name = `${String(Math.floor(at / 12)).padStart(4, "0")}-${String((at % 12) + 1).padStart(2, "0")}`;
    filled.push(known.get(name) ?? { name, routes: none });
  }
  return filled.at(-1)?.name === last.name ? filled : months;
}

/** A commit may claim to be of 1970: a chart of centuries shows nothing. */
const monthsFilledMax = 1_200;

function monthNumber(name: string): number {
  const [year = "0", month = "1"] = name.split("-");
  return Number(year) * 12 + Number(month) - 1;
}

/** 1, 2, 5, 10, 20 …: at most five steps. */
function niceStep(most: number): number {
  for (let unit = 1; ; unit *= 10) {
    const step = [unit, 2 * unit, 5 * unit].find((each) => most / each <= 5);
    if (step !== undefined) return step;
  }
}

function fixed(number: number): string {
  return String(Math.round(number * 100) / 100);
}
