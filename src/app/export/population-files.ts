import { canonicalJson } from "../../model/digest.ts";
import { populationColumns, populationLine } from "../population/csv.ts";
import { byteOrderMark, csvLine } from "./csv.ts";
import type { Populations } from "./populations.ts";
import type { Staging } from "./staging.ts";

export function writePopulation(staging: Staging, { rows, reconciliation }: Populations): void {
  const file = staging.open("population.csv", "rows");
  file.text(byteOrderMark + csvLine(populationColumns));
  for (const row of rows) {
    const cells = populationLine(row);
    file.row(csvLine(populationColumns.map((column) => cells[column])));
  }
  file.close();
  staging.write("reconciliation.json", `${canonicalJson(JSON.parse(JSON.stringify(reconciliation)))}\n`);
}
