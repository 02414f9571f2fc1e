export { blobId } from "./blob-id.ts";
export { changedPaths } from "./changed-paths.ts";
export { directoryTree } from "./directory-tree.ts";

export { gitTree } from "./git-tree.ts";
export { createMirrors } from "./mirrors/create-mirrors.ts";
export { MirrorError, type MirrorErrorCode } from "./mirrors/mirror-error.ts";
export type {
  FirstParentHistory,
  HistoryCommit,
  HistoryWant,
  ListedCommit,
  Listings,
  MergeVerdict,
  MirrorSnapshot,
  MirrorSource,
  Mirrors,
  MirrorsOptions,
  NetworkSettings,
  Want,
  WantedCommits,
} from "./mirrors/ports.ts";
export { mergeBase, openRepository, resolveRef } from "./repository.ts";
