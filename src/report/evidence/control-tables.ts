import type { AccessRow, CoverageRow, PolicyRow } from "../../model/evidence.ts";
import { html, join, type Markup } from "../backtest/page/markup.ts";
import { differenceLines } from "./difference.ts";
import {
  entryCell,
  type Shown,
  shortCode,
  type TableColumn,
  tableOf,
  timeCell,
  timeText,
  yesNo,
} from "./parts.ts";

export function policiesTable(shown: Shown): Markup {
  const { texts, view } = shown;
  const columns: readonly TableColumn<PolicyRow>[] = [
    { fact: "from", cell: (row) => fromCell(row, shown) },
    {
      fact: "to",
      cell: ({ effectiveTo }) => html`${effectiveTo === null ? texts.stillInForce : timeText(effectiveTo)}`,
    },
    {
      fact: "what",
      cell: ({ kind, repository, how, program }) =>
        html`<strong>${texts.policyKinds[kind]}</strong>${repository === null ? null : html`<br>${repository}`}${how === "" ? null : html`<br>${texts.howActivated[how] ?? how}`}${program === "" ? null : html`<br><span class="quiet">sekisho ${program}</span>`}`,
    },
    { fact: "digest", cell: ({ digest }) => shortCode(digest) },
    { fact: "difference", cell: ({ record }) => differenceCell(differenceLines(record, texts)) },
    { fact: "entry", kind: "number", cell: ({ index }) => entryCell(index) },
  ];
  return tableOf("policies", view.policies, columns, "policy_history.ndjson", shown);
}

function fromCell(row: PolicyRow, { texts }: Shown): Markup {
  const since =
    row.effectiveFrom === null ? timeCell(row) : html`${timeText(row.effectiveFrom)}<br>${timeCell(row)}`;
  return row.inForceAtStart ? html`${since}<br><em>${texts.atStart}</em>` : since;
}

function differenceCell(lines: readonly string[]): Markup {
  if (lines.length === 0) return html``;
  return html`<ul>${join(lines.map((line) => html`<li>${line}</li>`))}</ul>`;
}

export function accessTable(shown: Shown): Markup {
  const { texts, view } = shown;
  const columns: readonly TableColumn<GroupedAccess>[] = [
    {
      fact: "when",
      cell: ({ first }) => html`<strong>${texts.accessWhen[first.when]}</strong><br>${timeCell(first)}`,
    },
    {
      fact: "what",
      cell: ({ first }) => html`${texts.accessKinds[first.kind]} <strong>${first.name}</strong>`,
    },
    {
      fact: "who",
      cell: ({ first, holders }) =>
        html`${first.change === "held" ? null : html`<strong>${texts.accessChanges[first.change]}: </strong>`}${holders.join(", ")}`,
    },
    { fact: "organisation", cell: ({ first }) => html`${first.organisation}` },
    { fact: "entry", kind: "number", cell: ({ first }) => entryCell(first.index) },
  ];
  return tableOf("access", groupedAccess(view.access), columns, "access.csv", shown);
}

interface GroupedAccess {
  readonly first: AccessRow;
  readonly holders: readonly string[];
}

/** All who hold the same, or came or left at once, in one row. */
function groupedAccess(rows: readonly AccessRow[]): readonly GroupedAccess[] {
  const groups = Map.groupBy(rows, ({ index, when, kind, name, change }) =>
    JSON.stringify([index, when, kind, name, change]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ first, holders: group.map(({ holder }) => holder) }];
  });
}

export function coverageTable(shown: Shown): Markup {
  const { texts, view } = shown;
  const columns: readonly TableColumn<CoverageRow>[] = [
    { fact: "repository", cell: ({ repository }) => html`<strong>${repository}</strong>` },
    {
      fact: "inScope",
      cell: ({ inScope }) => html`${inScope === null ? texts.unknown : inScope ? texts.yes : texts.no}`,
    },
    {
      fact: "covered",
      cell: ({ covered, inScope }) =>
        inScope === false ? html`${covered ? texts.yes : texts.no}` : yesNo(covered, texts),
    },
    { fact: "since", kind: "word", cell: ({ since }) => html`${since}` },
    { fact: "detail", cell: ({ change }) => html`${texts.coverageChanges[change]}` },
    { fact: "entry", kind: "number", cell: ({ index }) => entryCell(index) },
  ];
  // What is in scope and not covered is what somebody has to look into.
  const rows = view.coverage.toSorted((a, b) => rank(a) - rank(b));
  return tableOf("coverage", rows, columns, "coverage.csv", shown);
}

function rank({ inScope, covered }: CoverageRow): number {
  if (!covered && inScope !== false) return 0;
  return covered ? 1 : 2;
}
