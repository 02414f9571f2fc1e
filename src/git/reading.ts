/**
 * The most that one answer holds: a whole estate of 13,379 files has 17 MB, and a hostile pull request may name
 * thousands of files just below the limit of a single one. What comes after is left out of the answer.
 */
export const answerBytesMax = 256 * 1024 * 1024;
