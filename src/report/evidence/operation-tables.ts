import type { AnchorRow, IncidentRow, ToolRow } from "../../model/evidence.ts";
import { html, type Markup } from "../backtest/page/markup.ts";
import {
  entryCell,
  reasonText,
  type Shown,
  shortCode,
  type TableColumn,
  tableOf,
  timeCell,
} from "./parts.ts";

export function toolsTable(shown: Shown): Markup {
  const { texts, view } = shown;
  const columns: readonly TableColumn<ToolRow>[] = [
    { fact: "when", cell: timeCell },
    { fact: "what", cell: ({ kind }) => html`<strong>${texts.toolKinds[kind]}</strong>` },
    {
      fact: "program",
      cell: ({ program, node }) => html`${program === "" ? "" : `sekisho ${program}, Node.js ${node}`}`,
    },
    {
      fact: "detail",
      cell: ({ changed, what, because }) =>
        html`${changed.length > 0 ? texts.changedParts(changed) : what}${because === "" ? null : html`<br>${reasonText(because)}`}`,
    },
    { fact: "entry", kind: "number", cell: ({ index }) => entryCell(index) },
  ];
  return tableOf("tools", view.tools, columns, "tool_changes.csv", shown);
}

export function incidentsTable(shown: Shown): Markup {
  const { texts, view } = shown;
  const columns: readonly TableColumn<IncidentRow>[] = [
    { fact: "when", cell: timeCell },
    { fact: "what", cell: ({ kind }) => html`<strong>${texts.incidentKinds[kind] ?? kind}</strong>` },
    {
      fact: "repository",
      cell: ({ repository, number }) => html`${repository ?? ""}${number === null ? "" : `#${number}`}`,
    },
    { fact: "detail", kind: "said", cell: ({ detail }) => html`${reasonText(detail)}` },
    { fact: "entry", kind: "number", cell: ({ index }) => entryCell(index) },
  ];
  return tableOf("incidents", view.incidents, columns, "incidents.csv", shown);
}

export function anchorsTable(shown: Shown): Markup {
  const { view } = shown;
  const columns: readonly TableColumn<AnchorRow>[] = [
    { fact: "when", cell: timeCell },
    { fact: "place", cell: ({ place }) => html`${place}` },
    { fact: "size", kind: "number", cell: ({ size }) => html`${size}` },
    { fact: "root", cell: ({ root }) => shortCode(root) },
    { fact: "receipt", kind: "said", cell: ({ receipt }) => html`<code>${receipt}</code>` },
    { fact: "entry", kind: "number", cell: ({ index }) => entryCell(index) },
  ];
  return tableOf("anchors", view.anchors, columns, "anchors/anchors.ndjson", shown);
}
