import { expect, test } from "vitest";
import type { Root } from "../../model/root.ts";
import { readKubernetes } from "./index.ts";

const root: Root = { key: "manifests:.", kind: "manifests", path: ".", variant: null, files: ["a.yaml"] };

function read(text: string) {
  return readKubernetes({ root, files: new Map([["a.yaml", Buffer.from(text)]]), defaultNamespace: "" });
}

const map = (inner: string): string => `apiVersion: v1
kind: ConfigMap
metadata: {name: aws-auth, namespace: kube-system}
data:
  mapRoles: ${inner}`;

test("the mapping of a cluster is read, each entry at its line", () => {
  const { resources, diagnostics } = read(
    map("|\n    - rolearn: a\n      groups:\n        - system:masters\n"),
  );
  expect(diagnostics).toEqual([]);
  const [resource] = resources;
  expect(resource?.object["data"]).toEqual({ mapRoles: [{ rolearn: "a", groups: ["system:masters"] }] });
  expect(resource?.locate(["data", "mapRoles", 0, "groups", 0])).toEqual({
    path: "a.yaml",
    startLine: 8,
    endLine: 8,
    startColumn: 11,
    endColumn: 24,
  });
});

test("a mapping that does not parse is told at its own line, and stays text", () => {
  const { resources, diagnostics } = read(map("|\n    - rolearn: a\n      groups: [b\n    - rolearn: c\n"));
  expect(diagnostics).toMatchObject([
    {
      kind: "syntax",
      messageId: "yaml_syntax",
      subject: "a.yaml#core/ConfigMap:data.mapRoles",
      location: { startLine: 8 },
    },
  ]);
  expect(typeof resources[0]?.locate).toBe("function");
  expect(JSON.stringify(resources[0]?.object)).toContain("rolearn: c");
});

test("a template in a mapping is no mistake, and said to be not read", () => {
  const { diagnostics, notEvaluated } = read(
    map("|\n    {{- range .Values.roles }}\n    - rolearn: {{ . }}\n    {{- end }}\n"),
  );
  expect(diagnostics).toEqual([]);
  expect(notEvaluated).toEqual([{ path: "a.yaml", reason: "template", detail: "data.mapRoles" }]);
});

test("two clusters of one name in two regions are two", () => {
  const cluster = (region: string) =>
    `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: live, region: ${region}}\n`;
  const { resources } = read(`${cluster("eu-central-1")}---\n${cluster("us-east-1")}`);
  expect(resources.map(({ address, namespace }) => [address, namespace])).toEqual([
    ["eksctl.io/ClusterConfig/eu-central-1/live", null],
    ["eksctl.io/ClusterConfig/us-east-1/live", null],
  ]);
});
