import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../src/git/temporary-repository.ts";
import { sekisho } from "./command.ts";

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  nodeName: x\n";

const files = {
  "shop/base/kustomization.yaml": "resources: [pod.yaml]\n",
  "shop/base/pod.yaml": pod,
  "shop/prod/kustomization.yaml":
    "namespace: shop\nresources: [../base]\nsecretGenerator:\n- name: login\n  literals: [password=hunter2]\n",
  "chart/Chart.yaml": "apiVersion: v2\nname: web\nversion: 1.0.0\n",
  "chart/values.yaml": "size: 1\n",
  "chart/templates/map.yaml":
    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\ndata:\n  size: {{ .Values.size | quote }}\n",
  "more.yaml": "size: 3\n",
  "plain/pod.yaml": pod,
  "infra/main.tf": 'terraform {\n  backend "s3" {}\n}\nresource "aws_sqs_queue" "q" {\n  name = "jobs"\n}\n',
};

describe("sekisho render", () => {
  const folder = folderWith(files);

  it("lists the roots of every kind, and prints what each makes, and hides secrets", () => {
    const { exitCode, stdout, stderr } = sekisho(["render", folder]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const table = stdout.split("\n").filter((line) => /^# \S+ +\d+/.test(line));
    expect(table.map((line) => line.split(/ +/).slice(1, 3))).toEqual([
      ["chart:chart", "1"],
      ["kustomization:shop/prod", "2"],
      ["manifests:plain", "1"],
      ["terraform:infra", expect.any(String)],
    ]);
    expect(stdout).toContain(
      "# kustomization:shop/prod core/Pod/shop/a\n# from shop/base/pod.yaml:1\napiVersion: v1\n",
    );
    expect(stdout).toContain("password: <hidden>");
    expect(stdout).toContain("# terraform:infra aws_sqs_queue.q\n# from infra/main.tf:4\nname: jobs\n");
    expect(stdout).not.toMatch(/hunter2|aHVudGVyMg/);
  });

  it("prints one root, with the line of every value", () => {
    const { exitCode, stdout } = sekisho([
      "render",
      folder,
      "--root",
      "kustomization:shop/prod",
      "--origins",
    ]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("name: a # shop/base/pod.yaml:4\n");
    expect(stdout).toContain(
      "namespace: shop # shop/prod/kustomization.yaml:1 (patch, shop/base/pod.yaml:3)\n",
    );
    expect(stdout).toContain("password: <hidden> # shop/prod/kustomization.yaml:5\n");
    expect(stdout).not.toContain("chart");
  });

  it("gives a chart what the caller gives", () => {
    const chart = ["render", folder, "--root", "chart:chart", "--release", "mine", "--namespace", "there"];
    const values = ["--values", join(folder, "more.yaml")];
    expect(sekisho([...chart, ...values]).stdout).toMatch(
      /ConfigMap\/there\/mine[\s\S]*name: mine[\s\S]*size: "3"/,
    );
    expect(sekisho([...chart, ...values, "--set", "size=4"]).stdout).toContain('size: "4"');
  });

  it("gives JSON, with secrets as markers", () => {
    const { stdout } = sekisho(["render", folder, "--root", "kustomization:shop/prod", "--json"]);
    const { roots } = JSON.parse(stdout);
    expect(roots).toMatchObject([{ key: "kustomization:shop/prod", kind: "kustomization", diagnostics: [] }]);
    const [{ objects }] = roots;
    expect(objects.map(({ address }: { readonly address: string }) => address)).toEqual([
      "core/Secret/shop/login",
      "core/Pod/shop/a",
    ]);
    expect(objects[0].object.data.password.$secret).toBeDefined();
    expect(stdout).not.toMatch(/hunter2|aHVudGVyMg/);
  });

  it("reads the repository around a folder, and takes the roots that the folder belongs to", () => {
    const repository = folderWith({ ...files, ".git/HEAD": "" });
    const overlay = sekisho(["render", join(repository, "shop", "prod")]);
    expect(overlay.stdout).toContain("# from shop/base/pod.yaml:1");
    expect(overlay.stdout).not.toContain("chart:chart");
    const base = sekisho(["render", join(repository, "shop", "base")]);
    expect(base.stdout).toContain("# kustomization:shop/prod core/Pod/shop/a");
  });

  it("says on the other channel what it cannot build, where and why, and exits with 1", () => {
    const broken = folderWith({ "k/kustomization.yaml": "resources:\n- https://example.com/a.yaml\n" });
    const { exitCode, stdout, stderr } = sekisho(["render", broken]);
    expect({ exitCode, stdout: stdout.includes("kustomization:k") }).toEqual({ exitCode: 1, stdout: true });
    expect(stderr).toBe(
      "k/kustomization.yaml:2: The kustomization k/kustomization.yaml uses https://example.com/a.yaml from elsewhere, which is not fetched; copy it into the repository.\n",
    );
  });

  it.each([
    ["no folder", ["render"], "render needs a folder"],
    ["a root that is not there", ["render", ".", "--root", "chart:none"], 'There is no root "chart:none"'],
    [
      "values for what is no chart",
      ["render", folder, "--set", "a=b"],
      "these are none: kustomization:shop/prod",
    ],
    ["a value without a name", ["render", folder, "--set", "=b"], "write it as name=value"],
    ["values from outside", ["render", folder, "--values", "/etc/hosts"], "is no file of"],
  ])("refuses %s", (_, words, message) => {
    const ran = sekisho(words[1] === "." ? ["render", folder, ...words.slice(2)] : words);
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toContain(message);
  });
});
