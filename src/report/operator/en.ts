import { tenantsEn } from "./tenants-en.ts";
import type { OperatorTexts } from "./texts.ts";

const because = (state: string) => (state === "" ? "" : `: ${state}`);

export const operatorEn: OperatorTexts = {
  tenants: tenantsEn,
  gate: {
    head: (pull, state) => `It is the head of ${pull}, and its gate is open${because(state)}.`,
    merged: (pull, state) =>
      `It came in with ${pull}, whose gate was open when it was merged${because(state)}.`,
    group: (pulls) => `It is the merge group of ${pulls}, which passed.`,
    directPush: (branch) =>
      `It was pushed to ${branch} directly, was judged afterwards, and needs nobody's approval.`,
    waitingForApproval: (pull) => `It is the head of ${pull}, which waits for somebody to approve it.`,
    waitingForDecision: (pull) => `It is the head of ${pull}, which is still being judged.`,
    unknownRepository: (repository) =>
      `Nothing is recorded about ${repository}. Check the name, and that the App is installed there.`,
    unknownCommit: (commit, repository) =>
      `Nothing is recorded about ${commit} in ${repository}: it is no head of a pull request, and no merge that was seen.`,
    failed: (pull) => `It is the head of ${pull}, in which something has to be fixed.`,
    groupFailed: (pulls) => `It is the merge group of ${pulls}, which did not pass.`,
    notDecidedConfiguration: (pull) =>
      `It is the head of ${pull}, which could not be judged, because the configuration of its base is broken.`,
    notDecidedFailure: (pull) =>
      `It is the head of ${pull}, which could not be judged, because Sekisho failed; it is tried again.`,
    superseded: (pull, head) => `It was the head of ${pull}, which has another head by now: ${head}.`,
    mergedAgainstGate: (pull) => `It came in with ${pull}, which was merged although its gate was not open.`,
    breakGlassOver: (pull, expired) =>
      `It is the head of ${pull}, which an emergency had opened until ${expired}.`,
    pushedDirectly: (branch) =>
      `It was pushed to ${branch} directly, and somebody would have had to look at it.`,
    states: {
      passed: "nobody had to be asked",
      approved: "everybody who had to has approved",
      "break-glass": "by break-glass, to be reviewed afterwards",
      automation: "a listed automation changed only what it may",
      observing: "Sekisho only observes here, so this is no proof of control",
      advising: "Sekisho only advises here, so this is no proof of control",
    },
    yes: "yes",
    no: "no",
    waiting: "waiting",
  },
  rollout: {
    observed: (pulls, days, repositories) =>
      `${counted(pulls, "pull request")} in ${counted(days, "day")}: ${repositories}`,
    nothing: (since) => `Nothing was decided since ${since}.`,
    columns: ["Rule", "Would stop", "Would ask", "Would advise", "Share", "Disputed", "Verdict"],
    verdicts: {
      quiet: "quiet: may be enforced",
      loud: "too loud to enforce",
      disputed: "disputed: look at it first",
      unknown: "too early to tell",
    },
    enforced: "enforced",
    silent: (rules) =>
      rules === 1 ? "1 rule found nothing at all." : `${rules} rules found nothing at all.`,
    erased: (decisions) => `${counted(decisions, "report")} were erased, and are not in these numbers.`,
    tooFew: (pullsMin, daysMin) =>
      `It is too early to tell: that takes ${pullsMin} pull requests in ${daysMin} days at least.`,
    thresholds: (share, disputed) =>
      `A rule is quiet when it stops or asks about at most ${share} of the pull requests, and at most ${disputed} of those who saw it said that it is wrong.`,
    suggestion: (share) =>
      `The next line of \`rollout\` in the organisation's file. It would have stopped or asked about ${share} of the pull requests:`,
    noSuggestion: "There is nothing to enforce yet.",
    alreadyEnforced: "Every quiet rule is enforced already.",
  },
  modules: {
    nothing: (roots) => `No remote module is called in ${counted(roots, "root")} of Terraform.`,
    head: (calls, modules, unread) =>
      `${counted(calls, "call")} of ${counted(modules, "remote module")}; ${unread} of them are read by nothing`,
    columns: ["Module", "Calls", "Read as", "By", "Versions"],
    unreadColumns: ["Module", "Calls", "For example"],
    origins: { "built-in": "built in", configured: "configuration" },
    everyVersion: "all",
    makesNothing: "nothing: the calls switch it off",
    outside: (calls) => `${counted(calls, "call")} outside`,
    unread: "Read by nothing: only the call itself is judged",
    rootsUnread: (folders) => `Not evaluated, because the engine gave up: ${folders}`,
    hint: "An adapter in .github/sekisho.yml says what a module makes. To begin with, for those that are called most:",
  },
};

function counted(count: number, thing: string): string {
  return count === 1 ? `1 ${thing}` : `${count} ${thing}s`;
}
