/** What the App is registered with; `app.yml` says the same to GitHub. */
export const defaultPermissions: Readonly<Record<string, string>> = {
  actions: "read",
  checks: "write",
  contents: "read",
  members: "read",
  merge_queues: "read",
  metadata: "read",
  pull_requests: "write",
  statuses: "write",
};

export const defaultEvents: readonly string[] = [
  "branch_protection_rule",
  "check_run",
  "check_suite",
  "issue_comment",
  "member",
  "membership",
  "merge_group",
  "pull_request",
  "pull_request_review",
  "push",
  "repository",
  "repository_ruleset",
  "team",
  "workflow_run",
];
