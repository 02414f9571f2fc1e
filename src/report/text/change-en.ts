import type { ChangeTexts } from "./change-texts.ts";
import { counted } from "./counted.ts";

export const changeEn: ChangeTexts = {
  title: "What changes:",
  columns: ["Resource", "Change"],
  resources: (count) => counted(count, "resource", "resources"),
  created: "created",
  deleted: "deleted",
  deletedWith: (count) => `deleted, with ${counted(count, "object", "objects")} in it`,
  replaced: "destroyed and created again",
  moved: "moved",
  forgotten: "no longer managed here; it stays as it is",
  read: "read",
  notTold: "what happens to it cannot be told",
  updated: "changed",
  changed: (label, before, after) => `${label} ${before} → ${after}`,
  added: (label, after) => `${label} ${after} (new)`,
  removed: (label, before) => `${label} ${before} removed`,
  inContainer: (container, text) => `${container}: ${text}`,
  variables: (kind, names) =>
    `${kind === "variables" ? "environment variables" : "keys"} (${names.join(", ")})`,
  variable: (name, what) => (what === "changed" ? name : `${name} ${what}`),
  moreValues: (count) => counted(count, "more value", "more values"),
  sameFor: (name, count) => `${name} and ${count} more, the same change`,
  withMore: (name, count) => `${name} and ${count} more`,
  moreRows: (count) => `${counted(count, "more resource", "more resources")}`,
  labels: {
    cpuLimit: "CPU limit",
    memoryLimit: "memory limit",
    cpuRequest: "CPU request",
    memoryRequest: "memory request",
    replicas: "replicas",
    image: "image",
  },
};
