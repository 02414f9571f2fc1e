/** What a person asked for cannot be understood, or names something that is not there: exit code 2. */
export class UsageError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "UsageError";
  }
}

/** What each command exits with. */
export const exitCodes = { pass: 0, blocked: 1, usage: 2, personNeeded: 3, internal: 4 } as const;

export const usage = `sekisho: reviews infrastructure changes

  sekisho review --base <ref or folder> --head <ref or folder> [options]
      Judges what a change does. Two refs of one repository, or two folders.
        --repo PATH               the repository of the refs (default: here)
        --author LOGIN            who made the change, and
        --teams ORG/TEAM,…        the teams that they belong to
        --plan [ROOT=]FILE        what \`terraform show -json\` says of a plan of the head, and the folder
                                  that it was made in; - reads standard input. Can be given more than once.
        --fixes show|off|apply    repairs, each judged by all rules before it is shown (default: show); off saves the
                                  second evaluation, apply writes them into the files of the head
        --ledger FOLDER           keeps the review in a ledger there (made where there is none), and prints a receipt
        --inventory whole|change  whether totals, duplicates and references are those of the whole repository
                                  (default: whole; what is read of it is kept for the next time) or of what changes
  sekisho review --pull OWNER/NAME#12 [options]
      Judges a pull request as the App does, and writes nothing. Reads GITHUB_TOKEN.
  sekisho scan <folder> [options]
      Judges everything in a folder as if it were new. Rules about changes do not run.
        --fixes show|off|apply    as for review (default: off)
  sekisho render <folder> [--root KEY] [options]
      Prints what a review reads there: every object that manifests, charts, kustomizations, Argo CD, Helmfile and
      Terraform make, with the file and line that each comes from. Secrets are hidden. Exits with 1 where something is
      not read.
        --root KEY                only this root (may be repeated; the keys are in the table that is printed first)
        --origins                 the file and line of every single value
        --values FILE, --set A=B  for charts, after their own values (may be repeated)
        --release NAME            of a chart
        --namespace NAME          of objects that name none
        --kube-version 1.33       what charts are told of the cluster
        --json                    as JSON
  sekisho backtest --repo PATH [options]
      What Sekisho would have said to what was merged: how much would have passed, which rules would have been heard.
      Needs no configuration, installs nothing and asks nobody.
        --branch NAME             default: what the origin calls its default, else what is checked out
        --max N                   the latest N (default: 200), or
        --since 2026-01-31        all since a day, or
        --range A..B              what came after A, up to B
        --only merges             merge commits alone (default: all commits of the branch's own line)
        --config, --org-config    as below; today's configuration of the branch counts for all, or with
        --in-force then           that which each pull request's own base had
        --against FILE            a second configuration: which pull requests end differently
        --html, --json, --csv FILE  reports beside what is printed; --format pretty|json|csv|html prints one of them
        --state FOLDER            where results are kept, so that the next run goes on (default: in the cache)
  sekisho init [folder] [--write] [--no-backtest] [--format text|json]
      Looks at a folder (default: here) and proposes a first configuration, with what each part of it rests on; then
      judges the latest 50 changes with it. --write puts it into .github/sekisho.yml, where there is none yet.
  sekisho explain <rule>
      What a rule means, why it exists, and how to fix what it finds.
  sekisho policies [list] [--format pretty|json] [--embedded | --ledger FOLDER]
      All rules by family: what they do with the configuration here, and whether they say how to mend what they find.
      With a store (a flag, or DATABASE_URL), also which are only observed because they are new, since and until when.
  sekisho policies test [folder]
      Runs the tests of a policy folder (default: those of Sekisho): rule units on OPA and in WebAssembly, Conftest
      policies on OPA, and Gatekeeper suites.
  sekisho policies history [--repository OWNER/NAME] [--rule ID] [--at TIME] [--format pretty|json] [--embedded]
      Which rule sets and settings were in force when, what differed, and who brought them: from the App's records.
        --at 2027-01-31           what was in force then, and which waivers were open (a date means its end in UTC)
        --rule RES-004            what the rule asked for from when to when, with --repository
  sekisho policies diff <A> <B> [--effect [--last N] [--repository OWNER/NAME]] [--format pretty|json]
      [--embedded | --ledger FOLDER]
      What differs between two rule sets (digests), or two configurations (digests or files), in words.
        --effect                  replays the last recorded decisions (--last, default: 50) under both, and tells which end
                                  differently, how many stay, and which cannot be told; also of one of each
        --repository OWNER/NAME   only decisions of this one; of settings by digest: those that they judged
  sekisho config check [folder]
      Checks the configuration of a repository (default: here), and shows what it covers.
  sekisho modules [folder] [--json]
      Which remote Terraform modules are called, what reads them, and how to begin an adapter for the others.
  sekisho tenants [list] [folder]
      Who owns what in a folder (default: here), by the configuration and by what the repository itself says.
  sekisho tenants of <path, namespace, host…> [--folder FOLDER]
      Whose something is, and where that is written; namespace:, cluster:, account:, project:, host: and state: say
      what is meant.
  sekisho tenants check [folder]
      Things with two owners, with none, and places that name no team. Exits with 1 where something has to be mended.
        --format pretty|json      of all three
  sekisho serve [--embedded] [--port N]
      The GitHub App. Reads APP_ID, PRIVATE_KEY, WEBHOOK_SECRET and DATABASE_URL; --embedded keeps everything in a
      folder of this machine instead of PostgreSQL.
  sekisho serve --setup --public-url https://sekisho.example.com [--organisation LOGIN]
      Creates the App on GitHub: opens a page on this machine that hands app.yml over.
  sekisho migrate [--application-role NAME]
      Makes the tables with the role of DATABASE_URL, which owns them then, and lets another role add to the ledger
      without letting it change or delete anything there.
  sekisho doctor [--repository OWNER/NAME] [--format pretty|json] [--embedded]
      Whether everything that the App rests on is as it has to be, and how to mend what is not. Changes nothing.
  sekisho rollout [--repository OWNER/NAME] [--since 2027-01-31] [--format pretty|json] [--embedded]
      What observing found, rule by rule, and which rules are quiet enough to be enforced.
  sekisho gate --commit SHA --repository OWNER/NAME [--wait SECONDS] [--format pretty|json] [--embedded]
      Whether a commit may be applied, for Atlantis, Argo CD and Actions: 0 yes, 1 no, 3 somebody is awaited.
  sekisho ledger status [--format pretty|json] [--embedded | --ledger FOLDER]
      How many entries a ledger has, its root, and how much of it is signed: of the App (DATABASE_URL or --embedded), or of
      what sekisho review --ledger FOLDER kept. So do all commands of ledger but erase and hold.
  sekisho ledger verify [--against FILE] [--format pretty|json] [--embedded]
      Looks at every entry, node, checkpoint and blob of the ledger. Exits with 1 where something is not as it was written.
        --against FILE            a checkpoint that was kept elsewhere (may be repeated): finds what was put back
  sekisho ledger replay <id>… | --sample N [--seed S] | --all [--ledger FOLDER] [--format pretty|json] [--embedded]
      Makes recorded decisions again from what was recorded of them, and compares the bytes. Needs no repository, no
      network and no secret. Exits with 1 where one does not come out as it was recorded.
  sekisho ledger show <index> [--format pretty|json] [--embedded]
      One entry, what it holds, and whether it is in the tree. Exits with 1 where it is not.
  sekisho ledger population --from 2027-01-01 --to 2027-03-31 [--repository OWNER/NAME] [--branch NAME]
      Every commit that reached a protected branch in a period, and what explains it. Exits with 1 where nothing does.
        --repo FOLDER [--ref REF]  takes the list of commits from a clone, and not from what was recorded
        --timezone Asia/Tokyo     of the dates (default: audit.timezone)
        --format pretty|csv|json [--embedded]
  sekisho ledger export --from 2027-01-01 --to 2027-03-31 --out FILE.zip [--repository OWNER/NAME] [--branch NAME]
      The evidence of a period as a package for an auditor, which anybody can verify without Sekisho. Signed with the key
      of the ledger. --repository and --branch may be repeated (default: all); --out may be a folder.
        --sample 25 --seed WORD   draws commits, with their reports (--sample all: every one)
        --checkpoint SIZE         where the package ends (default: a day after the period)
        --blobs sample|all        of which decisions the reports are in it (default: sample)
        --timezone Asia/Tokyo     of the dates (default: audit.timezone)
        --lang en|ja [--embedded]
  sekisho ledger erase --index N,N --because REASON | --agree ID | list   [--embedded]
      Erases what entries hold, where one person asks for it and another agrees. The tree stays as it is.
  sekisho ledger hold set [--repository OWNER/NAME [--pull N]] [--from DATE] [--to DATE] --because REASON
  sekisho ledger hold release ID --because REASON | list   [--embedded]
      Keeps anything from being erased, by anybody or for its age, until it is released.
  sekisho ledger anchor [--folder FOLDER] [--embedded]
      Keeps the last signed checkpoint now where audit.anchors says, or in a folder. Exits with 1 where one cannot.
  sekisho ledger new-key --origin sekisho.example.com/ledger --out FILE
      Makes a key that a ledger can be signed with.
  sekisho ledger rotate-key --because TEXT [--next FILE] [--at-once] [--previous-lost] [--embedded]
      Another key signs the ledger from now on, and the ledger says so, under both signatures.
        --next FILE               the new key (needed where LEDGER_KEY is set)
        --at-once                 the key before is retired with it: no other process signs
        --previous-lost           the key before cannot sign any more
  sekisho ledger retire-key --because TEXT
      Ends the time in which LEDGER_KEY_PREVIOUS counts, too.

Options of review and scan:
  --config FILE                 the repository's configuration (default: .github/sekisho.yml of the base)
  --org-config FILE             the organisation's configuration
  --format pretty|json|sarif|junit|markdown
  --locale en|ja                language of the texts
  --rules 'SEC-02*,tag:NAME'    only these rules
  --policy-source OWNER/NAME=FOLDER
                                where a repository lies that policySources takes policies from (may be repeated)
  --kubernetes-version 1.33     where the configuration says nothing about a cluster

Exit codes: 0 passes, 1 blocked, 3 a person is needed (review or confirm),
2 the command line or the configuration is wrong, 4 Sekisho itself failed.
`;

/** What the help says of a command and, where one is named, of what comes after it; all of it, where it names neither. */
export function usageOf(words: readonly string[]): string {
  const parts = usage.split(/\n(?= {2}sekisho )|\n\n/);
  const [name = "", next = ""] = words;
  for (const asked of [`  sekisho ${name} ${next}`, `  sekisho ${name}`]) {
    const said = parts.filter((part) => `${part} `.startsWith(`${asked} `));
    if (said.length > 0)
      return `${said.join("\n")}\n\nRun \`sekisho help\` for the other commands and exit codes.\n`;
  }
  return usage;
}
