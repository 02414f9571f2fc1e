export { addAmounts, canonicalName, isMore } from "./amounts.ts";
export { type Excess, excesses, type Quota, type UseAndQuotas } from "./excess.ts";
export { type NamespaceUse, namespaceUse } from "./namespace-use.ts";
export { capacityUse } from "./use.ts";
