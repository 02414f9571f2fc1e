import type { Route } from "../../model/decision.ts";
import type { BacktestTexts } from "./backtest-texts.ts";

const routes: Readonly<Record<Route, string>> = {
  pass: "Passes",
  confirm: "Owners confirm",
  review: "Reviewers asked",
  block: "Author fixes first",
};

export const backtestEn: BacktestTexts = {
  language: "en",
  title: (repository) => `Backtest of ${repository}`,
  intro: ({ pulls, branch, from, to }) =>
    `This is what Sekisho would have said to ${counted(pulls, "pull request")} that ${pulls === 1 ? "was" : "were"} merged${branch === null ? "" : ` into ${branch}`} between ${from} and ${to}. It was found out on this machine, from git alone: nothing was installed, nobody was asked, and nothing was written to the repository.`,
  outcome: ({ pass, block, review, confirm }) =>
    `${pass.share} (${pass.count}) would have passed without anybody being asked. Somebody would have been asked to review ${review.share} (${review.count}), the owning team to confirm ${confirm.share} (${confirm.count}), and in ${block.share} (${block.count}) the author would have had to fix something first.`,
  harmless: "All of them would have passed without anybody being asked.",
  nothingJudged: "None of them could be judged; the reasons stand below.",
  compared: ({ flips, judged, path }) =>
    flips === 0
      ? `Under ${path}, every one of the ${judged} would have ended the same.`
      : `Under ${path}, ${flips} of the ${judged} would have ended differently.`,
  routes,
  meanings: {
    pass: "Nobody is asked, and nothing waits.",
    confirm: "A member of the owning team says that it is meant; no reviewer is asked.",
    review: "The reviewers that the configuration names have to approve.",
    block: "The author fixes something first, or gets a waiver.",
  },
  sections: {
    outcome: "What would have happened",
    months: "Month by month",
    rules: "The rules that would have been heard most",
    tenants: "By tenant",
    flips: "What the other configuration changes",
    held: "Pull requests that would not have passed at once",
    passed: "Pull requests that would have passed",
    notJudged: "Not judged",
    caveats: "What these numbers do not say",
    next: "What to do next",
    run: "About this report",
  },
  columns: {
    route: "Outcome",
    pulls: "Pull requests",
    share: "Share",
    rule: "Rule",
    blocks: "Fix",
    reviews: "Review",
    confirms: "Confirm",
    advises: "Advice",
    alone: "Alone",
    tenant: "Tenant",
    month: "Month",
    pull: "Pull request",
    merged: "Merged",
    because: "Because of",
    before: "Before",
    after: "After",
    why: "Why",
  },
  rulesLead:
    "In pull requests. Share is how many it would have held up; Alone is how many nothing else would have held up, which is what switching it off would win.",
  rulesOthers: (count) => (count === 1 ? "1 more rule spoke." : `${count} more rules spoke.`),
  noRules: "No rule said anything.",
  tenantsLead: "A pull request that concerns several tenants counts for each of them.",
  flipsLead: (path) => `From the first configuration to ${path}, newest first.`,
  noFlips: (path) => `${path} changes nothing for any of these pull requests.`,
  noneHeld: "There are none.",
  more: (count) => `and ${count} more`,
  examples: "For example",
  tableOf: "The same as a table",
  listOf: (count) => `Show all ${count}`,
  notJudged: {
    unchanged: "changes no file",
    first:
      "is the first commit: there is nothing before it to compare with (`sekisho scan` judges everything)",
    cut: "is where this shallow clone ends: what was before it is not here",
  },
  failed: (code, detail) =>
    ({
      configuration: `the configuration of its base cannot be used: ${detail}`,
      git: `git does not have all of it: ${detail}`,
      evaluation: `Sekisho failed at it, which is a bug of Sekisho: ${detail}`,
    })[code],
  caveats: {
    commits:
      "Each commit of the branch's own line counts as a pull request. Merges and squashes are that; one that was rebased counts several times, and so does each direct push.",
    merges:
      "Only merge commits were taken; what was squashed, rebased or pushed directly is not in these numbers.",
    afterReview:
      "What was merged had been reviewed. Mistakes that people found before merging are not in the history, and would be found earlier.",
    people:
      "Git does not know who opened a pull request, which teams they are in, and who approved. Rules that ask for that keep silent, and a review that did take place still counts as one that is asked for.",
    now: (path) =>
      path === null
        ? "The defaults count for all of them, because there is no configuration."
        : `The configuration of today (${path}) counts for all of them, with the waivers of today, also where it was written later.`,
    own: "Each was judged by the configuration that its base had then, and by the rules of today.",
    plans: "Terraform plans are not in git: what only a plan knows is not in these numbers.",
    leftOut: (count) =>
      `${counted(count, "older pull request")} ${count === 1 ? "was" : "were"} not looked at; --max or --since takes more of them.`,
    shallow:
      "This clone is shallow: what is older is not here. `git fetch --unshallow` brings it (actions/checkout: fetch-depth: 0).",
    notJudged: (count) => `${count} could not be judged, and ${count === 1 ? "is" : "are"} in no share.`,
    unread: (pulls) =>
      `In ${counted(pulls, "pull request")} not everything could be read or rendered; CHG-025 and VAL-008 say what.`,
    passedOver: (reasons) => `Passed over on purpose, in pull requests: ${reasons}.`,
    environments:
      "No environment is configured. What built-in words in paths and names (prod, staging, dev …) do not tell counts as production, so more is asked for than need be.",
    tenants:
      "No tenant is configured: rules about who owns what keep silent, and every review goes to the same people.",
    open: (pulls) =>
      `${counted(pulls, "pull request")} would have been held up only because a value is not known from the source.`,
  },
  metIn: (what, pulls) => `${what} (${pulls})`,
  next: {
    init: "`sekisho init --write` writes a first `.github/sekisho.yml` from what the repository shows of environments and owners. Complete it (docs/guides/configuration.md), and run this again with `--config .github/sekisho.yml`.",
    rules:
      "Look at the first rules of the list. `sekisho explain RULE` says what one means; where one asks too much of you, set its enforcement or parameters under `policies`.",
    against:
      "Hold an edit against what you have: `sekisho backtest --against edited.yml` lists exactly the pull requests that end differently.",
    html: "`--html report.html` writes this as a page to show to others.",
    observe:
      "Then install the App. It begins in the mode `observe`, in which it judges and records, and stops nobody.",
  },
  run: ({ at, version, policySet, configuration, tip }) =>
    `Made on ${at} by Sekisho ${version}, rules ${policySet}, configuration: ${configuration}, up to commit ${tip}.`,
  defaults: "defaults",
  progress: ({ done, total, left }) =>
    `sekisho: ${done} of ${total} pull requests judged${left === null ? "" : `, about ${left} left`} …`,
  interrupted: (done, total) =>
    `Stopped after ${done} of ${total} pull requests. What was judged is kept: the same command goes on from there.`,
  resumed: (count) =>
    `${counted(count, "result")} of an earlier run ${count === 1 ? "was" : "were"} taken over.`,
  duration: (seconds) =>
    seconds >= 90 ? `${Math.round(seconds / 60)} min` : `${Math.max(1, Math.round(seconds))} s`,
  chart: {
    months: "Pull requests of each month by outcome; the table below has the numbers.",
    routes: "Share of each outcome; the table beside it has the numbers.",
  },
};

function counted(count: number, thing: string): string {
  return count === 1 ? `1 ${thing}` : `${count} ${thing}s`;
}
