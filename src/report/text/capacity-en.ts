import type { CapacityTexts, NumbersTold } from "./capacity-texts.ts";
import { counted } from "./counted.ts";

const changed = ({ label, before, after }: NumbersTold) =>
  before === after ? `${label} ${after}` : `${label} ${before} → ${after}`;

export const capacityEn: CapacityTexts = {
  title: {
    change: "What may then be used, as far as this change shows:",
    repository: "What may then be used, as far as this repository shows:",
    complete: "What may then be used:",
  },
  labels: {
    nodes: "nodes",
    "nodes.least": "nodes at least",
    pods: "pods",
    "requests.cpu": "CPU requests",
    "limits.cpu": "CPU limits",
    "requests.memory": "memory requests",
    "limits.memory": "memory limits",
    "requests.storage": "storage",
    "requests.ephemeral-storage": "requests of ephemeral storage",
    "limits.ephemeral-storage": "limits of ephemeral storage",
    persistentvolumeclaims: "volume claims",
    services: "Services",
    "services.loadbalancers": "load balancers",
    "services.nodeports": "node ports",
    configmaps: "ConfigMaps",
    secrets: "Secrets",
    replicationcontrollers: "ReplicationControllers",
    resourcequotas: "ResourceQuotas",
    "capacity.cpu": "CPUs",
    "capacity.memory": "memory",
  },
  ofClass: (label, storageClass) => `${label} of class ${storageClass}`,
  underQuota: (label, quota, scopes) => `${label} under quota ${quota} (${scopes.join(" and ")})`,
  other: (kind, name) =>
    kind === "count" ? `number of ${name}` : `${name} ${kind === "requests" ? "requests" : "limits"}`,
  between: (least, most) => `${least} to ${most}`,
  whileItRollsOut: (text, excess) => `${text}, but ${excess} too much while new pods replace the old ones`,
  atLeast: (amount) => `at least ${amount}`,
  place: (kind, name) =>
    kind === "namespace" ? name : kind === "tenant" ? `tenant ${name}` : `node group ${name}`,
  unnamed: (root) => `${root} (namespace not said)`,
  inPlace: (place, where) => `${place} in ${where}`,
  unbounded: changed,
  remaining: (row, allowed, remains) => `${changed(row)} of ${allowed}, ${remains} left`,
  remainingAtMost: (row, allowed, remains) => `${changed(row)} of ${allowed}, at most ${remains} left`,
  nothingRemains: (row, allowed) => `${changed(row)} of ${allowed}, nothing left`,
  tooMuch: (row, allowed, excess) => `${changed(row)} of ${allowed}, ${excess} too much`,
  stillTooMuch: (row, allowed, excess) => `${changed(row)} of ${allowed}, still ${excess} too much`,
  newAllowance: (allowed) => `${allowed} (new)`,
  changedAllowance: (before, after) => `${after} (${before} before)`,
  lostAllowance: (row, before) => `${changed(row)}, no longer bounded (${before} before)`,
  same: (label, amount) => ({ label, before: amount, after: amount }),
  all: (count) => `Capacity: ${counted(count, "number changes", "numbers change")}`,
  less: (places) => `Capacity: less may be used in ${places}`,
  morePlaces: (count) => `${counted(count, "more place", "more places")}`,
  columns: ["Where", "What", "Before → after", "Allowed", "Left"],
  noLimit: "not bounded",
  tooMuchCell: (excess) => `${excess} too much`,
  moreRows: (count) => `${counted(count, "more number", "more numbers")}`,
  uncounted: (name, reason) => `Not counted: ${name}. ${reason}`,
  reasons: {
    unknown: "A value that decides is known only when it is applied.",
    "each-node": "It runs on each node, and nobody knows here how many there are.",
    unbounded: "It starts as many pods as are asked for: nothing bounds it.",
    "no-target": "What it scales is not seen here.",
    unread: "Its file, or what makes it, cannot be read after the change.",
    "scoped-quota": "What it counts is known only when it is applied.",
    "refused-quota":
      "Kubernetes refuses it: its scopes do not exist, contradict each other, or do not count what it bounds.",
  },
};
