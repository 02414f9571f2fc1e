import { capacityEn } from "./capacity-en.ts";
import { changeEn } from "./change-en.ts";
import { beginning, counted, verb } from "./counted.ts";
import { suppressionEn } from "./suppression-en.ts";
import type { Texts } from "./texts.ts";

/** Rules write a sentence of its own; an acronym keeps its capitals. */
function withSmallLetter(sentence: string): string {
  return /^[A-Z](?![A-Z])/.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence;
}

export const en: Texts = {
  product: "Sekisho",
  headline: {
    passed: "passed",
    passedWithAdvice: (count) => `passed, with ${counted(count, "piece", "pieces")} of advice`,
    passedWithWaivers: (count) => `passed; ${counted(count, "finding is", "findings are")} waived`,
    fix: (count) => `fix ${counted(count, "thing", "things")}`,
    fixThenReview: (count, who) =>
      `fix ${counted(count, "thing", "things")}; ${who} ${verb(who, "looks", "look")} afterwards`,
    fixThenConfirm: (count, confirmations) =>
      `fix ${counted(count, "thing", "things")}, then confirm ${counted(confirmations, "thing", "things")}`,
    review: (count, who) =>
      `${who} ${verb(who, "looks", "look")} at ${counted(count, "thing", "things")}; nothing for you to do`,
    reviewAndConfirm: (count, who, confirmations) =>
      `${who} ${verb(who, "looks", "look")} at ${counted(count, "thing", "things")}, and ${counted(confirmations, "thing has", "things have")} to be confirmed`,
    confirm: (count) => `confirm ${counted(count, "thing", "things")}`,
    frozen: (who) => `changes are frozen; ${who} ${verb(who, "decides", "decide")}`,
    observedPass: "observing; it would have passed",
    observedFix: (count, rules) =>
      `observing; would have asked you to fix ${counted(count, "thing", "things")} (${rules})`,
    observedReview: (who, rules) => `observing; would have asked ${who} (${rules})`,
    observedConfirm: (count, rules) =>
      `observing; would have asked to confirm ${counted(count, "thing", "things")} (${rules})`,
    advisedFix: (count, rules) => `advice only; ${counted(count, "thing", "things")} to fix (${rules})`,
    advisedReview: (who, rules) => `advice only; worth a look by ${who} (${rules})`,
    advisedConfirm: (count, rules) =>
      `advice only; ${counted(count, "thing", "things")} to be sure about (${rules})`,
    brokenConfiguration: (count) => `the configuration has ${counted(count, "error", "errors")}`,
    failed: "it failed, not you",
  },
  next: {
    label: "Next:",
    push: "push the fix.",
    pushThenReview: (who) =>
      `push the fix. ${beginning(who)} ${verb(who, "is", "are")} asked when nothing is left for you to do.`,
    pushThenConfirm: (who) => `push the fix. After that, a member of ${who} confirms.`,
    review: (who) => `nothing for you to do. ${beginning(who)} ${verb(who, "is", "are")} asked to approve.`,
    reviewAndConfirm: (who, owners) =>
      `${who} ${verb(who, "is", "are")} asked to approve, and a member of ${owners} (you, if you are one) confirms with the button of the check \`sekisho\`.`,
    confirm: (owners) =>
      `a member of ${owners} (you, if you are one) confirms with the button of the check \`sekisho\`.`,
    nothing: "nothing for you to do.",
    observing: "nothing for you to do. Sekisho only observes here and blocks nothing.",
    advising: "your choice. Sekisho only advises here and blocks nothing.",
    configuration: "correct the file. `sekisho config check` reads it the same way.",
    lastGood: (commit) => `Until then the last version without errors (${commit}) stays in force.`,
    noGood: "No version without errors is known, so nothing is evaluated until then.",
    retried: "nothing for you to do. Sekisho tries again by itself.",
    tryAgain:
      "start it again with the button of the check `sekisho`. If it fails again, please report it with the number above.",
  },
  row: {
    columns: ["For", "What", "Where"],
    you: "⛔\u00A0you",
    reviewers: (who) => `👀\u00A0${who}`,
    owners: (who) => `✋\u00A0${who}`,
    advice: "💡\u00A0advice",
    approved: "✅\u00A0approved",
    confirmed: "✅\u00A0confirmed",
    waived: (waiver) => `waived by ${waiver}`,
    waivedUntil: (waiver, expires) => `waived by ${waiver} until ${expires}`,
    ignored: (place, reason) => `ignored in place (${place}): ${reason}`,
    reason: (path, line, message) => `${path} line ${line}: ${message}`,
    reasonInFile: (path, message) => `${path}: ${message}`,
    reasonBefore: (path, line, message) => `${path} line ${line} (before the change): ${message}`,
    before: (place) => `${place} (before)`,
    generated: (sentence, path, source) =>
      `${sentence} ${path} is generated from ${source}: change it there.`,
    withOthers: (sentence, count, advised) => {
      const advice =
        advised === 0 ? "" : advised === count ? ", as advice" : `, ${advised} of them as advice`;
      return `${sentence} The same in ${counted(count, "other place", "other places")}${advice}.`;
    },
    morePlaces: (place, count) => `${place} and ${count} more`,
    sentences: (first, second) => `${first}. ${second}`,
    advisedPlaces: (places, count) => `${places}; as advice in ${count} more`,
    reaches: (place, names, count) =>
      `${place} in ${count} renderings: ${names.join(", ")}${count > names.length ? ", …" : ""}`,
    more: (count) => `${count} more; \`sekisho review\` lists them all.`,
    moreAt: (count, link) => `${count} more: ${link}`,
    moreTeams: (teams, count) => `${teams} and ${counted(count, "more team", "more teams")}`,
    nobodyNamed: "a reviewer",
    owningTeam: "the owning team",
    setValue: (path, value) => `Set ${path} to ${value}`,
    addValue: (path, value) => `Add ${path} with the value ${value}`,
    addPart: (path) => `Add ${path}`,
    removeValue: (path) => `Remove ${path}`,
    setValueIn: (name, path, value) => `Set ${path} of ${name} to ${value}`,
    addValueIn: (name, path, value) => `Add ${path} to ${name}, with the value ${value}`,
    addPartIn: (name, path) => `Add ${path} to ${name}`,
    removeValueIn: (name, path) => `Remove ${path} from ${name}`,
  },
  details: {
    summary: (ruleId) => `${ruleId}: why, and how to fix it`,
    page: (link) => `Examples, parameters and exceptions: ${link}`,
    advice: (ruleId) => `${ruleId}: why this is advised`,
    waive: (command) => `It has to stay as it is? Ask with ${command}`,
    waiveCommand: (ruleId) => `/sekisho waive ${ruleId} until YYYY-MM-DD because …`,
    sameEdit: (ruleId) => `The edit at ${ruleId} mends this, too.`,
    moreEdits: (count) => `${counted(count, "more edit is", "more edits are")} not shown here.`,
    feedback: (command) => `wrong? ${command}`,
    feedbackCommand: (ruleId) => `/sekisho feedback ${ruleId} because …`,
    about: (commit) => `about ${commit}`,
    tooLong: (count) =>
      `The explanation of ${counted(count, "rule does", "rules do")} not fit here; \`sekisho explain <rule>\` shows it.`,
    wouldPass: (sentence) => `**It would pass without asking anybody with:** ${withSmallLetter(sentence)}`,
    wouldPassList: "**It would pass without asking anybody with:**",
  },
  capacity: capacityEn,
  changes: changeEn,
  folds: {
    existing: (count) =>
      `${counted(count, "finding", "findings")} that stood before (not yours, nothing to do)`,
    resolved: (count) =>
      `This change also resolves ${counted(count, "finding", "findings")} that stood before.`,
    improved: (count) => `It improves ${counted(count, "finding", "findings")} that stood before.`,
    open: (count) =>
      `${counted(count, "thing", "things")} that could not be told (listed only, nothing to do)`,
    notEvaluated: (count) => `${counted(count, "file or part", "files or parts")} passed over on purpose`,
    reasons: {
      encrypted: "encrypted",
      ignored: "ignored by the configuration",
      "no-schema": "a kind without a schema",
      template: "a template, read through what it renders",
      "library-module": "a module, judged through those who call it",
      "remote-module": "a remote module",
      "module-version":
        "a version of this module that no adapter knows; it was read as the nearest known one",
      "remote-source": "it stands in another repository",
      "other-revision": "another revision than the one here is applied; this one was judged",
      "not-static": "what it makes is known only when it runs",
      "not-applied": "nothing here applies it",
      "rest-not-read":
        "the rest of the repository was not read: totals, duplicates and references count only what is changed",
      "policy-unknown-values":
        "values that are not known before it is applied, which policies of other tools cannot see",
      "policy-namespace": "constraints that ask for labels of a namespace nobody here knows",
      "policy-inventory": "templates that read the cluster's inventory saw only what was read here",
      drift: "drift: it is not as Terraform left it, and nobody changed its source",
      "plan-of-untouched-root": "a plan of a root that this change does not touch",
      "unsupported-format": "a format that is not read",
      "tool-copy": "a copy that a tool made",
    },
  },
  failure: {
    configurationReason: (path, line, message) => `${path} line ${line}: ${message}`,
    hint: (suggestion) => `Did you mean ${suggestion}?`,
    internal:
      "Sekisho could not finish this evaluation. The fault is its own and says nothing about your change.",
    reference: (id) => `Number for the report: ${id}`,
  },
  terminal: {
    fix: "fix",
    next: "Next",
    reviewers: "asks",
    advice: (count) => `Advice (${count})`,
    existing: (count) => `${counted(count, "finding", "findings")} stood before; not yours, nothing to do.`,
    moreFindings: (count) =>
      `${counted(count, "more cause", "more causes")}; --format json lists all of them.`,
    notEvaluated: (count) =>
      `${counted(count, "file or part was", "files or parts were")} passed over on purpose:`,
    explainHint: (ruleId) => `sekisho explain ${ruleId}`,
    column: (line, column) => `${line}:${column}`,
    pieces: ({ roots, resources, changes }) =>
      `${counted(changes, "change", "changes")} in ${counted(roots, "root", "roots")} with ${counted(resources, "resource", "resources")}`,
  },
  suppressions: suppressionEn,
  explain: {
    headings: { why: "Why", fix: "Fix", waive: "When to waive" },
    labels: {
      severity: "Severity",
      enforcement: "Enforcement",
      family: "Family",
      kinds: "Reads",
      parameters: "Parameters",
      supersedes: "Supersedes",
      peers: "Elsewhere called",
      tags: "Tags",
      references: "References",
    },
    enforcement: (production, elsewhere) => `${production} in production, ${elsewhere} elsewhere`,
    parameter: (name, fallback) => `${name} (default ${fallback})`,
    columns: ["Rule", "Title", "Severity", "Production", "Elsewhere", "Fix", "Examples"],
    family: (name, count) => `${name} (${counted(count, "rule", "rules")})`,
    rules: (count) =>
      `${counted(count, "rule", "rules")}. Fix: the edit is shown with what the rule finds. sekisho explain RES-004 tells more of one.`,
    fixed: "yes",
    silent: (count) =>
      `* ${counted(count, "rule stays", "rules stay")} silent until the configuration sets what ${count === 1 ? "it compares" : "they compare"} with.`,
    silentRule: "This rule stays silent until the configuration sets what it compares with.",
    wouldPass: "Passes without review",
    passes: "Nothing matches.",
  },
  configCheck: {
    good: (files) => `The configuration is good (${counted(files, "file", "files")} read).`,
    broken: (errors) => `The configuration has ${counted(errors, "error", "errors")}.`,
    missing: (path) => `${path} is not there; the defaults apply.`,
    read: (path) => `${path} was read.`,
    place: (path, line) => `${path} line ${line}`,
    warnings: (count) => `${counted(count, "warning", "warnings")}:`,
    unmatched: (roots, total) => `${roots} of ${total} roots match no environment and count as production.`,
    mode: (mode) => `Mode: ${mode}`,
    correct: "Correct the places above and run sekisho config check again.",
  },
  words: {
    severity: { critical: "critical", high: "high", medium: "medium", low: "low" },
    enforcement: { off: "off", advise: "advise", confirm: "confirm", review: "review", block: "block" },
    open: "could not be told",
  },
  values: { secret: "(secret)", unknown: "(known after apply)", absent: "(not set)" },
  nouns: {
    database: "database",
    databaseCluster: "database cluster",
    cache: "cache",
    bucket: "bucket",
    table: "table",
    queue: "queue",
    topic: "topic",
    fileSystem: "file system",
    volume: "volume",
    imageRepository: "image repository",
    dnsZone: "DNS zone",
    dnsRecord: "DNS record",
    key: "encryption key",
    userPool: "user pool",
    role: "IAM role",
    securityGroup: "security group",
    loadBalancer: "load balancer",
    cluster: "cluster",
    function: "function",
    searchDomain: "search domain",
  },
};
