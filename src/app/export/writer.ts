import { byteOrderMark, csvLine } from "./csv.ts";
import { payloadLine, type ReadEntry } from "./read-log.ts";
import { csvRow, listedRows, ndjsonRow, type RowContext } from "./rows.ts";
import type { StagedFile, Staging } from "./staging.ts";
import { decisionLine, type EvidenceSigner } from "./statement.ts";
import {
  accessColumns,
  accessTable,
  type Column,
  type CsvTable,
  commonColumns,
  coverageColumns,
  coverageTable,
  csvTables,
  decisionsTable,
  ndjsonTables,
} from "./tables.ts";

/** What was written: counted as docs/evidence-format.md has its control totals. */
export interface Written {
  readonly entries: number;
  readonly selected: number;
  readonly erased: number;
  /** Of the selected, sorted. */
  readonly kinds: Readonly<Record<string, number>>;
}

/** Writes entries into every file that they belong to, in the order of the log. */
export interface EntryWriter {
  take(entry: ReadEntry): void;
  close(): Written;
}

type Write = (entry: ReadEntry) => void;

export function entryWriter(staging: Staging, context: RowContext, signer: EvidenceSigner): EntryWriter {
  const leaves = staging.open("log/entries.ndjson", "rows");
  const payloads = staging.open("payloads.ndjson", "rows");
  const tables = [
    decisionsFile(staging, context, signer),
    ...ndjsonTables.map((table) => ndjsonFile(staging, table, context)),
    ...csvTables.map((table) => csvFile(staging, table, context)),
    listedFile(staging, accessTable, accessColumns, context),
    listedFile(staging, coverageTable, coverageColumns, context),
  ];
  const writeOf = new Map(tables.flatMap(({ kinds, write }) => kinds.map((kind) => [kind, write] as const)));
  const kinds = new Map<string, number>();
  let [entries, selected, erased] = [0, 0, 0];
  return {
    take: (entry) => {
      const { leaf, content } = entry.row;
      entries += 1;
      leaves.row(`${entry.leafText}\n`);
      if (leaf.repository !== null && !context.names.has(leaf.repository)) return;
      selected += 1;
      if ("erased" in content) erased += 1;
      kinds.set(leaf.kind, (kinds.get(leaf.kind) ?? 0) + 1);
      payloads.row(`${payloadLine(entry)}\n`);
      writeOf.get(leaf.kind)?.(entry);
    },
    close: () => {
      for (const file of [leaves, payloads, ...tables.map(({ file }) => file)]) file.close();
      return { entries, selected, erased, kinds: Object.fromEntries([...kinds].toSorted()) };
    },
  };
}

interface TableFile {
  readonly kinds: readonly string[];
  readonly file: StagedFile;
  readonly write: Write;
}

function decisionsFile(staging: Staging, { names }: RowContext, signer: EvidenceSigner): TableFile {
  const file = staging.open(decisionsTable.path, "rows");
  return {
    kinds: decisionsTable.kinds,
    file,
    write: ({ row }) => file.row(`${decisionLine(row, names, signer)}\n`),
  };
}

function ndjsonFile(
  staging: Staging,
  { path, kinds }: (typeof ndjsonTables)[number],
  context: RowContext,
): TableFile {
  const file = staging.open(path, "rows");
  return { kinds, file, write: ({ row }) => file.row(`${ndjsonRow(row, context)}\n`) };
}

function csvFile(staging: Staging, table: CsvTable, context: RowContext): TableFile {
  const file = begunCsv(
    staging,
    table.path,
    table.columns.map(({ name }: Column) => name),
  );
  return { kinds: table.kinds, file, write: ({ row }) => file.row(csvRow(row, table, context)) };
}

function listedFile(
  staging: Staging,
  { path, kinds }: typeof accessTable,
  columns: readonly string[],
  context: RowContext,
): TableFile {
  const file = begunCsv(staging, path, columns);
  return {
    kinds,
    file,
    write: ({ row }) => {
      for (const line of listedRows(row, path, context)) file.row(line);
    },
  };
}

function begunCsv(staging: Staging, path: string, columns: readonly string[]): StagedFile {
  const file = staging.open(path, "rows");
  file.text(byteOrderMark + csvLine([...commonColumns, ...columns]));
  return file;
}
