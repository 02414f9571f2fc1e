import type { Configuration } from "../../model/configuration.ts";
import { type Asset, assets } from "../../model/tenant-source.ts";
import type { SurveyedTenant, TenantRemark, TenantSurvey, WrittenAt } from "../../model/tenant-survey.ts";
import { createOwnerIndex, createRegistry } from "../../tenancy/index.ts";
import type { SourcedOwnership } from "../../tenancy/sources/index.ts";
import { conflictsOf } from "./conflicts.ts";
import { orphansOf } from "./orphans.ts";
import type { SurveyRequest } from "./request.ts";

/** All tenants with what they own and where that is written, and what is doubtful about it. Pure. */
export function surveyOwnership(request: SurveyRequest): TenantSurvey {
  const { configuration, sourced } = request;
  const registry = createRegistry(configuration);
  const tenants = surveyedTenants(configuration, sourced);
  return {
    tenants,
    conflicts: conflictsOf(request, registry, tenants),
    orphans: orphansOf(request, registry, tenants),
    notOwned: assets.filter((asset) => !tenants.some(({ owns }) => owns.some((own) => own.asset === asset))),
    remarks: [...settingRemarks(request), ...sourceRemarks(request)],
    teams: new Set(tenants.flatMap(({ teams }) => teams.map((team) => team.toLowerCase()))).size,
  };
}

function surveyedTenants(
  { tenants }: Configuration,
  sourced: SourcedOwnership | null,
): readonly SurveyedTenant[] {
  const claimed = Map.groupBy(sourced?.claims ?? [], ({ tenant }) => tenant);
  return tenants
    .map(({ name, teams, formerly = [], owns }) => ({
      name,
      teams,
      formerly,
      owns: [
        ...assets.flatMap((asset) =>
          owns[asset].map((what) => ({ asset, what, at: settingOf(name, asset) })),
        ),
        ...(claimed.get(name) ?? []).map(({ asset, what, path, line }) => ({
          asset,
          what,
          at: { kind: "file" as const, path, line },
        })),
      ],
    }))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));
}

function settingOf(tenant: string, asset: Asset): WrittenAt {
  return { kind: "setting", key: `tenants.${tenant}.owns.${asset}` };
}

/** Patterns over paths and namespaces that cover all or nothing; accounts and hosts may well be elsewhere. */
function settingRemarks({ configuration, tree, contents }: SurveyRequest): readonly TenantRemark[] {
  const everything = configuration.tenants.flatMap(({ name, owns }) =>
    assets.flatMap((asset) =>
      owns[asset]
        .filter((pattern) => /^[*/]+$/.test(pattern))
        .map((pattern) => ({
          kind: "matches-everything" as const,
          pattern,
          at: settingOf(name, asset),
        })),
    ),
  );
  const held = { paths: withFolders(tree.entries.keys()), namespaces: contents.namespaces.keys() };
  const idle = (["paths", "namespaces"] as const).flatMap((asset) => {
    const patterns = configuration.tenants.flatMap(({ owns }) => owns[asset]);
    const used = matchedPatterns(patterns, held[asset]);
    return configuration.tenants.flatMap(({ name, owns }) =>
      owns[asset]
        .filter((pattern) => !used.has(pattern))
        .map((pattern) => ({ kind: "matches-nothing" as const, pattern, at: settingOf(name, asset) })),
    );
  });
  return [...everything, ...idle];
}

/** Each thing is looked up among the patterns, and no pattern is tried on each thing: both may be ten thousand. */
function matchedPatterns(patterns: readonly string[], things: Iterable<string>): ReadonlySet<string> {
  const matching = createOwnerIndex(patterns.map((pattern) => ({ pattern, tenant: pattern })));
  const used = new Set<string>();
  for (const thing of things) for (const pattern of matching(thing)) used.add(pattern);
  return used;
}

function withFolders(paths: Iterable<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const path of paths) {
    found.add(path);
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1))
      found.add(path.slice(0, end));
  }
  return found;
}

function sourceRemarks({ configuration, sourced }: SurveyRequest): readonly TenantRemark[] {
  const found = new Set((sourced?.claims ?? []).map(({ source }) => source));
  const barren = (configuration.tenantSources ?? []).flatMap((_, index): readonly TenantRemark[] =>
    found.has(index)
      ? []
      : [{ kind: "source-finds-nothing", at: { kind: "setting", key: `tenantSources[${index}]` } }],
  );
  const said = (sourced?.remarks ?? []).map(
    ({ path, line, source: _, ...remark }): TenantRemark => ({
      ...remark,
      at: { kind: "file", path, line },
    }),
  );
  return [...barren, ...said];
}
