import type { Backtest, BacktestRow, GroupTally, PastExample, RuleTally } from "../../../model/backtest.ts";
import type { Locale } from "../../../model/configuration.ts";
import type { Route } from "../../../model/decision.ts";
import { flipReason, verdictText } from "../../flip-text.ts";
import { quotable } from "../../neutral.ts";
import { backtestTextsOf } from "../../text/locale.ts";
import { exampleText, holdersOf, notJudgedText, percent, pullName, pullUrl, routeOrder } from "../words.ts";
import { outcomeBar, shareBar } from "./charts.ts";
import { html, join, type Markup } from "./markup.ts";

/** A backtest, and the language that it is shown in. */
export interface Shown {
  readonly backtest: Backtest;
  readonly locale: Locale;
}

/** Tenants that are listed: an estate may have a thousand. */
const tenantsMax = 200;

/** `rows`: of prose, which on a narrow screen stands below each other. `label` is for who cannot see what stands above. */
export function table(
  headings: readonly Markup[],
  rows: readonly Markup[],
  label: string,
  kind: "numbers" | "rows" = "rows",
): Markup {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${label}"><table class="${kind}"><thead><tr>${join(headings)}</tr></thead><tbody>${join(rows)}</tbody></table></div>`;
}

export function heading(name: string, kind: "text" | "number" = "text"): Markup {
  return kind === "text"
    ? html`<th scope="col">${name}</th>`
    : html`<th scope="col" class="number">${name}</th>`;
}

export function rulesTable({ backtest, locale }: Shown): Markup {
  const { columns, sections } = backtestTextsOf(locale);
  const headings = [
    heading(columns.rule),
    heading(columns.blocks, "number"),
    heading(columns.reviews, "number"),
    heading(columns.confirms, "number"),
    heading(columns.advises, "number"),
    heading(columns.alone, "number"),
    heading(columns.share),
  ];
  const shown = backtest.rules.filter(({ ruleId }) => backtest.noisiest.includes(ruleId));
  return table(
    headings,
    shown.map((rule) => ruleRow(rule, { backtest, locale })),
    sections.rules,
    "numbers",
  );
}

function ruleRow(rule: RuleTally, shown: Shown): Markup {
  const { backtest } = shown;
  const text = backtest.texts[rule.ruleId];
  const title = text?.title ?? "";
  const name =
    text?.page === undefined ? html`${rule.ruleId}` : html`<a href="${text.page}">${rule.ruleId}</a>`;
  const examples = rule.examples.flatMap(({ commit, example }) => {
    const row = backtest.rows.find(({ pull }) => pull.commit === commit);
    return row === undefined ? [] : [html`<li>${pullLink(row, shown)} ${said(example, shown)}</li>`];
  });
  const details =
    examples.length === 0
      ? null
      : html`<details><summary>${backtestTextsOf(shown.locale).examples}</summary><ul class="plain">${join(examples)}</ul></details>`;
  const numbers = [rule.block, rule.review, rule.confirm, rule.advise, rule.alone].map(
    (count) => html`<td class="number">${count === 0 ? html`<span class="quiet">0</span>` : count}</td>`,
  );
  return html`<tr><th scope="row" class="title"><b>${name}</b> ${title}${details}</th>${join(numbers)}<td class="share">${percent(rule.held, backtest.judged)}${shareBar(rule.held, backtest.judged)}</td></tr>`;
}

function said(example: PastExample, { backtest, locale }: Shown): Markup {
  const place = example.path === "." ? null : html`<code>${quotable(example.path)}:${example.line}</code> `;
  return html`<span class="said">${place}${exampleText(backtest, example, locale)}</span>`;
}

/** Tenants by how much of theirs is held up, months as they come. */
export function groupsTable(groups: readonly GroupTally[], name: string, { locale }: Shown): Markup {
  const { routes, chart } = backtestTextsOf(locale);
  const headings = [
    heading(name),
    ...routeOrder.map((route) => heading(routes[route], "number")),
    heading(""),
  ];
  const rows = groups.slice(0, tenantsMax).map((group) => {
    const counts = routeOrder.map((route) => html`<td class="number">${group.routes[route]}</td>`);
    return html`<tr><th scope="row" class="nowrap">${quotable(group.name)}</th>${join(counts)}<td>${outcomeBar(group.routes, "mix", chart.routes)}</td></tr>`;
  });
  return table(headings, rows, name, "numbers");
}

export function flipsTable(shown: Shown): Markup {
  const { backtest, locale } = shown;
  const { columns, sections } = backtestTextsOf(locale);
  const rows = backtest.rows.flatMap((row) => {
    const { flip } = row;
    if (flip === null) return [];
    const verdict = (side: "before" | "after") =>
      html`<td>${badge(flip[side].route, locale)}<br><span class="said">${verdictText(flip[side], (name) => name, locale)}</span></td>`;
    return [
      html`<tr><th scope="row" class="title"><b>${pullLink(row, shown)}</b> ${quotable(row.pull.title)}</th>${verdict("before")}${verdict("after")}<td>${flipReason(flip, (name) => name, locale)}</td></tr>`,
    ];
  });
  return table(
    [heading(columns.pull), heading(columns.before), heading(columns.after), heading(columns.because)],
    rows,
    sections.flips,
  );
}

export function heldTable(rows: readonly BacktestRow[], shown: Shown): Markup {
  const { columns, sections } = backtestTextsOf(shown.locale);
  return table(
    [heading(columns.pull), heading(columns.merged), heading(columns.route), heading(columns.because)],
    rows.map((row) => {
      const { result } = row;
      const route = result.kind === "judged" ? result.verdict.route : "pass";
      const reasons = holdersOf(row).map(({ ruleId }) => {
        const example =
          result.kind === "judged" ? result.verdict.examples.find((one) => one.ruleId === ruleId) : undefined;
        return html`<li><b>${ruleId}</b> ${example === undefined ? null : said(example, shown)}</li>`;
      });
      return html`<tr><th scope="row" class="title"><b>${pullLink(row, shown)}</b> ${quotable(row.pull.title)}</th><td class="nowrap">${row.pull.date}</td><td>${badge(route, shown.locale)}</td><td class="wide"><ul class="plain">${join(reasons)}</ul></td></tr>`;
    }),
    sections.held,
  );
}

export function passedTable(rows: readonly BacktestRow[], shown: Shown): Markup {
  const { columns, sections } = backtestTextsOf(shown.locale);
  return table(
    [heading(columns.pull), heading(columns.merged), heading(columns.advises)],
    rows.map(
      (row) =>
        html`<tr><th scope="row" class="title"><b>${pullLink(row, shown)}</b> ${quotable(row.pull.title)}</th><td class="nowrap">${row.pull.date}</td><td>${advised(row)}</td></tr>`,
    ),
    sections.passed,
  );
}

export function notJudgedTable(rows: readonly BacktestRow[], shown: Shown): Markup {
  const { columns, sections } = backtestTextsOf(shown.locale);
  return table(
    [heading(columns.pull), heading(columns.merged), heading(columns.why)],
    rows.map(
      (row) =>
        html`<tr><th scope="row" class="title"><b>${pullLink(row, shown)}</b> ${quotable(row.pull.title)}</th><td class="nowrap">${row.pull.date}</td><td>${row.result.kind === "judged" ? null : notJudgedText(row.result, shown.locale)}</td></tr>`,
    ),
    sections.notJudged,
  );
}

function advised({ result }: BacktestRow): string {
  return result.kind === "judged" ? result.verdict.rules.map(({ ruleId }) => ruleId).join(", ") : "";
}

function badge(route: Route, locale: Locale): Markup {
  return html`<span class="badge ${route}">${backtestTextsOf(locale).routes[route]}</span>`;
}

function pullLink({ pull }: BacktestRow, { backtest }: Shown): Markup {
  const url = pullUrl(backtest, pull);
  return url === null ? html`<code>${pullName(pull)}</code>` : html`<a href="${url}">${pullName(pull)}</a>`;
}
