import { loadConfiguration } from "../../config/index.ts";
import type { AnchorPlace } from "../../model/anchor.ts";
import type { Notes } from "../../store/index.ts";
import type { SourceFile } from "../source-file.ts";
import type { Findings } from "../sweep/result.ts";

export interface PlacesPorts {
  readonly installations: () => Promise<readonly { readonly id: number; readonly account: string }[]>;
  /** The organisation's file as it is now; `null`: it has none. */
  readonly organisationFile: (installationId: number, account: string) => Promise<SourceFile | null>;
  readonly notes: Pick<Notes, "get" | "set">;
}

const noteKey = "ledger-anchors";

/** Of each organisation the places that its configuration names. */
type Places = Readonly<Record<string, readonly AnchorPlace[]>>;

/**
 * Where checkpoints are to be kept, by the configurations of all organisations. One that cannot be read leaves its places
 * as they were. What was found is kept, for the next start.
 */
export async function anchorPlaces(findings: Findings, ports: PlacesPorts): Promise<readonly AnchorPlace[]> {
  const before = await keptPlaces(ports.notes);
  const found: Record<string, readonly AnchorPlace[]> = {};
  for (const { id, account } of await ports.installations()) {
    found[account] = before[account] ?? [];
    await findings.at(account, async () => {
      const organisation = await ports.organisationFile(id, account);
      const loaded = await loadConfiguration({ organisation, repository: null });
      if (loaded.kind === "ok") found[account] = loaded.configuration.anchors ?? [];
      else findings.failed.push(`${account}: configuration`);
    });
  }
  await ports.notes.set(noteKey, JSON.stringify(found));
  return distinct(found);
}

/** As the last sweep found them: to look at before anything is signed. */
export async function rememberedPlaces(notes: Pick<Notes, "get">): Promise<readonly AnchorPlace[]> {
  return distinct(await keptPlaces(notes));
}

async function keptPlaces(notes: Pick<Notes, "get">): Promise<Places> {
  return JSON.parse((await notes.get(noteKey)) ?? "{}") as Places;
}

function distinct(places: Places): readonly AnchorPlace[] {
  const all = Object.values(places).flat();
  return [...new Map(all.map((place) => [JSON.stringify(place), place])).values()];
}
