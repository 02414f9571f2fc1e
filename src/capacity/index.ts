export { addAmounts, canonicalName, isMore } from "./amounts.ts";
export { type Excess, excesses } from "./excess.ts";
export { togetherUse } from "./namespace-use.ts";
export type { NodeGroup } from "./node-group.ts";
export { groupAmounts, groupUncounted, nodeGroups } from "./node-groups.ts";
export {
  type NamespaceContent,
  type Quota,
  quotasOf,
  type UseAndQuotas,
  uncountedOn,
  useAndQuotas,
  usedTogether,
} from "./quotas.ts";
export { capacityRows } from "./rows.ts";
export { capacityUse } from "./use.ts";
