export { addAmounts, canonicalName, isMore } from "./amounts.ts";
export { type Excess, excesses } from "./excess.ts";
export { type NamespaceUse, namespaceUse, togetherUse } from "./namespace-use.ts";
export { groupAmounts, groupUncounted, type NodeGroup, nodeGroups } from "./node-groups.ts";
export type { Quota, UseAndQuotas } from "./quotas.ts";
export { capacityRows } from "./rows.ts";
export { capacityUse } from "./use.ts";
