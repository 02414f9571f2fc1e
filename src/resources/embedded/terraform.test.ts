import { expect, test } from "vitest";
import type { Location } from "../../model/location.ts";
import type { Resource } from "../../model/resource.ts";
import { openTerraform } from "./terraform.ts";

function resource(
  type: string,
  object: Resource["object"],
  places: Readonly<Record<string, [number, number]>>,
): Resource {
  const locate = (path: readonly (string | number)[]): Location => {
    for (let length = path.length; length > 0; length -= 1) {
      const lines = places[path.slice(0, length).join(".")];
      if (lines !== undefined) return { path: "m.tf", startLine: lines[0], endLine: lines[1] };
    }
    return { path: "m.tf", startLine: 1, endLine: 99 };
  };
  const location = locate([]);
  return {
    rootKey: "terraform:.",
    address: "a.b",
    type,
    object,
    unknown: new Map(),
    sensitive: new Set(),
    namespace: null,
    location,
    locate,
  };
}

const containers = '[\n  {\n    "name": "api"\n  }\n]\n';

test("a document in a heredoc has its own lines", () => {
  const opened = openTerraform(
    resource(
      "aws_ecs_task_definition",
      { container_definitions: containers },
      { container_definitions: [3, 9] },
    ),
  );
  expect(opened.object).toEqual({ container_definitions: [{ name: "api" }] });
  expect(opened.locate(["container_definitions", 0, "name"]).startLine).toBe(6);
  expect(opened.locate(["container_definitions"]).startLine).toBe(3);
});

test("what is encoded in place keeps the lines of its parts", () => {
  const places: Record<string, [number, number]> = {
    container_definitions: [3, 9],
    "container_definitions.0.name": [5, 5],
  };
  const opened = openTerraform(
    resource("aws_ecs_task_definition", { container_definitions: containers }, places),
  );
  expect(opened.locate(["container_definitions", 0, "name"]).startLine).toBe(5);
});

test("the mapping of a cluster is read as YAML, and only that one", () => {
  const data = { mapRoles: "- rolearn: r\n", other: "- a: b\n" };
  const metadata = [{ name: "aws-auth", namespace: "kube-system" }];
  expect(
    openTerraform(resource("kubernetes_config_map_v1_data", { metadata, data }, {})).object["data"],
  ).toEqual({
    mapRoles: [{ rolearn: "r" }],
    other: "- a: b\n",
  });
  const other = { metadata: [{ name: "app" }], data };
  expect(openTerraform(resource("kubernetes_config_map", other, {})).object).toEqual(other);
});

test("text that is no document stays as it is", () => {
  for (const text of ["file.json", "7", "[", '"a"', ""]) {
    const object = { container_definitions: text };
    expect(openTerraform(resource("aws_ecs_task_definition", object, {})).object).toEqual(object);
  }
});

test("a manifest in HCL is looked through as its object is", () => {
  const annotations = { "alb.ingress.kubernetes.io/actions.a": '{"type": "forward"}', other: "{}" };
  const manifest = { apiVersion: "networking.k8s.io/v1", kind: "Ingress", metadata: { annotations } };
  expect(openTerraform(resource("kubernetes_manifest", { manifest }, {})).object).toEqual({
    manifest: {
      ...manifest,
      metadata: { annotations: { "alb.ingress.kubernetes.io/actions.a": { type: "forward" }, other: "{}" } },
    },
  });
});
