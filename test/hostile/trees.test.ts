import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { gitTree, openRepository, resolveRef } from "../../src/git/index.ts";
import { type TemporaryRepository, temporaryRepository } from "../../src/git/temporary-repository.ts";
import type { Tree, TreeEntry } from "../../src/model/tree.ts";
import { type Bench, type Files, openBench } from "./bench.ts";
import { harmless, isPlain, onHostNetwork, root, steering } from "./samples.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const brokenYaml = `${harmless("a")}---\na: [\n---\n${harmless("b")}---\nb: [\n`;
const brokenTerraform = root('resource "aws_sns_topic" "t" {\n  name = [\n}\n');

describe("links and submodules are never followed, and always told", () => {
  test("in folders", async () => {
    const { said, addresses } = await bench.ask({
      base: {},
      head: {
        "outside.yaml": { link: "/etc/passwd" },
        "k8s/above.yaml": { link: "../../../../../../etc/passwd" },
        "k8s/self.yaml": { link: "self.yaml" },
        "k8s/pod.yaml": onHostNetwork("pod"),
        folder: { link: "/etc" },
        "tf/main.tf": { link: "/etc/passwd" },
      },
    });
    expect(said.filter((text) => text.startsWith("CHG-025"))).toEqual([
      "CHG-025 symlink folder",
      "CHG-025 symlink k8s/above.yaml",
      "CHG-025 symlink k8s/self.yaml",
      "CHG-025 symlink outside.yaml",
      "CHG-025 symlink tf/main.tf",
    ]);
    expect(addresses).toEqual(["create core/Pod/shop/pod"]);
  });

  test("also where the text of the link is the text of a file", async () => {
    const { addresses } = await bench.ask({
      base: {},
      head: {
        "k8s/kustomization.yaml": { link: "pod.yaml" },
        "k8s/pod.yaml": "pod.yaml",
        "k8s/b.yaml": harmless("b"),
      },
    });
    expect(addresses).toEqual(["create core/ConfigMap/shop/b"]);
  });
});

describe("in a repository", () => {
  let repository: TemporaryRepository | null = null;
  afterEach(() => repository?.remove());

  test("links, submodules and names of all kinds are told", async () => {
    repository = temporaryRepository();
    repository.write("README", "nothing");
    const base = repository.commit();
    const names = [
      "a b.yaml",
      'it\'s "x".yaml',
      "new\nline.yaml",
      "tab\there.yaml",
      "日本語/設定.yaml",
      "-rf.yaml",
      ":(top)x.yaml",
      "back\\slash.yaml",
      `${steering.replaceAll("/", "")}.yaml`,
    ];
    for (const [index, name] of names.entries()) repository.write(name, onHostNetwork(`n${index}`));
    repository.write("broken/new\nline.yaml", "apiVersion: v1\nkind: [\n");
    repository.git("update-index", "--add", "--cacheinfo", `160000,${base},modules/other`);
    repository.git("add", "--all", ":!modules");
    repository.git("commit", "--quiet", "--message", "odd");
    const opened = await openRepository(repository.path);
    try {
      const trees = {
        base: await gitTree(opened, base, "base"),
        head: await gitTree(opened, await resolveRef(opened, "HEAD"), "HEAD"),
        tip: null,
      };
      const { said, outputs } = await bench.reviewTrees(trees, { rules: "SEC-002,CHG-025,VAL-001" });
      expect(said.toSorted()).toEqual(
        [
          ...names.map((name) => `SEC-002 network ${name}`),
          "CHG-025 submodule modules/other",
          "VAL-001 yaml_syntax broken/new\nline.yaml",
        ].toSorted(),
      );
      for (const [format, text] of Object.entries(outputs))
        expect([format, isPlain(text)]).toEqual([format, true]);
    } finally {
      opened.close();
    }
  });
});

describe("names that steer a terminal, Markdown or the eye", () => {
  test("stay text in every format", async () => {
    const quoted = JSON.stringify(steering);
    const head: Files = {
      "k8s/a.yaml": `apiVersion: v1
kind: Pod
metadata: {name: ${quoted}, namespace: ${quoted}, labels: {${quoted}: ${quoted}}}
spec: {hostNetwork: true, containers: [{name: ${quoted}, image: ${quoted}, securityContext: {privileged: true}}]}
`,
      "k8s/twice.yaml": `apiVersion: v1\nkind: Pod\n${quoted}: 1\n${quoted}: 2\n`,
      "tf/main.tf": root(`resource "aws_security_group" "g" {
  for_each = toset([${quoted}])
  ingress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`),
    };
    for (const locale of ["en", "ja"] as const) {
      const { outputs, said } = await bench.ask({ base: {}, head, locale });
      expect(said).toEqual(
        expect.arrayContaining([
          "SEC-002 network k8s/a.yaml",
          "SEC-035 open tf/main.tf",
          "VAL-001 duplicate_key k8s/twice.yaml",
        ]),
      );
      for (const [format, text] of Object.entries(outputs))
        expect([format, isPlain(text)]).toEqual([format, true]);
      const { markdown = "", junit = "" } = outputs;
      expect(markdown).not.toMatch(/<script|(?<!\\)!\[x\]\(http|(?<![\w`])@all/);
      expect(junit).not.toContain("<script");
    }
  });
});

describe("what only moved is nothing new", () => {
  test.each<[string, Files, Files]>([
    [
      "broken files under another name",
      { "k/a.yaml": brokenYaml, "m/main.tf": brokenTerraform },
      { "k/b.yaml": brokenYaml, "m/other.tf": brokenTerraform },
    ],
    [
      "folders with broken files",
      { "k/a.yaml": brokenYaml, "m/main.tf": brokenTerraform },
      { "l/a.yaml": brokenYaml, "n/main.tf": brokenTerraform },
    ],
    [
      "charts and large files",
      { "c/Chart.yaml": "name: c\n", "c/templates/a.yaml": "x", "l/a.yaml": "#".repeat(11_000_000) },
      { "d/Chart.yaml": "name: c\n", "d/templates/a.yaml": "x", "l/m/b.yaml": "#".repeat(11_000_000) },
    ],
    [
      "charts that stop in a template",
      {
        "c/Chart.yaml": "apiVersion: v2\nname: c\nversion: 1.0.0\n",
        "c/templates/a.yaml": "a: {{ fail `no` }}\n",
      },
      {
        "d/Chart.yaml": "apiVersion: v2\nname: c\nversion: 1.0.0\n",
        "d/templates/a.yaml": "a: {{ fail `no` }}\n",
      },
    ],
    ["bytes that are no text", { "a.yaml": Buffer.from([0]) }, { "k/b.yaml": Buffer.from([0]) }],
  ])("%s", async (_, base, head) => {
    const { said } = await bench.ask({ base, head });
    // What Terraform keeps is another thing in another folder: deleted there, made here.
    expect(said.filter((text) => !/^CHG-0(?:01|14) /.test(text))).toEqual([]);
  });

  test("but what is broken once more is", async () => {
    const { said } = await bench.ask({
      base: { "k/a.yaml": harmless("a") },
      head: { "l/a.yaml": brokenYaml },
    });
    expect(said).toEqual(["VAL-001 yaml_syntax l/a.yaml", "VAL-001 yaml_syntax l/a.yaml"]);
  });
});

describe("everything or nothing", () => {
  const whole: Files = {
    "k/pod.yaml": onHostNetwork("pod"),
    "m/main.tf": root(""),
    "broken/a.yaml": brokenYaml,
    "l/a.yaml": { link: "../k" },
  };

  test("two empty trees pass", async () => {
    const { report } = await bench.ask({ base: {}, head: {} });
    expect([report.decision.route, report.findings, report.changes]).toEqual(["pass", [], []]);
  });

  test("a head that deletes everything is read as that", async () => {
    const { addresses, report } = await bench.ask({ base: whole, head: {} });
    expect(addresses).toEqual([
      "delete core/ConfigMap/shop/a",
      "delete core/ConfigMap/shop/b",
      "delete core/Pod/shop/pod",
      "delete aws_sqs_queue.harmless",
      "delete provider.aws",
    ]);
    expect(
      report.findings.filter(({ baselineState }) => baselineState !== "absent").map(({ ruleId }) => ruleId),
    ).not.toContain("CHG-025");
  });

  test("an empty folder is scanned", async () => {
    const { report } = await bench.ask({ base: null, head: {} });
    expect([report.decision.route, report.findings]).toEqual(["pass", []]);
  });
});

test("one file of a hundred thousand is reviewed, and all of them deleted", async () => {
  const contents = new Map<string, string>();
  for (let file = 0; file < 100_000; file += 1) {
    contents.set(
      `folder-${file % 1_000}/file-${file}.yaml`,
      file % 20 === 0 ? harmless(`n${file}`) : `number: ${file % 50}\n`,
    );
  }
  const base = memoryTree(contents);
  const head = memoryTree(new Map([...contents, ["folder-7/new.yaml", onHostNetwork("new")]]));
  const added = await bench.reviewTrees({ base, head, tip: null }, { rules: "SEC-002,CHG-*" });
  expect(added.said).toEqual(["SEC-002 network folder-7/new.yaml"]);
  const gone = await bench.reviewTrees(
    { base, head: memoryTree(new Map()), tip: null },
    { rules: "SEC-002,CHG-*" },
  );
  expect(gone.addresses).toHaveLength(5_000);
});

/** A hundred thousand files on a disk would be what such a test measures. */
function memoryTree(contents: ReadonlyMap<string, string>): Tree {
  const entries = [...contents].map(([path, text]): [string, TreeEntry] => [
    path,
    { path, mode: "file", blob: text, sizeBytes: text.length },
  ]);
  return {
    label: "memory",
    commit: null,
    entries: new Map(entries),
    read: async (paths) =>
      new Map(
        paths.flatMap((path): [string, Uint8Array][] => {
          const text = contents.get(path);
          return text === undefined ? [] : [[path, Buffer.from(text)]];
        }),
      ),
  };
}
