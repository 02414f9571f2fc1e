import { fileBytesMax } from "../../model/tree.ts";

/** What a fetch may take. Tests make them smaller. */
export interface MirrorLimits {
  /** One run of `git fetch`: the trees of 80,000 files come in a second. */
  readonly fetchTimeoutMs: number;
  /** One that brings history: a million commits, which the server has to walk through. */
  readonly historyTimeoutMs: number;
  /** The trees of two million paths have some 150 MB. */
  readonly treesBytesMax: number;
  /** What one answer may hold (`answerBytesMax`), as it is on the wire: mostly compressed. */
  readonly blobsBytesMax: number;
  /** 80,000 commits without their trees have 20 MB, a million some 250. */
  readonly historyBytesMax: number;
  /** A file above this is not read, so a single one that is longer on the wire is not fetched to its end. */
  readonly fileBytesMax: number;
  /** Ids of one request: GitHub takes a request of some megabytes. */
  readonly blobsPerFetchMax: number;
  /** Fetches that look for the files that are too large, after a fetch that was: enough to find several among thousands. */
  readonly splitFetchesMax: number;
  /** Packs of a mirror: a lookup of what is not there goes through all of them. */
  readonly packsMax: number;
  /** Commits of a mirror: each is a line of its `shallow` file, which goes to the server with every fetch. */
  readonly commitsMax: number;
  /** What GitHub tells of a pull request. */
  readonly pullCommitsMax: number;
  /** Paths that the commits of one pull request change, together: beyond, nobody could review them anyway. */
  readonly commitPathsMax: number;
  /** Files of one merge that both sides changed. */
  readonly mergedFilesMax: number;
}

export const defaultLimits: MirrorLimits = {
  fetchTimeoutMs: 120_000,
  historyTimeoutMs: 600_000,
  treesBytesMax: 512 * 1024 * 1024,
  blobsBytesMax: 256 * 1024 * 1024,
  historyBytesMax: 1024 * 1024 * 1024,
  fileBytesMax,
  blobsPerFetchMax: 50_000,
  splitFetchesMax: 24,
  packsMax: 500,
  commitsMax: 5_000,
  pullCommitsMax: 250,
  commitPathsMax: 500_000,
  mergedFilesMax: 100,
};
