import type { EvidenceFact, EvidenceTexts } from "./evidence-texts.ts";

type Words =
  | "sections"
  | "yes"
  | "no"
  | "unknown"
  | "none"
  | "nobody"
  | "noRows"
  | "leads"
  | "counts"
  | "countMeanings"
  | "total"
  | "exceptions"
  | "routes"
  | "gates"
  | "checks"
  | "emergencyKinds"
  | "emergencyStates"
  | "policyKinds"
  | "howActivated"
  | "atStart"
  | "stillInForce"
  | "accessWhen"
  | "accessKinds"
  | "accessChanges"
  | "coverageChanges"
  | "toolKinds"
  | "incidentKinds"
  | "revoked"
  | "expired"
  | "open";

export const evidenceFactsEn: Readonly<Record<EvidenceFact, string>> = {
  period: "Period",
  timezone: "Time zone",
  repositories: "Repositories",
  branches: "Branches",
  allBranches: "all protected branches",
  sample: "Sample",
  ledger: "Ledger",
  origin: "Name of the ledger",
  checkpoint: "Checkpoint",
  root: "Root",
  entries: "Entries in this package",
  lastEntry: "Last entry",
  key: "Key of the ledger",
  query: "Digest of the query",
  program: "Made by",
  decisions: "Decisions in the period",
  approvals: "Approvals in the period",
  commits: "Commits on protected branches",
  erased: "Erased contents",
  repository: "Repository",
  branch: "Branch",
  commit: "Commit",
  pull: "Pull request",
  when: "When",
  entry: "Entry",
  what: "What",
  detail: "Details",
  who: "Who",
  because: "Reason given",
  review: "Review afterwards",
  waiver: "Waiver",
  rule: "Rule",
  requested: "Requested",
  granted: "Granted",
  until: "Until",
  used: "Used by",
  end: "End",
  from: "From",
  to: "To",
  digest: "Digest",
  difference: "Difference",
  organisation: "Organisation",
  name: "Name",
  inScope: "Holds infrastructure",
  covered: "Covered",
  since: "Since",
  place: "Place",
  size: "Size",
  receipt: "Receipt",
  criterion: "Criterion",
  shownBy: "Shown by",
  author: "Opened by",
  pushed: "Pushed by",
  decision: "Decision",
  reasons: "Rules that asked",
  approvedBy: "Approved by",
  independent: "Approved by somebody else",
  merged: "Merged",
  control: "Check at the merge",
  inForce: "Rule set in force",
  waivers: "Waivers used",
  report: "Report",
  files: "Files",
};

/** The words that are no sentences about numbers. */
export type EvidenceWords = Pick<EvidenceTexts, Words>;

export const evidenceWordsEn: EvidenceWords = {
  sections: {
    summary: "Summary",
    scope: "Scope",
    reconciliation: "Population and reconciliation",
    criteria: "Criteria",
    sample: "Sample",
    emergencies: "Emergencies and direct pushes",
    waivers: "Accepted exceptions (waivers)",
    policies: "Rule sets and settings in force",
    access: "Access",
    coverage: "Coverage",
    tools: "Program and keys",
    incidents: "Incidents",
    anchors: "Anchors",
    verify: "How to verify this package",
    storage: "How the ledger is stored",
  },
  yes: "Yes",
  no: "No",
  unknown: "Not known",
  none: "None",
  nobody: "Nobody",
  noRows: {
    emergencies: "Nobody opened the gate in an emergency, pushed past it or used a bypass in this period.",
    waivers: "No waiver was in force in this period.",
    policies: "The ledger holds no activation of a rule set or of settings for this period.",
    access: "The ledger holds no snapshot of access up to the end of this period.",
    coverage: "The ledger holds no look at the organisation's repositories up to the end of this period.",
    tools: "The ledger holds no start of the program and no change of keys for this period.",
    incidents: "Nothing was recorded in this period.",
    anchors:
      "No checkpoint was anchored outside this installation. What the signature is worth then rests on who holds the key.",
  },
  leads: {
    reconciliation:
      "The population is every commit that reached a protected branch in the period, by the branch's own line of history, whether or not a pull request brought it. Each is explained in exactly one way.",
    criteria: "Where an auditor finds what a criterion asks for.",
    emergencies: "Each needs a reason, a person, and a review afterwards by somebody else.",
    waivers:
      "A finding that was accepted for a time: by somebody other than who asked for it, and never without an end.",
    policies: "Which rules decided, since when, and what each change was. Digests name the exact content.",
    access:
      "Who may approve, get past, edit the rules and administer, and who holds keys: at the start, each change, at the end.",
    coverage: "Repositories of the organisation, as last looked at in the period.",
    tools:
      "What worked in the period, and what it was made of. A start that differs in nothing is not listed.",
    incidents: "What should not happen, or has to be known: each was recorded when it was noticed.",
    anchors: "Checkpoints that were written where whoever runs the database cannot reach.",
  },
  counts: {
    commits: "Commits",
    decision: "By a decision",
    outOfScope: "Out of scope",
    automation: "Listed automation",
    directPush: "Direct push",
    breakGlass: "Emergency",
    beforeInstallation: "Before installation",
    unexplained: "Unexplained",
  },
  countMeanings: {
    decision: "Came in with a pull request that was decided.",
    outOfScope: "Changed nothing that Sekisho judges; its own discovery looked.",
    automation: "Pushed by a listed automation, and held only what it may change.",
    directPush: "Pushed without a pull request. Each is listed under emergencies.",
    breakGlass: "Merged while an emergency had opened the gate. Each is listed under emergencies.",
    beforeInstallation: "Was there when the branch was looked at for the first time.",
    unexplained: "Nothing tells how it came there. Has to be 0.",
  },
  total: "Total",
  exceptions: {
    unexplained: "Unexplained",
    "merged-without-decision": "Merged without a decision",
    "merged-against-gate": "Merged although the gate was not open",
    bypassed: "Rules were bypassed",
    "not-reviewed": "Emergency without a review afterwards",
    "record-missing": "What it rests on is missing",
    erased: "What it rests on was erased",
    "not-in-history": "Not in the branch's history any more",
    "not-recorded": "In the history, and not recorded",
  },
  routes: {
    pass: "Passed (standard change)",
    confirm: "Owners had to confirm",
    review: "Reviewers had to approve",
    block: "Author had to fix it first",
  },
  gates: {
    passed: "open: nothing asked for anybody",
    approved: "open: approved",
    fix: "closed: author has to fix something",
    waiting: "closed: waiting for approval",
    confirm: "closed: waiting for a confirmation",
    "break-glass": "opened in an emergency",
    automation: "open: listed automation",
    draft: "draft",
    "peer-approval": "closed: waiting for a peer",
    observing: "observing only",
    advising: "advising only",
    unattributed: "closed: a commit of an unknown author",
  },
  checks: {
    "required-of-us": "required of Sekisho",
    "required-of-anybody": "required, and anybody could write it",
    "required-of-another": "required of another app",
    "not-required": "not required",
  },
  emergencyKinds: { "break-glass": "Break-glass", "direct-push": "Direct push", bypass: "Bypass" },
  emergencyStates: {
    reviewed: "reviewed",
    "reviewed-late": "reviewed after the deadline",
    "not-reviewed": "not reviewed",
    recorded: "recorded",
  },
  policyKinds: { "rule-set": "Rule set", configuration: "Settings" },
  howActivated: { first: "the first", followed: "came with the program", pinned: "pinned by the settings" },
  atStart: "in force at the start",
  stillInForce: "still in force",
  accessWhen: { start: "At the start", change: "Change", end: "At the end" },
  accessKinds: { team: "Member of team", right: "Right", custodian: "Holder of" },
  accessChanges: { held: "", added: "added", removed: "removed" },
  coverageChanges: { held: "", added: "new in the period", changed: "changed in the period" },
  toolKinds: {
    "tool-started": "Program started",
    "key-rotated": "Signing key changed",
    "key-retired": "Signing key retired",
    installation: "Installation",
  },
  incidentKinds: {
    "forged-check": "Somebody else wrote a check in our name",
    ruleset: "The check is not required as it has to be",
    "break-glass-overdue": "Emergency not reviewed in time",
    "merged-without-decision": "Merged without a decision",
    "merged-against-gate": "Merged although the gate was not open",
    "branch-not-followed": "History of a branch could not be followed",
    "rule-disputed": "A rule was disputed often",
    "not-decided": "A change could not be judged",
    "not-covered": "A repository is not covered",
    "clock-skew": "Clocks differ by more than 60 seconds",
    "branch-rewritten": "History of a branch was rewritten",
    "not-looked-at": "A daily look could not see everything",
    "erasure-requested": "Erasure was asked for",
    erased: "Contents were erased",
    "legal-hold": "Legal hold",
  },
  revoked: "revoked",
  expired: "ran out",
  open: "open",
};
