import { counted } from "./counted.ts";
import type { PublicationTexts } from "./publication-texts.ts";
import { refusalsEn } from "./refusals-en.ts";

export const publicationEn: PublicationTexts = {
  title: {
    passed: "Passed",
    passedWithAdvice: (count) => `Passed, with ${counted(count, "piece", "pieces")} of advice`,
    passedWithWaivers: (count) => `Passed; ${counted(count, "finding is", "findings are")} waived`,
    fix: (count) => `Fix ${counted(count, "thing", "things")}`,
    waiting: (who) => `Waiting for ${who}, nothing for you to do`,
    waitingAndConfirm: (who, confirmations) =>
      `Waiting for ${who}; confirm ${counted(confirmations, "thing", "things")}`,
    frozen: (who) => `Changes are frozen; waiting for ${who}`,
    confirm: (what) => `Confirm: ${what}`,
    confirmSeveral: (count) => `Confirm ${counted(count, "thing", "things")}`,
    approved: (by) => `Approved by ${by}`,
    confirmed: (by) => `Confirmed by ${by}`,
    approvedAndConfirmed: (by, confirmedBy) => `Approved by ${by}, confirmed by ${confirmedBy}`,
    breakGlass: (by, until) => `Break-glass by ${by}: it passes until ${until}`,
    automation: "Passed: this automation may change what it changed",
    draftFix: (count) => `Draft: fix ${counted(count, "thing", "things")}`,
    draft: "Draft: nothing to fix; nobody is asked until it is ready",
    peerApproval: "Waiting for an approval by somebody who did not contribute",
    unattributed: (commit) => `It cannot be told who wrote commit ${commit}`,
    observedPass: "Observing: would have passed",
    observedFix: (count, rules) =>
      `Observing: would have asked to fix ${counted(count, "thing", "things")} (${rules})`,
    observedReview: (who, rules) => `Observing: would have asked ${who} (${rules})`,
    observedConfirm: (count, rules) =>
      `Observing: would have asked to confirm ${counted(count, "thing", "things")} (${rules})`,
    advisedPass: "Advice only: it would have passed",
    advised: (count) => `Advice only: ${counted(count, "thing", "things")} to look at`,
    configuration: (count) => `The configuration has ${counted(count, "error", "errors")}`,
    failedRetrying: "Sekisho failed, not you; trying again",
    failed: "Sekisho failed, not you",
  },
  headline: {
    approved: (by) => `approved by ${by}`,
    confirmed: (by) => `confirmed by ${by}`,
    approvedAndConfirmed: (by, confirmedBy) => `approved by ${by} and confirmed by ${confirmedBy}`,
    breakGlass: (by) => `passes by break-glass of ${by}`,
    automation: "passed: this automation may change what it changed",
    draft: "a draft with nothing to fix",
    draftFix: (count) => `a draft; fix ${counted(count, "thing", "things")} before it is ready`,
    peerApproval: "somebody who did not contribute has to approve",
    unattributed: "it cannot be told who wrote a commit",
    observing: "only observing here",
  },
  next: {
    nothingMore: "nothing more is needed from Sekisho's side.",
    confirmBySelf: "if it is meant, confirm with the button of the check `sekisho`.",
    peerApproval: "somebody who did not contribute to this change approves it on GitHub.",
    unattributed:
      "push the commit again with an e-mail address that belongs to a GitHub account, so that it is known who may not approve it.",
    breakGlass: (until) => `merge before ${until}; after that it is checked as always.`,
    draft: "nothing yet. Reviewers are asked when the pull request is ready for review.",
    draftFix: "push the fix. Reviewers are asked when the pull request is ready for review.",
  },
  approval: {
    approved: (by) => `Approved by ${by}.`,
    confirmed: (by) => `Confirmed by ${by}.`,
    stands: (by) => `Approval by ${by} still stands: nothing that it covered has changed.`,
    droppedByValues: (by, what) => `Approval by ${by} no longer covers this change: ${what}`,
    droppedByFindings: (by, what) => `Approval by ${by} no longer covers this change. ${what}`,
    unseen: (by) => `${by}: please approve once more; the approval was not seen live.`,
    contributor: (by) =>
      `Approval by ${by} does not count here: ${by} contributed to what has to be approved.`,
    notAMember: (by, teams) => `Approval by ${by} does not count here: only members of ${teams} can approve.`,
    bot: (by) => `Approval by ${by} does not count: a person has to approve.`,
    requestedTheWaiver: (by) =>
      `Approval by ${by} does not count here: ${by} asked for the waiver that this change uses.`,
    dismissed: (by) => `Approval by ${by} was dismissed.`,
    waitingForDecision: (by) =>
      `Approval by ${by} counts as soon as the commit that it was given for is evaluated.`,
    partly: (given, needed) => `${given} of ${counted(needed, "approval", "approvals")} given.`,
    newValue: (label, before, after, was) => `${label} ${before} → ${after} is new (was ${was}).`,
    newFinding: (message) => `New since then: ${message}`,
    otherFinding: (message, was) => `Now: ${message} What was approved: ${was}`,
    moreNews: (count) => `And ${counted(count, "more thing", "more things")}.`,
  },
  notice: {
    unattributed: (commits, count) =>
      `It cannot be told who wrote ${count === 1 ? "commit" : "the commits"} ${commits}: no address in it belongs to a GitHub account.`,
    extraApproval: (commits, count) =>
      `It cannot be told who wrote ${count === 1 ? "commit" : "the commits"} ${commits}, so one approval more is needed.`,
    breakGlass: (by, because) => `${by} broke the glass: ${because}`,
    breakGlassUntil: (until, reviewBy) =>
      `It passes until ${until}. By ${reviewBy}, somebody who neither did this nor contributed has to review it.`,
    breakGlassNotEnough: (until, reviewBy) =>
      `This is in force until ${until}, but does not lift what is left here: the configuration excludes it. By ${reviewBy}, somebody who neither did this nor contributed has to review it.`,
    automation: "The change holds nothing but what the configuration allows this automation.",
    missingTeams: (teams, count) =>
      `${teams} ${count === 1 ? "is" : "are"} not on GitHub, or cannot be seen by this App, so nobody there can be asked or approve. It may have been renamed: whoever looks after the configuration has to correct the name; \`sekisho doctor\` says where it is written.`,
    otherTeams: (teams, count) =>
      `${teams} ${count === 1 ? "is another team" : "are other teams"} on GitHub now than the configuration means, so nobody there is asked or can approve. \`sekisho doctor\` says what became of the first, and how to name the one that is meant.`,
    broken: (count) => `The configuration has ${counted(count, "error", "errors")}:`,
    instead: {
      "last-good": "Until it is corrected, the last version without errors stays in force.",
      defaults: "No version without errors is known, so the defaults are in force until it is corrected.",
      waivers: "Until it is corrected, only the waivers that can be read count.",
    },
    announced: (from, rules) => `From ${from} on, stricter rules count for this pull request too: ${rules}.`,
    effectNone: (edited, decisions) =>
      `This edit of the ${edited} would have changed none of the last ${counted(decisions, "decision", "decisions")}.`,
    effectNothingToCompare: (edited) =>
      `There is no earlier decision yet to try this edit of the ${edited} on.`,
    effect: (edited, different, decisions, ends) =>
      `This edit of the ${edited} would have changed ${different} of the last ${counted(decisions, "decision", "decisions")} (${ends}):`,
    effectPending: (edited) =>
      `What this edit of the ${edited} would have changed for earlier decisions is being looked at. It will stand here.`,
    effectEnds: {
      pass: (count) => `${count} would have passed`,
      confirm: (count) => `${count} would have waited for a confirmation`,
      review: (count) => `${count} would have been sent to review`,
      block: (count) => `${count} would have been blocked`,
      others: (count) => `${count} would have asked others`,
    },
    effectFailed: (edited, count) =>
      `${counted(count, "earlier decision", "earlier decisions")} could not be judged again under these ${edited}: it took too long, or broke.`,
    effectUnfinished: (count) => `For ${counted(count, "older one", "older ones")} there was no time.`,
    effectMore: (count) => `and ${counted(count, "more decision", "more decisions")}`,
    effectUntold: (keys) => `What the change of ${keys} does, earlier decisions cannot tell.`,
    effectInvalid: (edited, count) =>
      `The ${edited} have ${counted(count, "error", "errors")} as this change leaves them, and would not come into force:`,
    effectNotRead: (edited) =>
      `What this edit of the ${edited} would have changed could not be found out in time.`,
    feedback: (by, ruleId) =>
      `${by} says that ${ruleId} is wrong here. It was written down, and changes nothing.`,
    observed: (count) =>
      `${counted(count, "finding", "findings")} of rules that are only observed (nothing to do)`,
    newRules: (rules, count, until) =>
      `${rules} ${count === 1 ? "is new and is" : "are new and are"} only observed until ${until}; after that ${count === 1 ? "it counts" : "they count"} here, too.`,
    explained: (ruleId, title) => `${ruleId}: ${title}`,
    refused: "**Not done:**",
  },
  plan: {
    read: (plans) => `Judged with Terraform plans of this commit: ${plans}.`,
    from: (plan, run) => `${plan} (${run})`,
    run: "run",
    runOfFork: "run of a fork",
    missing: (plans) => `Terraform plans that are not there yet: ${plans}. Nothing waits for them.`,
    underWay: "A workflow that may bring them is under way.",
    trouble: {
      permission:
        "Terraform plans could not be looked for, because the App may not read workflow runs here: an owner has to accept its permission “Actions: read”.",
      unavailable: "GitHub does not give out Terraform plans at the moment; they are looked for again.",
    },
    space: " ",
  },
  waiver: {
    request: (waiver, ruleId, until, by) => `🎫 ${waiver}: ${by} asks to waive ${ruleId} until ${until}.`,
    because: (reason) => `Because: ${reason}`,
    mayGrant: (who, command) => `Members of ${who} may grant it with ${command}.`,
    nobodyMayGrant: "The configuration names nobody who may grant it.",
    grantCommand: (waiver) => `/sekisho approve ${waiver}`,
    granted: (waiver, ruleId, until, by, requestedBy) =>
      `🎫 ${waiver}: ${by} waived ${ruleId} until ${until}, as ${requestedBy} had asked.`,
  },
  refusal: refusalsEn,
  check: {
    reasons: "Reasons",
    reason: (ruleId, title, enforcement, count) =>
      `${ruleId} ${title}: ${enforcement}, ${counted(count, "finding", "findings")}`,
    findings: "Findings",
    moreFindings: (count) => `${counted(count, "more row", "more rows")}; \`sekisho review\` lists them all.`,
    decision: (id) => `decision ${id}`,
    policySet: (id) => `rules ${id}`,
    versions: (list) => `versions: ${list}`,
    commit: (sha) => `commit ${sha}`,
    entry: (index) => `ledger entry ${index}`,
    signedSize: (size) => `signed at size ${size}`,
    root: (root) => `root ${root}`,
    notSigned: "not signed",
    annotationsOmitted: (count) =>
      `${counted(count, "finding has", "findings have")} no annotation: GitHub shows a hundred.`,
    tooLong: "Some parts did not fit here; `sekisho review` shows everything.",
    withFix: (message, fix) => `${message} ${fix}.`,
  },
  action: {
    recheck: { label: "Check again", description: "Evaluate this commit once more" },
    confirm: { label: "Confirm", description: "Say that it is meant (owning team)" },
    explain: { label: "Explain", description: "Put reasons and fixes into the comment" },
  },
  group: {
    passed: "Merge group: passed",
    approved: "Merge group: everything in it is approved",
    fix: (count) => `Merge group: fix ${counted(count, "thing", "things")}`,
    uncovered: (count) => `Merge group: nobody approved ${counted(count, "thing", "things")}`,
    pulls: (list) => `In this merge group: ${list}`,
    uncoveredTitle: "What no approval of these pull requests covers:",
    shut: (pulls) => `Merge group: ${pulls} may not be merged any more`,
    shutSince: (pulls) =>
      `Something has changed about ${pulls} since it was queued; the check there says what is missing.`,
    lifted: "Merge group: passes by break-glass",
    nextShut: "take that pull request out of the queue, and do there what its check says.",
    nextFix: "take the pull request out of the queue, and push the fix there.",
    next: "take the pull request out of the queue, update it to the tip of the base branch, and have this approved there.",
  },
  card: {
    namespace: "New namespace",
    owner: "Owner",
    nobody: "nobody yet",
    environment: "Environment",
    quota: "Quota",
    access: "Access",
    grant: (subjects, role) => `${subjects}: ${role}`,
    limits: "Defaults and limits of containers",
    network: "Network rules",
    podSecurity: "Pod security",
    none: "none",
  },
  suggestion: {
    why: (message, ruleId) => `${message} (${ruleId})`,
  },
};
