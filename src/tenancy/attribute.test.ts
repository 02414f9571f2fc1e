import { describe, expect, test } from "vitest";
import type { EnvironmentRule } from "../model/configuration.ts";
import type { Environment, Resource } from "../model/resource.ts";
import type { Root } from "../model/root.ts";
import type { Tenant } from "../model/tenant.ts";
import type { TerraformRootRule } from "../model/terraform-settings.ts";
import { accountsOf, createAttributor, environmentShares, stricterAttribution } from "./index.ts";
import { environmentRule, resource, root, tenant } from "./testing/cases.ts";

interface Setting {
  readonly environments?: readonly EnvironmentRule[];
  readonly tenants?: readonly Tenant[];
  readonly roots?: readonly TerraformRootRule[];
  readonly branch?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly accounts?: readonly string[];
}

function attributor(setting: Setting = {}) {
  return createAttributor({
    configuration: {
      environments: setting.environments ?? [],
      tenants: setting.tenants ?? [],
      clusters: [{ name: "live", paths: ["namespaces/live.*/**"], server: null, kubernetesVersion: null }],
      kubernetesVersion: "1.33",
      terraform: { roots: setting.roots ?? [], assumeKnown: {}, modules: [] },
    },
    branch: setting.branch ?? null,
    namespaceLabels: () => setting.labels ?? {},
    accounts: () => setting.accounts ?? [],
  });
}

function manifests(path: string, over: Parameters<typeof resource>[1] = {}): [Resource, Root] {
  return [resource(path, over), root("manifests", path.slice(0, path.lastIndexOf("/")))];
}

function said({ name, source }: Environment): string {
  return `${name} ${source}`;
}

describe("without configuration words tell the environment", () => {
  test.each<[string, [Resource, Root], string]>([
    ["the namespace before the path", manifests("prod/a.yaml", { namespace: "api-dev" }), "development word"],
    [
      "the namespace before a cluster's folder",
      manifests("namespaces/live.example/api-dev/a.yaml", { namespace: "api-dev" }),
      "development word",
    ],
    [
      "a Namespace by its own name",
      manifests("live/a.yaml", { type: "core/Namespace", object: { metadata: { name: "api-stg" } } }),
      "staging word",
    ],
    [
      "the namespace of what Terraform makes in a cluster",
      [
        resource("live/prod/main.tf", {
          type: "kubernetes_secret",
          object: { metadata: [{ name: "s", namespace: "api-dev" }] },
        }),
        root("terraform", "live/prod"),
      ],
      "development word",
    ],
    [
      "the deepest folder that says something",
      manifests("namespaces/live.example/api-dev/resources/a.yaml"),
      "development word",
    ],
    [
      "a folder called live when nothing is nearer",
      manifests("namespaces/live.example/api/a.yaml"),
      "production word",
    ],
    ["本番", manifests("k8s/本番/a.yaml"), "production word"],
    ["開発", manifests("k8s/開発環境/a.yaml"), "development word"],
    ["what is not production", manifests("k8s/non-prod/a.yaml"), "staging word"],
    ["a part of a word says nothing", manifests("k8s/product/delivery/a.yaml"), "production unmatched"],
    ["the name of the file when no folder speaks", manifests("k8s/dev.yaml"), "development word"],
    ["a file makes its folder stricter", manifests("k8s/dev/values-prod.yaml"), "production word"],
    ["and never weaker", manifests("k8s/prod/test-job.yaml"), "production word"],
    [
      "a namespace that is not set says nothing",
      manifests("k8s/stg/a.yaml", { namespace: "" }),
      "staging word",
    ],
    [
      "nothing at all is production",
      manifests("k8s/api/a.yaml", { namespace: "api" }),
      "production unmatched",
    ],
    [
      "files of a Terraform root do not count",
      [resource("tf/api/prod.tf"), root("terraform", "tf/api")],
      "production unmatched",
    ],
    [
      "a workspace before the path",
      [resource("tf/live/main.tf"), root("terraform", "tf/live", "stg")],
      "staging word",
    ],
    [
      "the values file of a Terraform root",
      [resource("tf/api/main.tf"), root("terraform", "tf/api", "dev.tfvars")],
      "development word",
    ],
    [
      "a shared module stands where its caller stands",
      [resource("modules/test/main.tf"), root("terraform", "tf/stg")],
      "staging word",
    ],
    [
      "a base outside the root too",
      [resource("base/test/a.yaml"), root("kustomization", "overlays/prod")],
      "production word",
    ],
  ])("%s", (_, [thing, where], expected) => {
    expect(said(attributor().ofResource(thing, where).environment)).toBe(expected);
  });
});

describe("a configured environment matches", () => {
  const [thing, where] = manifests("namespaces/live.example/api/a.yaml", { namespace: "api" });
  const terraform: [Resource, Root] = [
    resource("tf/api/main.tf"),
    root("terraform", "tf/api", "blue.tfvars"),
  ];
  test.each<[string, Partial<EnvironmentRule>, Setting, [Resource, Root]]>([
    ["by path", { paths: ["namespaces/*/api/**"] }, {}, [thing, where]],
    ["by namespace", { namespaces: ["a*"] }, {}, [thing, where]],
    [
      "by a label of the namespace",
      { labels: { "example.com/tier": "te*" } },
      { labels: { "example.com/tier": "test" } },
      [thing, where],
    ],
    [
      "by a label without its prefix",
      { labels: { "is-production": "false" } },
      { labels: { "example.com/is-production": "false" } },
      [thing, where],
    ],
    ["by cluster", { clusters: ["live"] }, {}, [thing, where]],
    ["by account", { accounts: ["1111*"] }, { accounts: ["111111111111"] }, terraform],
    ["by branch", { branches: ["release/*"] }, { branch: "release/1" }, [thing, where]],
    [
      "by workspace",
      { workspaces: ["blue"] },
      { roots: [{ path: "tf/api", varFiles: [], workspace: "blue", environment: null }] },
      terraform,
    ],
    ["by values file", { valuesFiles: ["blue.tfvars"] }, {}, terraform],
    [
      "by the name of a values file in another folder",
      { valuesFiles: ["blue.yaml"] },
      {},
      [thing, { ...where, variant: "values/blue.yaml" }],
    ],
    ["by the folder of a Terraform root", { paths: ["tf/api"] }, {}, terraform],
  ])("%s", (_, rule, setting, [one, place]) => {
    const environments = [environmentRule("検証", { ...rule, ephemeral: true })];
    const { environment } = attributor({ ...setting, environments }).ofResource(one, place);
    expect(environment).toEqual({ name: "検証", production: false, ephemeral: true, source: "configured" });
  });

  test.each<[string, Partial<EnvironmentRule>, Setting]>([
    ["another path", { paths: ["k8s/**"] }, {}],
    [
      "another value of the label",
      { labels: { "is-production": "true" } },
      { labels: { "example.com/is-production": "false" } },
    ],
    [
      "a label that only ends alike",
      { labels: { production: "true" } },
      { labels: { "example.com/is-production": "true" } },
    ],
    ["a branch while there is none", { branches: ["**"] }, {}],
  ])("not by %s", (_, rule, setting) => {
    const { environment } = attributor({
      ...setting,
      environments: [environmentRule("検証", rule)],
    }).ofResource(thing, where);
    expect(environment.name).toBe("production");
  });

  test("the first that matches wins, also over the words", () => {
    const environments = [environmentRule("a", { paths: ["**"] }), environmentRule("b", { paths: ["**"] })];
    expect(said(attributor({ environments }).ofResource(thing, where).environment)).toBe("a configured");
  });

  test("a word stands for the configured environment of its name", () => {
    const environments = [environmentRule("development", { ephemeral: true })];
    const [one, place] = manifests("k8s/dev/a.yaml");
    expect(attributor({ environments }).ofResource(one, place).environment).toMatchObject({
      ephemeral: true,
      source: "word",
    });
  });

  test.each([
    ["検証", "検証", false],
    ["staging", "staging", false],
    ["heaven", "heaven", true],
  ])("a Terraform root may name it: %s", (environment, name, production) => {
    const roots = [{ path: "tf/api/", varFiles: [], workspace: null, environment }];
    const environments = [environmentRule("検証"), environmentRule("all", { paths: ["**"] })];
    const found = attributor({ roots, environments }).ofResource(...terraform).environment;
    expect(found).toMatchObject({ name, production, source: "configured" });
  });

  test("one folder may be several roots, told apart by their values", () => {
    const roots = ["blue", "green"].map((name) => ({
      path: "tf/api",
      varFiles: [`${name}.tfvars`],
      workspace: null,
      environment: `${name}-dev`,
    }));
    const green: [Resource, Root] = [resource("tf/api/main.tf"), root("terraform", "tf/api", "green")];
    expect(attributor({ roots }).ofResource(...terraform).environment.name).toBe("blue-dev");
    expect(attributor({ roots }).ofResource(...green).environment.name).toBe("green-dev");
  });
});

describe("the owner is whoever is named most closely", () => {
  const tenants = [
    tenant("project", ["o/1"], { argoProjects: ["p"] }),
    tenant("namespace", ["o/2"], { namespaces: ["n"] }),
    tenant("host", ["o/3"], { hosts: ["*.example.com"] }),
    tenant("cluster", ["o/4"], { clusters: ["live"], paths: ["namespaces/**"] }),
    tenant("account", ["o/5"], { accounts: ["111111111111"] }),
  ];
  const live = "namespaces/live.example/x/a.yaml";
  const ingress = {
    type: "networking.k8s.io/Ingress",
    object: { spec: { rules: [{ host: "api.example.com" }] } },
  };
  test.each<[string, [Resource, Root], readonly string[], readonly string[]]>([
    [
      "an Argo project",
      manifests(live, {
        type: "argoproj.io/Application",
        namespace: "n",
        object: { spec: { project: "p" } },
      }),
      ["project"],
      ["cluster"],
    ],
    ["a namespace", manifests(live, { ...ingress, namespace: "n" }), ["namespace"], ["cluster"]],
    [
      "a Namespace itself",
      manifests(live, { type: "core/Namespace", object: { metadata: { name: "n" } } }),
      ["namespace"],
      ["cluster"],
    ],
    ["a host", manifests(live, ingress), ["host"], ["cluster"]],
    ["a cluster of one tenant", manifests(live, { namespace: "other" }), ["cluster"], ["cluster"]],
    [
      "an account",
      [resource("tf/main.tf", { type: "aws_sqs_queue" }), root("terraform", "tf")],
      ["account"],
      [],
    ],
    [
      "a DNS record in a shared account",
      [
        resource("tf/main.tf", { type: "aws_route53_record", object: { name: "a.example.com" } }),
        root("terraform", "tf"),
      ],
      ["host"],
      [],
    ],
  ])("%s", (_, [thing, where], owner, pathOwner) => {
    const found = attributor({
      tenants,
      accounts: where.kind === "terraform" ? ["111111111111"] : [],
    }).ofResource(thing, where);
    expect(found).toMatchObject({ owner, pathOwner });
  });

  test("a file that is no resource has the owner of its path", () => {
    const found = attributor({ tenants }).ofPath(live, root("repository", "."));
    expect(found).toMatchObject({ pathOwner: ["cluster"], cluster: "live" });
  });
});

test("accounts come from what the providers say", () => {
  const provider = (object: Resource["object"]) => resource("tf/main.tf", { type: "provider.aws", object });
  const resources = [
    provider({ allowed_account_ids: ["222222222222"] }),
    provider({ assume_role: [{ role_arn: "arn:aws:iam::111111111111:role/deploy" }] }),
    provider({ assume_role: [{ role_arn: "arn:aws:iam::x:role/deploy" }], region: "ap-northeast-1" }),
    resource("tf/main.tf", { type: "aws_s3_bucket", object: { allowed_account_ids: ["333333333333"] } }),
  ];
  expect(accountsOf(resources)).toEqual(["111111111111", "222222222222"]);
});

test("of two sides the stricter environment counts, and the owners of both", () => {
  const side = (path: string) =>
    attributor({ tenants: [tenant(path, ["o/t"], { paths: [`${path}/**`] })] }).ofResource(
      ...manifests(`${path}/a.yaml`),
    );
  const merged = stricterAttribution(side("prod"), side("dev"));
  expect(merged).toMatchObject({ environment: { name: "production" }, pathOwner: ["dev", "prod"] });
  expect(stricterAttribution(side("dev"), side("stg")).environment.name).toBe("staging");
});

test("shares are counted by environment and by what told it", () => {
  const of = (path: string) => attributor().ofResource(...manifests(path)).environment;
  const shares = environmentShares([of("a/x.yaml"), of("b/x.yaml"), of("dev/x.yaml")]);
  expect(shares).toEqual([
    { name: "production", production: true, source: "unmatched", count: 2 },
    { name: "development", production: false, source: "word", count: 1 },
  ]);
});
