export const bounds = ["atMost", "atLeast", "below"] as const;
/** How a number stands to its threshold where it passes. */
export type Bound = (typeof bounds)[number];
