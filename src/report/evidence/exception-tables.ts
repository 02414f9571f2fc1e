import type { EmergencyRow, WaiverRow } from "../../model/evidence.ts";
import { html, type Markup } from "../backtest/page/markup.ts";
import {
  entryCell,
  people,
  reasonText,
  type Shown,
  shortCode,
  type TableColumn,
  tableOf,
  timeCell,
  timeText,
} from "./parts.ts";

export function emergenciesTable(shown: Shown): Markup {
  const { texts, view } = shown;
  const columns: readonly TableColumn<EmergencyRow>[] = [
    { fact: "when", cell: timeCell },
    {
      fact: "what",
      cell: ({ kind, route }) =>
        html`<strong>${texts.emergencyKinds[kind]}</strong>${route === null ? null : html`<br>${texts.routes[route] ?? route}`}`,
    },
    {
      fact: "repository",
      cell: ({ repository, number, branch, commit }) =>
        html`${repository}${number === null ? "" : `#${number}`}<br>${branch ?? ""} ${shortCode(commit)}`,
    },
    { fact: "who", cell: ({ actor }) => html`${people([actor], texts)}` },
    { fact: "because", kind: "said", cell: ({ because }) => html`${reasonText(because)}` },
    { fact: "review", cell: (row) => reviewCell(row, shown) },
    { fact: "entry", kind: "number", cell: ({ index }) => entryCell(index) },
  ];
  return tableOf("emergencies", view.emergencies, columns, "emergency.csv", shown);
}

function reviewCell({ state, reviewedBy, reviewedAt, reviewBy }: EmergencyRow, { texts }: Shown): Markup {
  const bad = state === "not-reviewed" || state === "reviewed-late";
  const said = html`<span class="${bad ? "bad" : ""}">${texts.emergencyStates[state]}</span>`;
  if (reviewedAt !== null)
    return html`${said}<br>${texts.reviewed({ by: people([reviewedBy], texts), at: timeText(reviewedAt) })}`;
  return reviewBy === null
    ? said
    : html`${said}<br><span class="quiet">${texts.facts.until} ${timeText(reviewBy)}</span>`;
}

export function waiversTable(shown: Shown): Markup {
  const { texts, view } = shown;
  const columns: readonly TableColumn<WaiverRow>[] = [
    { fact: "waiver", cell: ({ waiverId, ruleId }) => html`<strong>${waiverId}</strong><br>${ruleId}` },
    { fact: "repository", cell: ({ repository, number }) => html`${repository}#${number}` },
    {
      fact: "requested",
      cell: ({ requestedBy, local }) => html`${people([requestedBy], texts)}<br>${timeText(local)}`,
    },
    { fact: "because", kind: "said", cell: ({ because }) => html`${reasonText(because)}` },
    {
      fact: "granted",
      cell: ({ granted }) =>
        granted === null
          ? html`${texts.open}`
          : html`${people([granted.by], texts)}<br>${timeText(granted.local)}`,
    },
    { fact: "until", kind: "word", cell: ({ until }) => html`${until}` },
    { fact: "end", cell: (row) => endCell(row, shown) },
    { fact: "used", cell: ({ usedBy }) => html`${texts.usedBy(usedBy.length)}` },
    { fact: "entry", kind: "number", cell: ({ index }) => entryCell(index) },
  ];
  return tableOf("waivers", view.waivers, columns, "waivers.ndjson", shown);
}

function endCell({ revoked, expired }: WaiverRow, { texts }: Shown): Markup {
  if (revoked !== null)
    return html`${texts.revoked}, ${people([revoked.by], texts)}<br>${timeText(revoked.local)}`;
  return expired === null ? html`` : html`${texts.expired}<br>${timeText(expired.local)}`;
}
