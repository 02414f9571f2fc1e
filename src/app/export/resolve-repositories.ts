import { closest } from "../../model/closest.ts";
import type { LedgerEntry } from "../../model/ledger.ts";
import { repositoryIdOf, repositoryNameOf } from "../repository-names.ts";
import { type ExportPorts, ExportRefused, entriesOf } from "./ports.ts";

/** GitHub's id to `owner/name`, of every repository that was asked for. Throws {@link ExportRefused}. */
export async function resolveRepositories(
  names: readonly string[],
  ports: Pick<ExportPorts, "ledger" | "notes">,
): Promise<ReadonlyMap<number, string>> {
  const found = new Map<number, string>();
  for (const name of new Set(names)) {
    const id = await repositoryIdOf(ports.notes, name);
    if (id === null) throw await unknown(name, ports);
    found.set(id, await repositoryNameOf(ports.notes, id));
  }
  return found;
}

async function unknown(name: string, ports: Pick<ExportPorts, "ledger" | "notes">): Promise<ExportRefused> {
  const ids = new Set<number>();
  const { size } = await ports.ledger.head();
  for await (const entries of entriesOf(ports.ledger, 0, size)) collect(entries, ids);
  const known = await Promise.all([...ids].map((id) => repositoryNameOf(ports.notes, id)));
  const near = closest(name, known);
  const hint = near === null ? listed(known.toSorted()) : `Is it ${near}?`;
  return new ExportRefused(`--repository: the ledger has nothing about ${JSON.stringify(name)}. ${hint}`);
}

function collect(entries: readonly LedgerEntry[], ids: Set<number>): void {
  for (const { leaf } of entries) if (leaf.repository !== null) ids.add(leaf.repository);
}

/** As many as a person looks through. */
const listedMax = 10;

function listed(known: readonly string[]): string {
  if (known.length === 0) return "It has entries of no repository yet.";
  const more = known.length > listedMax ? `, and ${known.length - listedMax} more` : "";
  return `It has ${known.slice(0, listedMax).join(", ")}${more}.`;
}
