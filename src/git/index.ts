export { blobId } from "./blob-id.ts";
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
export { mergeBase, openRepository, resolveRef } from "./repository.ts";
