import { bareTenant } from "../../model/bare-tenant.ts";
import type { EnvironmentRule } from "../../model/configuration.ts";
import type { JsonObject } from "../../model/json.ts";
import { fileLocation } from "../../model/location.ts";
import type { Resource } from "../../model/resource.ts";
import { type Root, type RootKind, rootKey } from "../../model/root.ts";
import type { Tenant } from "../../model/tenant.ts";

export function tenant(name: string, teams: readonly string[], owns: Partial<Tenant["owns"]>): Tenant {
  const bare = bareTenant(name, teams);
  return { ...bare, owns: { ...bare.owns, ...owns } };
}

export function environmentRule(name: string, over: Partial<EnvironmentRule> = {}): EnvironmentRule {
  return {
    name,
    production: false,
    ephemeral: false,
    paths: [],
    namespaces: [],
    labels: {},
    clusters: [],
    accounts: [],
    branches: [],
    workspaces: [],
    valuesFiles: [],
    ...over,
  };
}

export function root(kind: RootKind, path: string, variant: string | null = null): Root {
  return { key: rootKey(kind, path, variant), kind, path, variant, files: [] };
}

export function resource(
  path: string,
  over: { readonly type?: string; readonly namespace?: string | null; readonly object?: JsonObject } = {},
): Resource {
  const { type = "apps/Deployment", namespace = null, object = {} } = over;
  return {
    rootKey: "manifests:.",
    address: `${type}/${namespace ?? "-"}/x`,
    type,
    object,
    unknown: new Map(),
    sensitive: new Set(),
    namespace,
    location: fileLocation(path),
    locate: () => fileLocation(path),
  };
}
