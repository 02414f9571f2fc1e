import type { EvidenceTexts } from "./evidence-texts.ts";

/** SOC 2 (Trust Services Criteria 2017), and what those who test IT general controls call it. */
export const evidenceCriteriaEn: EvidenceTexts["criteria"] = [
  {
    id: "CC8.1",
    name: "Changes are authorised, tested, approved and implemented",
    shownBy: "Every commit is explained by a decision; the sample shows approval before the merge",
    section: "reconciliation",
  },
  {
    id: "CC5.3",
    name: "Control activities are deployed through policies and procedures",
    shownBy: "Rule sets and settings by digest, who put them in force, and each change",
    section: "policies",
  },
  {
    id: "CC6.1–6.3",
    name: "Access is restricted, granted and removed; duties are segregated",
    shownBy:
      "Who may approve, bypass and administer, with each change; approval by somebody who did not contribute",
    section: "access",
  },
  {
    id: "CC7.1–7.2",
    name: "Changes of configuration and anomalies are detected and monitored",
    shownBy: "Alerts, daily looks at branches, coverage of repositories, clocks",
    section: "incidents",
  },
  {
    id: "ITGC: program change",
    name: "Population complete, changes approved, duties segregated",
    shownBy: "Reconciliation of the branches' history, and the sample",
    section: "sample",
  },
  {
    id: "ITGC: emergency change",
    name: "Emergency changes are recorded and reviewed afterwards",
    shownBy: "Every opening of the gate, direct push and bypass, with its review",
    section: "emergencies",
  },
];

export const evidenceFilesEn: EvidenceTexts["files"] = [
  {
    path: "manifest.json, manifest.sig",
    what: "What was asked for, every file with its digest, control totals; signed.",
  },
  { path: "population.csv", what: "Every commit of the protected branches in the period, explained." },
  { path: "reconciliation.json", what: "The sums of population.csv, by branch and in all." },
  {
    path: "decisions.ndjson",
    what: "Every decision, as an in-toto statement in a DSSE envelope, signed with the ledger's key.",
  },
  {
    path: "approvals.ndjson",
    what: "Approvals seen and withdrawn, confirmations, pushes, what the gate said, merges.",
  },
  { path: "policy_history.ndjson", what: "Rule sets and settings that were put in force." },
  { path: "waivers.ndjson", what: "Waivers requested, granted, used, revoked and run out." },
  { path: "emergency.csv", what: "Break-glass, reviews of it, direct pushes, bypasses." },
  {
    path: "access.csv",
    what: "Teams, rights and holders of keys at each snapshot; who may bypass a branch's rules.",
  },
  { path: "coverage.csv", what: "Repositories of the organisation, and whether they are covered." },
  {
    path: "tool_changes.csv",
    what: "Starts of the program with its parts, changes of keys and of the installation.",
  },
  {
    path: "incidents.csv",
    what: "Alerts, changes that could not be judged, clocks that differ, erasures, legal holds.",
  },
  { path: "config/", what: "The settings files that were in force, named by their digest." },
  { path: "blobs/", what: "Reports of the sample, and what replays a decision, named by their digest." },
  {
    path: "log/, payloads.ndjson, proofs/",
    what: "Entries of the ledger, their contents, signed checkpoints, proofs.",
  },
  { path: "anchors/", what: "Where checkpoints were kept outside this installation." },
  { path: "verify.mjs", what: "Checks all of this, offline, with any Node.js from version 18." },
];
