import type { Locale } from "../../model/configuration.ts";
import type { EvidenceView } from "../../model/evidence.ts";
import { html, join, type Markup, prose } from "../backtest/page/markup.ts";
import type { EvidenceSection } from "../text/evidence-texts.ts";
import { accessTable, coverageTable, policiesTable } from "./control-tables.ts";
import { emergenciesTable, waiversTable } from "./exception-tables.ts";
import { anchorsTable, incidentsTable, toolsTable } from "./operation-tables.ts";
import { factList, type Shown, section, shownIn, timeText } from "./parts.ts";
import { reconciliation } from "./reconciliation.ts";
import { sample } from "./sample.ts";
import { style } from "./style.ts";

/** The package as one page for people: no script, nothing loaded from anywhere. */
export function evidenceHtml(view: EvidenceView, locale: Locale): string {
  const shown = shownIn(view, locale);
  const { texts } = shown;
  const title = `${texts.title}: ${view.query.from} – ${view.query.to}`;
  const page = html`<!doctype html>
<html lang="${texts.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<main>
${cover(shown)}${contents(shown)}${join(sections(shown))}<footer>
<p>${view.program} · ${texts.facts.query} <code>${view.queryDigest}</code></p>
</footer>
</main>
</body>
</html>
`;
  return page.markup;
}

function cover(shown: Shown): Markup {
  const { view, texts } = shown;
  const { from, to, timezone } = view.query;
  const { name, path } = texts.otherLanguage;
  return html`<header class="cover">
<p class="kind">Sekisho · ${texts.subtitle} · <a href="${path}" hreflang="${texts.language === "en" ? "ja" : "en"}">${name}</a></p>
<h1>${texts.title}</h1>
<p>${texts.period(from, to, timezone)}</p>
<p class="quiet">${repositoryNames(shown)}</p>
</header>
${verdict(shown)}${figures(shown)}${join(texts.intro.map((paragraph) => html`<p>${paragraph}</p>\n`))}`;
}

/** Names that the cover has; scope has all. */
const coverNamesMax = 6;

function repositoryNames({ view: { repositories } }: Shown): string {
  const names = repositories.map(({ name }) => name);
  const more = names.length > coverNamesMax ? `, … (${names.length})` : "";
  return `${names.slice(0, coverNamesMax).join(", ")}${more}`;
}

function verdict({ view, texts }: Shown): Markup {
  const { commits, unexplained } = view.reconciliation.totals;
  const exceptions = view.exceptions.length;
  const kind = unexplained > 0 ? "verdict bad" : exceptions > 0 ? "verdict warn" : "verdict";
  return html`<p class="${kind}">${texts.verdict({ commits, unexplained, exceptions })}</p>\n`;
}

function figures({ view, texts }: Shown): Markup {
  const { commits, unexplained } = view.reconciliation.totals;
  const shown: readonly (readonly [string, number, boolean])[] = [
    [texts.counts.commits, commits, false],
    [texts.counts.unexplained, unexplained, unexplained > 0],
    [texts.facts.decisions, view.totals.decisions, false],
    [texts.sections.emergencies, view.emergencies.length, false],
  ];
  const items = shown.map(
    ([name, count, bad]) => html`<li class="${bad ? "bad" : ""}"><b>${grouped(count)}</b>${name}</li>\n`,
  );
  return html`<ul class="figures">\n${join(items)}</ul>\n`;
}

function contents({ texts }: Shown): Markup {
  const items = order.map((id) => html`<li><a href="#${id}">${texts.sections[id]}</a></li>\n`);
  return html`<nav aria-label="${texts.contents}">
<h2>${texts.contents}</h2>
<ol>
${join(items)}</ol>
</nav>
`;
}

const order: readonly EvidenceSection[] = [
  "scope",
  "reconciliation",
  "criteria",
  "sample",
  "emergencies",
  "waivers",
  "policies",
  "access",
  "coverage",
  "tools",
  "incidents",
  "anchors",
  "verify",
  "storage",
];

const bodies: Readonly<Partial<Record<EvidenceSection, (shown: Shown) => Markup>>> = {
  scope,
  reconciliation,
  criteria,
  sample,
  emergencies: emergenciesTable,
  waivers: waiversTable,
  policies: policiesTable,
  access: accessTable,
  coverage: coverageTable,
  tools: toolsTable,
  incidents: incidentsTable,
  anchors: anchorsTable,
  verify,
  storage: ({ view, texts }) => html`<p>${texts.storage[view.storage]}</p>`,
};

function sections(shown: Shown): readonly Markup[] {
  return order.flatMap((id) => {
    const body = bodies[id];
    return body === undefined ? [] : [section(id, shown, body(shown))];
  });
}

function scope({ view, texts }: Shown): Markup {
  const { query, checkpoint, range, totals, repositories, lastEntry } = view;
  const names = repositories.map(
    ({ id, name }) => html`${name} <span class="quiet">(GitHub ${id})</span><br>`,
  );
  const key = view.keys.map(
    ({ vkey, from }) => html`<code>${vkey}</code> <span class="quiet">(${texts.entry(from)} –)</span><br>`,
  );
  const facts = factList(
    [
      ["period", texts.period(query.from, query.to, query.timezone)],
      ["repositories", join(names)],
      ["branches", query.branches.length === 0 ? texts.facts.allBranches : query.branches.join(", ")],
      ["origin", html`<code>${checkpoint.origin}</code>`],
      ["checkpoint", html`${grouped(checkpoint.size)} · <code>${checkpoint.root}</code>`],
      ["entries", `${grouped(totals.entries)} (${range.from} – ${range.to - 1})`],
      ["erased", grouped(totals.erased)],
      ["lastEntry", `${timeText(lastEntry.local)} · ${lastEntry.at}`],
      ["decisions", grouped(totals.decisions)],
      ["approvals", grouped(totals.approvals)],
      ["key", join(key)],
      ["program", view.program],
    ],
    texts,
  );
  return facts;
}

function criteria({ texts }: Shown): Markup {
  const rows = texts.criteria.map(
    ({ id, name, shownBy, section: to }) =>
      html`<tr><th scope="row" class="w">${id}</th><td>${name}</td><td>${shownBy} (<a href="#${to}">${texts.sections[to]}</a>)</td></tr>\n`,
  );
  const { criterion, what, shownBy } = texts.facts;
  return html`<div class="scroll"><table><thead><tr><th scope="col">${criterion}</th><th scope="col">${what}</th><th scope="col">${shownBy}</th></tr></thead><tbody>
${join(rows)}</tbody></table></div>`;
}

function verify({ texts }: Shown): Markup {
  const steps = texts.verifySteps.map((step) => html`<li>${prose(step)}</li>\n`);
  const points = texts.notProvedPoints.map((point) => html`<li>${prose(point)}</li>\n`);
  const files = texts.files.map(
    ({ path, what }) => html`<tr><td><code>${path}</code></td><td>${what}</td></tr>\n`,
  );
  return html`<ol class="plain">
${join(steps)}</ol>
<h3>${texts.notProved}</h3>
<ul class="plain">
${join(points)}</ul>
<h3>${texts.facts.files}</h3>
<div class="scroll"><table><tbody>
${join(files)}</tbody></table></div>`;
}

/** `12,345`: the same in both languages. */
export function grouped(count: number): string {
  return count.toLocaleString("en-GB");
}
