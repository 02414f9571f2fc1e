export { changedPaths } from "./changed-paths.ts";
export { directoryTree } from "./directory-tree.ts";
export { GitError, type GitErrorCode } from "./git-error.ts";
export type { GitSettings } from "./git-process.ts";
export { gitTree } from "./git-tree.ts";
export { type MergeBase, mergeBase, openRepository, type Repository, resolveRef } from "./repository.ts";
