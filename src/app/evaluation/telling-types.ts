/** Kinds whose content the inventory reads; of all others it needs to know only that they are there. */
export const tellingTypes: ReadonlySet<string> = new Set([
  "core/Namespace",
  "core/LimitRange",
  "core/ResourceQuota",
]);
