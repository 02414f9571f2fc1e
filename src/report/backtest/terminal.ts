import type { Backtest, BacktestRow, GroupTally, PastExample, PastPull } from "../../model/backtest.ts";
import type { Locale } from "../../model/configuration.ts";
import type { Route } from "../../model/decision.ts";
import { flipLine } from "../flip-text.ts";
import { quotable } from "../neutral.ts";
import { type Paint, painter, type Tone } from "../terminal/paint.ts";
import { clipped, padded, widthOf, wrapped } from "../terminal/width.ts";
import { backtestTextsOf } from "../text/locale.ts";
import {
  caveatsOf,
  exampleText,
  nextSteps,
  notJudgedText,
  opening,
  percent,
  pullName,
  routeOrder,
  runText,
} from "./words.ts";

export interface BacktestScreen {
  readonly locale: Locale;
  readonly colour: boolean;
  /** Cells of a line; 0 where nobody knows. */
  readonly columns: number;
}

const tones: Readonly<Record<Route, Tone>> = {
  block: "fix",
  review: "review",
  confirm: "confirm",
  pass: "good",
};
/** Rows of a table on one screen; the page has all of them. */
const rowsMax = 20;
const barCells = 30;
/** Where nobody knows how wide it is, as in a file. */
const columnsDefault = 100;

interface Written {
  readonly backtest: Backtest;
  readonly locale: Locale;
  readonly paint: Paint;
  readonly columns: number;
}

/** A backtest as text: what it is and what came out, tables, what the numbers do not say, what to do next. */
export function backtestText(backtest: Backtest, screen: BacktestScreen): string {
  const { locale } = screen;
  const columns = Math.min(screen.columns === 0 ? columnsDefault : screen.columns, 120);
  const written: Written = { backtest, locale, paint: painter(screen.colour), columns };
  const { sections, title } = backtestTextsOf(locale);
  const steps = nextSteps(backtest, locale, false);
  const parts = [
    written.paint("bold", title(quotable(backtest.repository.name))),
    opening(backtest, locale)
      .map((text) => wrapped(text, columns).join("\n"))
      .join("\n\n"),
    outcomeText(written),
    flipsText(written),
    rulesText(written),
    backtest.tenants.length === 0
      ? ""
      : section(written, sections.tenants, groupsText(written, backtest.tenants)),
    backtest.months.length < 2 ? "" : section(written, sections.months, groupsText(written, backtest.months)),
    notJudged(written),
    section(written, sections.caveats, listText(caveatsOf(backtest, locale), columns)),
    section(written, sections.next, listText(steps, columns)),
    written.paint("quiet", runText(backtest, locale)),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function section({ paint }: Written, heading: string, body: string): string {
  return `${paint("bold", heading)}\n${body}`;
}

function listText(items: readonly string[], columns: number): string {
  return items
    .map((item) => {
      const [first = "", ...rest] = wrapped(item, columns - 2);
      return [`- ${first}`, ...rest.map((line) => `  ${line}`)].join("\n");
    })
    .join("\n");
}

function outcomeText({ backtest, locale, paint }: Written): string {
  const { routes, judged } = backtest;
  const texts = backtestTextsOf(locale);
  const width = Math.max(...routeOrder.map((route) => widthOf(texts.routes[route])));
  const lines = routeOrder.toReversed().map((route) => {
    const count = routes[route];
    const cells = judged === 0 ? 0 : Math.max(count > 0 ? 1 : 0, Math.round((count / judged) * barCells));
    const number = String(count).padStart(6);
    return `  ${padded(texts.routes[route], width)} ${number} ${percent(count, judged).padStart(6)}  ${paint(tones[route], "█".repeat(cells))}`.trimEnd();
  });
  return lines.join("\n");
}

function flipsText(written: Written): string {
  const { backtest, locale, columns } = written;
  const { againstPath } = backtest.settings;
  if (againstPath === null) return "";
  const { sections, noFlips, flipsLead } = backtestTextsOf(locale);
  const lines = backtest.rows.flatMap(({ pull, flip }) =>
    flip === null
      ? []
      : [
          `  ${flipLine(pullName(pull), flip, (name) => name, locale)}`,
          `    ${clipped(quotable(pull.title), columns - 4)}`,
        ],
  );
  const path = quotable(againstPath);
  return section(
    written,
    sections.flips,
    lines.length === 0 ? noFlips(path) : [flipsLead(path), ...lines].join("\n"),
  );
}

function rulesText(written: Written): string {
  const { backtest, locale, paint, columns } = written;
  const texts = backtestTextsOf(locale);
  const { rules, noisiest, judged } = backtest;
  if (rules.length === 0) return section(written, texts.sections.rules, texts.noRules);
  const shown = rules.filter(({ ruleId }) => noisiest.includes(ruleId));
  const { columns: names } = texts;
  const headings = [
    names.rule,
    names.blocks,
    names.reviews,
    names.confirms,
    names.advises,
    names.share,
    names.alone,
  ];
  const cells = shown.map((rule) => [
    rule.ruleId,
    ...[rule.block, rule.review, rule.confirm, rule.advise].map(String),
    percent(rule.held, judged),
    String(rule.alone),
  ]);
  const [head = "", ...lines] = table([headings, ...cells]);
  const body = shown.flatMap((rule, index) => {
    const title = backtest.texts[rule.ruleId]?.title ?? "";
    const [example] = rule.examples;
    const row = backtest.rows.find(({ pull }) => pull.commit === example?.commit);
    const said =
      example === undefined || row === undefined ? [] : exampleLines(row.pull, example.example, written);
    return [`${lines[index] ?? ""}  ${title}`, ...said.map((line) => paint("quiet", line))];
  });
  const others = rules.length - shown.length;
  return section(
    written,
    texts.sections.rules,
    [
      ...wrapped(texts.rulesLead, columns),
      paint("bold", head),
      ...body,
      ...(others > 0 ? [texts.rulesOthers(others)] : []),
    ].join("\n"),
  );
}

/** What was said comes first: the path of a large repository alone fills a line. It stands whole, to be copied. */
function exampleLines(
  pull: PastPull,
  example: PastExample,
  { backtest, locale, columns }: Written,
): readonly string[] {
  const said = `      ${pullName(pull)} ${exampleText(backtest, example, locale)}`;
  const place = example.path === "." ? [] : [`        ${quotable(example.path)}:${example.line}`];
  return [clipped(said, columns), ...place];
}

function groupsText({ backtest, locale, paint }: Written, groups: readonly GroupTally[]): string {
  const texts = backtestTextsOf(locale);
  const held = ({ routes }: GroupTally) => routes.block + routes.review + routes.confirm;
  const isMonths = groups === backtest.months;
  const ordered = isMonths
    ? groups.slice(-rowsMax)
    : groups.toSorted((a, b) => held(b) - held(a)).slice(0, rowsMax);
  const headings = [
    isMonths ? texts.columns.month : texts.columns.tenant,
    ...routeOrder.map((route) => texts.routes[route]),
  ];
  const rows = ordered.map(({ name, routes }) => [
    quotable(name),
    ...routeOrder.map((route) => String(routes[route])),
  ]);
  const [head = "", ...lines] = table([headings, ...rows]);
  const more = groups.length - ordered.length;
  return [paint("bold", head), ...lines, ...(more > 0 ? [texts.more(more)] : [])].join("\n");
}

function notJudged(written: Written): string {
  const { backtest, locale } = written;
  const texts = backtestTextsOf(locale);
  const rows = backtest.rows.flatMap(({ pull, result }: BacktestRow) =>
    result.kind === "judged" ? [] : [`  ${pullName(pull)} ${notJudgedText(result, locale)}`],
  );
  if (rows.length === 0) return "";
  const more = rows.length - rowsMax;
  return section(
    written,
    texts.sections.notJudged,
    [...rows.slice(0, rowsMax), ...(more > 0 ? [`  ${texts.more(more)}`] : [])].join("\n"),
  );
}

/** Columns as wide as they have to be: names to the left, numbers to the right. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => widthOf(row[index] ?? ""))));
  return rows.map((row) =>
    row
      .map((cell, index) => {
        const width = widths[index] ?? 0;
        return index === 0 ? padded(cell, width) : " ".repeat(width - widthOf(cell)) + cell;
      })
      .join("  ")
      .replace(/^/, "  "),
  );
}
