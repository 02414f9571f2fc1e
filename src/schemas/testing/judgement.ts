import type { JsonObject } from "../../model/json.ts";
import { createCatalogue } from "../catalogue.ts";
import type { DefinedKind, Judgement } from "../judge.ts";

const metadata: JsonObject = {
  type: "object",
  properties: {
    name: { type: "string" },
    namespace: { type: "string" },
    labels: { type: "object", additionalProperties: { type: "string" } },
    creationTimestamp: { type: "string", format: "date-time" },
  },
};

const pod: JsonObject = {
  type: "object",
  properties: { metadata: { $ref: "meta.v1.ObjectMeta" }, spec: { $ref: "core.v1.PodSpec" } },
};

const container: JsonObject = {
  type: "object",
  required: ["name"],
  properties: {
    name: { type: "string" },
    image: { type: "string" },
    port: { "x-kubernetes-int-or-string": true },
    memory: { format: "quantity" },
    grace: { type: "integer", format: "int32" },
    tty: { type: "boolean" },
    weight: { type: "number" },
  },
};

const withSidecars: JsonObject = {
  ...container,
  properties: { ...(container["properties"] as JsonObject), restartPolicy: { type: "string" } },
};

const files: JsonObject = {
  versions: ["1.30", "1.31", "1.32"],
  kinds: {
    "core/v1/Pod": ["core.v1.Pod", 0, null],
    "apps/v1/Tree": ["apps.v1.Tree", 0, null],
    "apps/v1beta1/Old": ["core.v1.Pod", 0, 1],
    "apps/v1beta2/Old": ["core.v1.Pod", 0, null],
    "apps/v1/Late": ["core.v1.Pod", 2, null],
  },
  definitions: {
    "meta.v1.ObjectMeta": [[0, metadata]],
    "core.v1.Pod": [[0, pod]],
    "core.v1.PodSpec": [
      [
        0,
        {
          type: "object",
          required: ["containers"],
          properties: { containers: { type: "array", items: { $ref: "core.v1.Container" } } },
        },
      ],
    ],
    "core.v1.Container": [
      [0, container],
      [2, withSidecars],
    ],
    "apps.v1.Tree": [[0, { type: "object", properties: { branch: { $ref: "apps.v1.Tree" } } }]],
  },
  lifecycles: {
    "apps/v1beta1/Old": { deprecated: "1.29", removed: "1.31", replacement: "apps/v1beta2/Old" },
  },
};

const project: JsonObject = {
  kinds: {
    "acme.io/v1/Gadget": {
      schema: {
        type: "object",
        properties: {
          spec: {
            type: "object",
            required: ["colour"],
            properties: { colour: { type: "string", pattern: "^[a-z]+$" }, size: { type: "integer" } },
          },
        },
      },
      served: true,
      deprecated: false,
    },
    "acme.io/v1alpha1/Gadget": { schema: { type: "object" }, served: false, deprecated: false },
  },
  definitions: {},
};

/** A small Kubernetes of three versions, one project beside it, and what a repository may define. */
export function smallJudgement(
  version = "1.30",
  own: Readonly<Record<string, Partial<DefinedKind> & Pick<DefinedKind, "schema">>> = {},
): Judgement {
  const catalogue = createCatalogue([
    { name: "kubernetes", label: "kubernetes v1.32.0", text: JSON.stringify(files) },
    { name: "acme", label: "acme v2.0.0", text: JSON.stringify(project) },
  ]);
  const defined = (name: string): DefinedKind | null => {
    const found = own[name];
    return found === undefined ? null : { served: true, deprecated: false, ...found };
  };
  return { catalogue, version, defined };
}
