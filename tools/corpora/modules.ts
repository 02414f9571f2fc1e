import { surveyModules, terraformEngine } from "../../src/app/modules.ts";
import { loadConfiguration, readRuntimeEnvironment } from "../../src/config/index.ts";
import { directoryTree } from "../../src/git/index.ts";
import { unpacked } from "./unpack.ts";

/** What a call of each of the estate's modules makes, from the modules' own source, and by which type it is read. */
const things: readonly (readonly [thing: string, types: readonly string[], modules: readonly string[]])[] = [
  [
    "databases",
    ["aws_db_instance", "aws_rds_cluster", "aws_dynamodb_table"],
    ["rds-instance", "rds-aurora", "dynamodb-cluster"],
  ],
  ["caches", ["aws_elasticache_replication_group"], ["elasticache-cluster"]],
  ["buckets", ["aws_s3_bucket"], ["s3-bucket"]],
  [
    "roles",
    ["aws_iam_role"],
    ["irsa", "secrets-manager", "iam-assumable-role-with-oidc", "iam-role-for-service-accounts-eks"],
  ],
  ["service accounts", ["kubernetes_service_account"], ["serviceaccount", "irsa", "secrets-manager"]],
];

export interface ModuleFigures {
  readonly rows: readonly { readonly source: string; readonly calls: number; readonly readAs: string }[];
  readonly things: readonly { readonly thing: string; readonly made: number; readonly seen: number }[];
}

/** Which remote modules the public estate calls, and how much of what they make its configuration sees. */
export async function judgeModules(configuration: string): Promise<ModuleFigures | null> {
  const folder = unpacked("environments-2024-07");
  if (folder === null) return null;
  const file = { path: "sekisho.yml", text: configuration };
  const loaded = await loadConfiguration({ organisation: null, repository: file });
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  const engine = await terraformEngine(readRuntimeEnvironment().cacheDirectory);
  const tree = await directoryTree(folder);
  const { modules } = await surveyModules({ tree, configuration: loaded.configuration, engine });
  return {
    rows: modules.map(({ source, calls, makes }) => ({
      source,
      calls,
      readAs: makes.map(({ type, count }) => `${type} ${count}`).join(", "),
    })),
    things: things.map(([thing, types, names]) => {
      const makers = modules.filter(({ source }) =>
        names.some((name) => source.endsWith(`-${name}`) || source.endsWith(`/${name}`)),
      );
      const made = makers.reduce((sum, { calls }) => sum + calls, 0);
      const seen = makers.flatMap(({ makes }) => makes).filter(({ type }) => types.includes(type));
      return { thing, made, seen: seen.reduce((sum, { count }) => sum + count, 0) };
    }),
  };
}
