import type { BranchReconciliation, PopulationCounts, PopulationRow } from "../../model/population.ts";
import { html, join, type Markup } from "../backtest/page/markup.ts";
import type { EvidenceTexts } from "../text/evidence-texts.ts";
import { entryCell, type Shown, shortCode, type TableColumn, tableOf, timeCell } from "./parts.ts";

const parts = [
  "decision",
  "outOfScope",
  "automation",
  "directPush",
  "breakGlass",
  "beforeInstallation",
  "unexplained",
] as const satisfies readonly (keyof PopulationCounts)[];

/** Exceptions first, then the sums, then what each part of them is. */
export function reconciliation(shown: Shown): Markup {
  const { view, texts } = shown;
  return html`<h3>${texts.exceptionsTitle}</h3>
${exceptions(shown)}
<h3>${texts.facts.commits}</h3>
${sums(shown)}
${meanings(texts)}
${join(view.reconciliation.branches.map((branch) => chain(branch, texts)))}`;
}

function exceptions(shown: Shown): Markup {
  const { view, texts } = shown;
  if (view.exceptions.length === 0) return html`<p class="good">${texts.noExceptions}</p>`;
  const columns: readonly TableColumn<PopulationRow>[] = [
    {
      fact: "what",
      cell: ({ exceptions: found }) =>
        html`<span class="bad">${found.map((each) => texts.exceptions[each]).join(" · ")}</span>`,
    },
    {
      fact: "when",
      cell: ({ reachedAt, reachedAtLocal }) => timeCell({ at: reachedAt, local: reachedAtLocal }),
    },
    { fact: "repository", cell: ({ repository, branch }) => html`${repository}<br>${branch}` },
    { fact: "commit", cell: ({ commit }) => shortCode(commit) },
    { fact: "pull", cell: ({ number }) => html`${number === null ? "" : `#${number}`}` },
    { fact: "who", cell: ({ actor }) => html`${actor === null ? "" : `@${actor}`}` },
    { fact: "entry", kind: "number", cell: ({ index }) => (index === null ? html`` : entryCell(index)) },
  ];
  return tableOf("reconciliation", view.exceptions, columns, "population.csv", shown);
}

function sums({ view, texts }: Shown): Markup {
  const { branches, totals } = view.reconciliation;
  const head = parts.map((part) => html`<th scope="col" class="n">${texts.counts[part]}</th>`);
  const rows = branches.map(
    ({ repository, branch, counts }) =>
      html`<tr><th scope="row">${repository}<br><span class="quiet">${branch}</span></th>${cells(counts)}</tr>\n`,
  );
  const sum = texts.sum(
    parts.map((part) => totals[part]),
    totals.commits,
  );
  return html`<div class="scroll"><table class="sums"><thead><tr><th scope="col">${texts.facts.branch}</th>${join(head)}<th scope="col" class="n">${texts.total}</th></tr></thead><tbody>
${join(rows)}</tbody><tfoot><tr><th scope="row">${texts.total}</th>${cells(totals)}</tr></tfoot></table></div>
<p class="quiet">${sum}</p>`;
}

function cells(counts: PopulationCounts): Markup {
  const each = parts.map((part) => {
    const bad = part === "unexplained" && counts[part] > 0;
    return html`<td class="${bad ? "n bad" : "n"}">${counts[part]}</td>`;
  });
  return html`${join(each)}<td class="n">${counts.commits}</td>`;
}

function meanings(texts: EvidenceTexts): Markup {
  const rows = parts.map(
    (part) => html`<dt>${texts.counts[part]}</dt><dd>${texts.countMeanings[part]}</dd>\n`,
  );
  return html`<dl class="facts small">\n${join(rows)}</dl>`;
}

/** Whether the commits of a branch follow each other. */
function chain({ repository, branch, unbroken, breaks }: BranchReconciliation, texts: EvidenceTexts): Markup {
  const said =
    breaks.length > 0
      ? texts.chain.broken(breaks.length)
      : unbroken === null
        ? texts.chain.unknown
        : texts.chain.unbroken;
  const kind = breaks.length > 0 ? "bad" : "";
  return html`<p class="${kind}">${repository}, ${branch}: ${said}</p>\n`;
}
