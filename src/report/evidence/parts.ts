import type { Locale } from "../../model/configuration.ts";
import type { Actor, EvidenceView } from "../../model/evidence.ts";
import { html, join, type Markup } from "../backtest/page/markup.ts";
import { shortened } from "../neutral.ts";
import type { EvidenceFact, EvidenceSection, EvidenceTexts } from "../text/evidence-texts.ts";
import { evidenceTextsOf } from "../text/locale.ts";

/** A package, and the language that it is shown in. */
export interface Shown {
  readonly view: EvidenceView;
  readonly texts: EvidenceTexts;
}

export function shownIn(view: EvidenceView, locale: Locale): Shown {
  return { view, texts: evidenceTextsOf(locale) };
}

/** Rows that a person looks through; the files have all. */
const rowsMax = 200;

/** Longest reason on the page: a comment on GitHub has up to 65,536 characters, and the files have all of it. */
const reasonCharactersMax = 600;

export interface TableColumn<Row> {
  readonly fact: EvidenceFact;
  /** `said`: what somebody wrote, which may have no spaces. */
  readonly kind?: "number" | "word" | "said";
  cell(row: Row): Markup;
}

/** A table with at most {@link rowsMax} rows, where the others are, or what it means that there is none. */
export function tableOf<Row>(
  section: EvidenceSection,
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  path: string,
  { texts }: Shown,
): Markup {
  if (rows.length === 0) return html`<p>${texts.noRows[section] ?? texts.noExceptions}</p>`;
  const classes = { number: "n", word: "w", said: "said" } as const;
  const headings = columns.map(({ fact, kind }) =>
    kind === "number"
      ? html`<th scope="col" class="n">${texts.facts[fact]}</th>`
      : html`<th scope="col">${texts.facts[fact]}</th>`,
  );
  const lines = rows.slice(0, rowsMax).map((row) => {
    const cells = columns.map(({ cell, kind }) =>
      kind === undefined ? html`<td>${cell(row)}</td>` : html`<td class="${classes[kind]}">${cell(row)}</td>`,
    );
    return html`<tr>${join(cells)}</tr>\n`;
  });
  return html`<div class="scroll"><table><thead><tr>${join(headings)}</tr></thead><tbody>
${join(lines)}</tbody></table></div>${moreThan(rows.length, path, texts)}`;
}

function moreThan(count: number, path: string, texts: EvidenceTexts): Markup | null {
  return count > rowsMax ? html`<p class="quiet">${texts.more({ more: count - rowsMax, path })}</p>` : null;
}

/** Facts with their names, without those that there are none of. */
export function factList(
  facts: readonly (readonly [EvidenceFact, Markup | string | null])[],
  texts: EvidenceTexts,
): Markup {
  const rows = facts.flatMap(([name, value]) =>
    value === null ? [] : [html`<dt>${texts.facts[name]}</dt><dd>${value}</dd>\n`],
  );
  return html`<dl class="facts">\n${join(rows)}</dl>`;
}

export function section(id: EvidenceSection, { texts }: Shown, body: Markup): Markup {
  const lead = texts.leads[id];
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${texts.sections[id]}</h2>
${lead === undefined ? null : html`<p>${lead}</p>`}
${body}
</section>
`;
}

/** Index of an entry, quietly: what a row rests on. */
export function entryCell(index: number): Markup {
  return html`<code>${index}</code>`;
}

/** `2026-11-21 14:05:12 +09:00` of a local time. */
export function timeText(local: string): string {
  return local.replace("T", " ").replace(/([+-]\d\d:\d\d)$/, " $1");
}

/** Local time, and UTC below it. */
export function timeCell({ at, local }: { readonly at: string; readonly local: string }): Markup {
  return html`<span class="w">${timeText(local)}</span><br><span class="quiet small w">${at}</span>`;
}

export function people(actors: readonly (Actor | null)[], texts: EvidenceTexts): string {
  const logins = actors.flatMap((actor) => (actor === null ? [] : [`@${actor.login}`]));
  return logins.length === 0 ? texts.nobody : logins.join(", ");
}

/** A digest or commit, as short as people compare them; all of it stands in the files. */
export function shortCode(digest: string): Markup {
  return html`<code>${digest.slice(0, 12)}</code>`;
}

export function reasonText(text: string | null): string {
  return text === null ? "" : shortened(text, reasonCharactersMax);
}

export function yesNo(value: boolean | null, { yes, no, unknown }: EvidenceTexts): Markup {
  if (value === null) return html`${unknown}`;
  return value ? html`<span class="good">${yes}</span>` : html`<span class="bad">${no}</span>`;
}
