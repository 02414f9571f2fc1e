/**
 * A plan of 2,000 changes takes 2 to 12 MB. One of 47,000 changes and 63 MB is read and masked in 11 s and 0.9 GB, where a
 * worker has 15 s and 1 GB.
 */
export const planBytesMax = 64 * 1024 * 1024;
/** Providers nest a dozen levels, custom resources some forty. */
export const planDepthMax = 256;
/** Sensitive values that are looked for wherever else they stand: searching for more costs more than the rest. */
export const sensitiveValuesMax = 20_000;
