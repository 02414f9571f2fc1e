import type { TenantSource } from "../../model/tenant-source.ts";
import { readStatements, selectFiles } from "../sources/index.ts";

export function tenantSource(over: Partial<TenantSource> = {}): TenantSource {
  return {
    kind: "RoleBinding",
    directory: "namespaces/*/{namespace}",
    files: ["*.yaml", "*.yml"],
    patterns: ["github:{team}"],
    as: "acme/{team}",
    except: [],
    subjects: "Group",
    roles: ["admin", "edit", "cluster-admin"],
    keys: [],
    ...over,
  };
}

/** A source with what it reads in files that are given as text, as the app puts the two together. */
export function readSource(source: TenantSource, files: Readonly<Record<string, string>>) {
  const entries = new Map(
    Object.keys(files).map((path) => [path, { path, mode: "file" as const, blob: path, sizeBytes: null }]),
  );
  const read = selectFiles(source, entries).map((file) => ({
    ...file,
    ...readStatements(source, Buffer.from(files[file.path] ?? "")),
  }));
  return { source, files: read };
}

export function roleBinding(
  namespace: string | null,
  groups: readonly string[],
  role = "admin",
  kind = "Group",
): string {
  return [
    "apiVersion: rbac.authorization.k8s.io/v1",
    "kind: RoleBinding",
    "metadata:",
    "  name: binding",
    ...(namespace === null ? [] : [`  namespace: ${namespace}`]),
    "subjects:",
    ...groups.flatMap((group) => [`  - kind: ${kind}`, `    name: ${JSON.stringify(group)}`]),
    `roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${role} }`,
    "",
  ].join("\n");
}
