import type { PolicySource } from "../model/policy-source.ts";
import type { ConfigurationFile } from "./schema/schema.ts";

type Written = NonNullable<ConfigurationFile["policySources"]>[number];

/**
 * Sources with their names: as written, else the repository's or the folder's. A name that is taken gets a number. The
 * first ones are the organisation's, as many as `organisations` says.
 */
export function policySources(
  written: ConfigurationFile["policySources"],
  organisations: number,
): readonly PolicySource[] {
  const taken = new Set<string>();
  return (written ?? []).map((source, index) => {
    const name = freeName(source.name ?? nameOf(source), taken);
    taken.add(name);
    return {
      name,
      kind: source.kind,
      repository: source.repository ?? null,
      path: folderOf(source.path),
      enforcement: source.enforcement ?? null,
      namespaces: source.namespaces ?? ["main"],
      data: source.data?.map(folderOf) ?? null,
      ...(source.teams === undefined ? {} : { teams: source.teams }),
      ...(source.kind === "routing" && index < organisations ? { organisation: true as const } : {}),
    };
  });
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let ordinal = 2; taken.has(name); ordinal += 1) name = `${wanted}-${ordinal}`;
  return name;
}

/** `policy/k8s/` is the source `policy-k8s`. */
function nameOf({ repository, path, kind }: Written): string {
  const folder = folderOf(path);
  const said = repository?.split("/")[1] ?? (folder === "." ? kind : folder);
  const name = said
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return name === "" ? kind : name.slice(0, 40);
}

function folderOf(path = "."): string {
  const folder = path.replace(/^(?:\.?\/)+/, "").replace(/\/+$/, "");
  return folder === "" ? "." : folder;
}
