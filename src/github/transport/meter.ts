/** Told of every request that was sent, and of every pause that GitHub asked for. */
export interface GitHubMetrics {
  called(kind: "rest" | "graphql" | "token", outcome: "ok" | "error" | "rate-limited"): void;
  /** `primary`: the hourly limit is used up; `secondary`: too much in a short time. */
  paused(limit: "primary" | "secondary", seconds: number): void;
}

export const noMetrics: GitHubMetrics = { called: () => {}, paused: () => {} };
