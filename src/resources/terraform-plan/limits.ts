/**
 * A plan of 2,000 changes takes 4 to 12 MB; parsed and masked, a plan of this size stays within a worker's heap
 * (`npm run bench -- plan` tells time and memory).
 */
export const planBytesMax = 64 * 1024 * 1024;
/** Providers nest a dozen levels, custom resources some forty. */
export const planDepthMax = 256;
/** Sensitive values that are looked for wherever else they stand. */
export const sensitiveValuesMax = 2_000;
