export { changedPaths } from "./changed-paths.ts";
export { directoryTree } from "./directory-tree.ts";

export { gitTree } from "./git-tree.ts";
export { mergeBase, openRepository, resolveRef } from "./repository.ts";
