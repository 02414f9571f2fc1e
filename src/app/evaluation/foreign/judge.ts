import type { ResourceChange } from "../../../model/change.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { JudgedFinding } from "../../../policy/judged-finding.ts";
import type { Attribution } from "../attribution.ts";
import type { FactSources } from "../facts/index.ts";
import type { Loaded, LoadedSide } from "../loaded.ts";
import type { EvaluationPorts } from "../ports.ts";
import type { TerraformDocuments } from "./documents.ts";
import { gatekeeperInventory } from "./inventory.ts";
import type { ForeignRun } from "./run.ts";
import { subjectsOf } from "./subjects.ts";

/** What policies of other tools need to be asked. */
export interface ForeignJudging {
  readonly run: ForeignRun;
  readonly documents: TerraformDocuments;
}

interface Asked {
  readonly loaded: Loaded;
  readonly attribution: Attribution;
  readonly facts: FactSources;
  readonly foreign: ForeignJudging | null;
  readonly ports: Pick<EvaluationPorts, "recorder">;
}

/** What policies of other tools say about one side of a root. */
export function askForeign(
  { loaded, attribution, facts, foreign, ports }: Asked,
  name: "base" | "head",
  side: LoadedSide,
  changes: readonly ResourceChange[],
): readonly JudgedFinding[] {
  if (foreign === null) return [];
  const before = new Map(
    changes.flatMap(({ address, before: earlier, after }): [string, JsonObject][] =>
      earlier === null || after === null ? [] : [[address, earlier.object]],
    ),
  );
  const sources = { attribution, facts, documents: foreign.documents };
  const subjects = subjectsOf(sources, side, name, before);
  const inventory = () => inventoryOfSide(loaded, name);
  const asked = ports.recorder?.foreign(side.root, subjects, inventory) ?? { subjects, inventory };
  return foreign.run.judge(side.root, name, asked.subjects, asked.inventory);
}

/** It holds everything, and is the same for every root of a side. */
const inventories = new WeakMap<Loaded, Map<"base" | "head", JsonObject>>();

function inventoryOfSide(loaded: Loaded, side: "base" | "head"): JsonObject {
  const known = inventories.get(loaded) ?? new Map<"base" | "head", JsonObject>();
  inventories.set(loaded, known);
  const found = known.get(side) ?? gatekeeperInventory(loaded, side);
  known.set(side, found);
  return found;
}
