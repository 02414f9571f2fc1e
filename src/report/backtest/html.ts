import { createHash } from "node:crypto";
import type { Backtest, BacktestRow } from "../../model/backtest.ts";
import type { Locale } from "../../model/configuration.ts";
import { quotable } from "../neutral.ts";
import { backtestTextsOf } from "../text/locale.ts";
import { legend, monthsChart, outcomeBar } from "./page/charts.ts";
import { html, join, type Markup, prose } from "./page/markup.ts";
import { style } from "./page/style.ts";
import {
  flipsTable,
  groupsTable,
  heldTable,
  notJudgedTable,
  passedTable,
  rulesTable,
  type Shown,
} from "./page/tables.ts";
import { caveatsOf, nextSteps, opening, percent, routeOrder, runText } from "./words.ts";

/**
 * A backtest as one page that needs nothing else: no script, no font, no image from anywhere, and a policy in it that
 * forbids them. Charts are drawn as SVG, each with a table of the same numbers.
 */
export function backtestHtml(backtest: Backtest, locale: Locale): string {
  const texts = backtestTextsOf(locale);
  const shown: Shown = { backtest, locale };
  const title = texts.title(quotable(backtest.repository.name));
  const digest = createHash("sha256").update(style).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
  const page = html`<!doctype html>
<html lang="${texts.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${{ markup: policy }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<main>
<header>
<h1>${title}</h1>
${join(opening(backtest, locale).map((text) => html`<p class="lead">${text}</p>\n`))}</header>
${join(sections(shown))}<footer>
<p>${runText(backtest, locale)}</p>
</footer>
</main>
</body>
</html>
`;
  return page.markup;
}

function sections(shown: Shown): readonly Markup[] {
  const { backtest, locale } = shown;
  const { sections: names } = backtestTextsOf(locale);
  const rows = byKind(backtest.rows);
  return [
    section("outcome", names.outcome, outcome(shown)),
    ...(backtest.settings.againstPath === null ? [] : [section("flips", names.flips, flips(shown))]),
    section("rules", names.rules, rules(shown)),
    ...(backtest.months.length < 2 ? [] : [section("months", names.months, months(shown))]),
    ...(backtest.tenants.length === 0 ? [] : [section("tenants", names.tenants, tenants(shown))]),
    section("held", names.held, rows.held.length === 0 ? none(shown) : heldTable(rows.held, shown)),
    ...(rows.notJudged.length === 0
      ? []
      : [section("not-judged", names.notJudged, notJudgedTable(rows.notJudged, shown))]),
    ...(rows.passed.length === 0 ? [] : [section("passed", names.passed, passed(rows.passed, shown))]),
    section("caveats", names.caveats, list(caveatsOf(backtest, locale), "ul")),
    section("next", names.next, list(nextSteps(backtest, locale, true), "ol")),
  ];
}

function section(id: string, name: string, body: Markup): Markup {
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${name}</h2>
${body}
</section>
`;
}

interface RowsByKind {
  readonly held: readonly BacktestRow[];
  readonly passed: readonly BacktestRow[];
  readonly notJudged: readonly BacktestRow[];
}

function byKind(rows: readonly BacktestRow[]): RowsByKind {
  const passes = ({ result }: BacktestRow) => result.kind === "judged" && result.verdict.route === "pass";
  return {
    held: rows.filter((row) => row.result.kind === "judged" && !passes(row)),
    passed: rows.filter(passes),
    notJudged: rows.filter(({ result }) => result.kind !== "judged"),
  };
}

function outcome({ backtest, locale }: Shown): Markup {
  const texts = backtestTextsOf(locale);
  const { routes, judged } = backtest;
  const cards = routeOrder
    .toReversed()
    .map(
      (route) =>
        html`<li class="${route}"><strong>${percent(routes[route], judged)}</strong><span class="name">${texts.routes[route]}</span> <span class="quiet">(${routes[route]})</span><small>${texts.meanings[route]}</small></li>`,
    );
  return html`${outcomeBar(routes, "bar", texts.chart.routes)}<ul class="cards">${join(cards)}</ul>`;
}

function flips(shown: Shown): Markup {
  const { backtest, locale } = shown;
  const texts = backtestTextsOf(locale);
  const path = quotable(backtest.settings.againstPath ?? "");
  if (backtest.rows.every(({ flip }) => flip === null)) return html`<p>${texts.noFlips(path)}</p>`;
  return html`<p>${texts.flipsLead(path)}</p>${flipsTable(shown)}`;
}

function rules(shown: Shown): Markup {
  const { backtest, locale } = shown;
  const texts = backtestTextsOf(locale);
  if (backtest.rules.length === 0) return html`<p>${texts.noRules}</p>`;
  const others = backtest.rules.length - backtest.noisiest.length;
  const rest = others > 0 ? html`<p class="quiet">${texts.rulesOthers(others)}</p>` : null;
  return html`<p>${texts.rulesLead}</p>${rulesTable(shown)}${rest}`;
}

function months(shown: Shown): Markup {
  const { backtest, locale } = shown;
  const { chart, columns, tableOf } = backtestTextsOf(locale);
  return html`${legend(locale)}<div class="scroll" tabindex="0" role="group" aria-label="${chart.months}">${monthsChart(backtest.months, locale)}</div><details><summary>${tableOf}</summary>${groupsTable(backtest.months, columns.month, shown)}</details>`;
}

function tenants(shown: Shown): Markup {
  const { backtest, locale } = shown;
  const texts = backtestTextsOf(locale);
  const held = ({ routes }: Backtest["tenants"][number]) => routes.block + routes.review + routes.confirm;
  const ordered = backtest.tenants.toSorted((left, right) => held(right) - held(left));
  return html`<p>${texts.tenantsLead}</p>${groupsTable(ordered, texts.columns.tenant, shown)}`;
}

function passed(rows: readonly BacktestRow[], shown: Shown): Markup {
  const { listOf } = backtestTextsOf(shown.locale);
  return html`<details><summary>${listOf(rows.length)}</summary>${passedTable(rows, shown)}</details>`;
}

function none({ locale }: Shown): Markup {
  return html`<p>${backtestTextsOf(locale).noneHeld}</p>`;
}

function list(items: readonly string[], kind: "ul" | "ol"): Markup {
  const entries = join(items.map((item) => html`<li>${prose(item)}</li>\n`));
  return kind === "ul" ? html`<ul class="plain">${entries}</ul>` : html`<ol class="plain">${entries}</ol>`;
}
