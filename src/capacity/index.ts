export { addAmounts, amountText, canonicalName, difference, isMore } from "./amounts.ts";
export { type Excess, excesses, type Quota, type UseAndQuotas } from "./excess.ts";
export { type CapacityObject, type NamespaceUse, namespaceUse, type Place } from "./namespace-use.ts";
export { capacityUse } from "./use.ts";
