export { blobId } from "./blob-id.ts";
export { branchPast } from "./branch-past.ts";
export { changedPaths } from "./changed-paths.ts";
export { directoryTree } from "./directory-tree.ts";

export { gitTree } from "./git-tree.ts";
export { createMirrors } from "./mirrors/create-mirrors.ts";
export { MirrorError, type MirrorErrorCode } from "./mirrors/mirror-error.ts";
export type {
  FirstParentHistory,
  HistoryWant,
  ListedCommit,
  Listings,
  MirrorSnapshot,
  MirrorSource,
  Mirrors,
  MirrorsOptions,
  Want,
} from "./mirrors/ports.ts";
export {
  type Branch,
  isAncestor,
  isShallow,
  mainBranch,
  namedBranch,
  originUrl,
  type PastCommit,
  pastCommits,
} from "./past/history.ts";
export { ownLine } from "./past/line.ts";
export { PastTrees } from "./past/past-trees.ts";
export { repositoryPlace } from "./place.ts";
export { mergeBase, openRepository, type Repository, resolveRef } from "./repository.ts";
export { statesInForce } from "./states-in-force.ts";
