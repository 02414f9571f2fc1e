import type { Confidence, Share } from "../../model/proposal.ts";

/** What a first configuration and the summary of it say. Names that are handed in are quoted already. */
export interface InitTexts {
  /** Comment lines at the top. */
  readonly head: readonly string[];
  readonly mode: string;
  confidence(level: Confidence, reason: string): string;
  environmentsByLabel(label: string, share: Share): string;
  environmentsByWords(unmatched: Share): string;
  unmatched(unmatched: Share): string;
  clusters(count: number): string;
  clusterVersion: string;
  roleBindings(pattern: string, share: Share): string;
  namespaceKey(key: string, share: Share): string;
  files(kind: string, count: number): string;
  noTenants: string;
  organisation: string;
  releases(count: number): string;
  modules(count: number): string;
  moduleCalls(count: number): string;
  reviewers: string;
  /** The summary, on the error output. */
  found(roots: number, namespaces: number): string;
  /** `offered`: sources of owners stand there, and none of them counts yet. */
  owned(share: Share, offered: boolean): string;
  written(path: string): string;
  printed(path: string): string;
  exists(path: string): string;
  /** A reason for {@link noHistory}. */
  readonly nothingBefore: string;
  noHistory(reason: string): string;
  backtesting(count: number): string;
  whole: string;
}
