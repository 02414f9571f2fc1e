import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type TemporaryRepository,
  temporaryFolder,
  temporaryRepository,
} from "../../src/git/temporary-repository.ts";
import { type Ran, sekisho } from "./command.ts";

const configuration = (memory: string) => `version: 1
environments:
  production: { paths: ["**/prod/**"] }
clusters:
  live: { paths: ["k8s/**"], kubernetesVersion: "1.33" }
tenants:
  payments:
    teams: [acme/payments]
    owns: { paths: ["k8s/payments/**"], namespaces: ["payments-*"] }
    limits: { container: { memory: ${memory} } }
`;

const deployment = (name: string, limits: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: payments-prod
spec:
  replicas: 3
  selector:
    matchLabels: { app: ${name} }
  template:
    metadata:
      labels: { app: ${name} }
    spec:
      automountServiceAccountToken: false
      securityContext:
        runAsNonRoot: true
        seccompProfile: { type: RuntimeDefault }
      containers:
        - name: ${name}
          image: registry.acme.example/payments/${name}:1.0.0
          resources:
            requests: { cpu: 100m, memory: 1Gi }
            limits: ${limits}
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: { drop: [ALL] }
`;

const settings = ".github/sekisho.yml";
const api = "k8s/payments/prod/api.yaml";

let repository: TemporaryRepository;
beforeEach(() => {
  repository = temporaryRepository();
  repository.write(settings, configuration("8Gi"));
  repository.write(api, deployment("api", "{ memory: 4Gi }"));
  repository.commit("The state before");
});
afterEach(() => repository.remove());

function branchWith(files: Readonly<Record<string, string>>, branch = "pull"): void {
  repository.git("switch", "--quiet", "--create", branch);
  for (const [path, content] of Object.entries(files)) repository.write(path, content);
  repository.commit("The change");
  repository.git("switch", "--quiet", "main");
}

function onMain(files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) repository.write(path, content);
  repository.commit("Main moves on");
}

function review(...options: readonly string[]): Ran {
  return sekisho(["review", "--repo", repository.path, "--base", "main", "--head", "pull", ...options]);
}

interface Told {
  readonly changes: readonly { readonly address: string; readonly action: string }[];
  readonly findings: readonly { readonly ruleId: string; readonly baselineState: string }[];
  readonly decision: { readonly route: string };
}

function told(...options: readonly string[]): Told {
  const ran = review("--format", "json", ...options);
  expect(ran.stderr).toBe("");
  return JSON.parse(ran.stdout);
}

const introduced = ({ findings }: Told) =>
  findings
    .filter(({ baselineState }) => baselineState === "new" || baselineState === "updated")
    .map(({ ruleId }) => ruleId);

describe("a base that moved on after the change parted from it", () => {
  it("does not lay at the change's door what others did meanwhile", () => {
    branchWith({ [api]: deployment("api", "{ memory: 5Gi }") });
    onMain({ "k8s/payments/prod/batch.yaml": deployment("batch", "{ memory: 64Gi }") });
    const { changes, ...rest } = told();
    expect(changes).toMatchObject([{ address: "apps/Deployment/payments-prod/api", action: "update" }]);
    expect(introduced({ changes, ...rest })).toEqual([]);
  });

  it("is judged by the configuration that is in force now, stricter or not", () => {
    branchWith({ [api]: deployment("api", "{ memory: 6Gi }") });
    expect(introduced(told())).toEqual([]);
    onMain({ [settings]: configuration("5Gi") });
    expect(introduced(told())).toEqual(["RES-004"]);
    onMain({ [settings]: configuration("32Gi") });
    expect(introduced(told())).toEqual([]);
  });

  it("sees what stands beside it at the tip: a default limit that was added meanwhile", () => {
    branchWith({ [api]: deployment("api", "{}") });
    expect(introduced(told())).toContain("RES-002");
    const limitRange = `apiVersion: v1
kind: LimitRange
metadata: { name: defaults, namespace: payments-prod }
spec:
  limits:
    - { type: Container, default: { memory: 512Mi } }
`;
    onMain({ "k8s/payments/quota/limit-range.yaml": limitRange });
    expect(introduced(told())).not.toContain("RES-002");
  });

  it("cannot have its rules loosened by the change itself", () => {
    branchWith({ [settings]: configuration("64Gi"), [api]: deployment("api", "{ memory: 16Gi }") });
    expect(introduced(told())).toEqual(["CHG-023", "RES-004"]);
  });
});

describe("where the configuration comes from", () => {
  beforeEach(() => branchWith({ [api]: deployment("api", "{ memory: 6Gi }") }));

  it("is a file that --config names, instead of the base's", () => {
    const file = join(repository.path, "strict.yml");
    writeFileSync(file, configuration("5Gi"));
    expect(introduced(told("--config", file))).toEqual(["RES-004"]);
  });

  it("is the organisation's too, which wins", () => {
    const file = join(repository.path, "organisation.yml");
    writeFileSync(
      file,
      `version: 1\npolicies:\n  RES-004: { enforcement: block, params: {} }\nignore: ["k8s/**"]\n`,
    );
    const { changes } = told("--org-config", file);
    expect(changes).toEqual([]);
  });

  it("gives 2 and a place where it is broken, with a hint", () => {
    onMain({ [settings]: configuration("8Gi").replace("tenants:", "tenant:") });
    const ran = review();
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toMatch(
      /^sekisho: the configuration cannot be used:\n\.github\/sekisho\.yml:6:1: .*tenants/,
    );
  });

  it("gives 2 for a waiver on the base that cannot be read", () => {
    onMain({ ".github/sekisho/waivers/W-1.yml": "id: W-1\nrules: [RES-004]\n" });
    const ran = review();
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toContain(".github/sekisho/waivers/W-1.yml:1:1: ");
  });
});

describe("what --base and --head name", () => {
  it("may be ids, tags and expressions, in a folder inside of the repository or in a bare one", () => {
    branchWith({ [api]: deployment("api", "{ memory: 16Gi }") });
    const id = repository.git("rev-parse", "pull");
    repository.git("tag", "v1", "main");
    const bare = join(repository.path, "bare.git");
    repository.git("clone", "--quiet", "--bare", repository.path, bare);
    for (const arguments_ of [
      ["--repo", repository.path, "--base", "v1", "--head", id],
      ["--repo", join(repository.path, "k8s"), "--base", "pull~1", "--head", "refs/heads/pull"],
      ["--repo", bare, "--base", "main", "--head", "pull"],
    ]) {
      expect(sekisho(["review", ...arguments_])).toMatchObject({ exitCode: 1, stderr: "" });
    }
  });

  it("is looked for where the caller stands, with a path that is relative to there", () => {
    branchWith({ [api]: deployment("api", "{ memory: 16Gi }") });
    const arguments_ = ["review", "--base", "main", "--head", "pull"];
    expect(sekisho(arguments_, { folder: repository.path }).exitCode).toBe(1);
    expect(sekisho([...arguments_, "--repo", "."], { folder: repository.path }).exitCode).toBe(1);
    expect(sekisho([...arguments_, "--repo", ".."], { folder: join(repository.path, "k8s") }).exitCode).toBe(
      1,
    );
  });

  it("is refs, not folders of the same name, where --repo is given", () => {
    branchWith({ [api]: deployment("api", "{ memory: 16Gi }") });
    mkdirSync(join(repository.path, "main"));
    mkdirSync(join(repository.path, "pull"));
    const arguments_ = ["review", "--base", "main", "--head", "pull"];
    expect(sekisho(arguments_, { folder: repository.path }).exitCode).toBe(0);
    expect(sekisho([...arguments_, "--repo", "."], { folder: repository.path }).exitCode).toBe(1);
  });

  it("passes where both name the same commit", () => {
    const ran = sekisho(["review", "--repo", repository.path, "--base", "main", "--head", "main"]);
    expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
  });

  it.each<[string, (path: string) => readonly string[], RegExp]>([
    [
      "a ref with a typing error",
      (path) => ["--repo", path, "--base", "mian", "--head", "main"],
      /has no commit "mian"\. Did you mean main\?/,
    ],
    [
      "a ref that looks like an option",
      (path) => ["--repo", path, "--base=--output=x", "--head", "main"],
      /has no commit "--output=x"/,
    ],
    [
      "a folder and a ref",
      (path) => ["--base", path, "--head", "main"],
      /is a folder and --head main is none/,
    ],
    [
      "a repository that is not there",
      (path) => ["--repo", join(path, "none"), "--base", "a", "--head", "b"],
      /is not there, or is not a folder/,
    ],
  ])("gives 2 and a hint for %s", (_, arguments_, message) => {
    const ran = sekisho(["review", ...arguments_(repository.path)]);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toMatch(message);
  });

  it("gives 2 and a hint where there is no repository, and where two branches have nothing in common", () => {
    const folder = temporaryFolder();
    const ran = sekisho(["review", "--base", "main", "--head", "pull"], { folder });
    rmSync(folder, { recursive: true, force: true });
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toMatch(/is not a git repository\. Name one with --repo, or compare two folders/);
    repository.git("switch", "--quiet", "--orphan", "pull");
    repository.commit("Something else");
    expect(review().stderr).toMatch(/have no common ancestor/);
    expect(review().exitCode).toBe(2);
  });
});
