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
  sekisho explain <rule>
      What a rule means, why it exists, and how to fix what it finds.
  sekisho policies [list] [--format pretty|json]
      All rules by family: what they do with the configuration here, and whether they say how to mend what they find.
  sekisho policies test [folder]
      Runs the tests of a policy folder (default: those of Sekisho): rule units on OPA and in WebAssembly, Conftest
      policies on OPA, and Gatekeeper suites.
  sekisho config check [folder]
      Checks the configuration of a repository (default: here), and shows what it covers.
  sekisho modules [folder] [--json]
      Which remote Terraform modules are called, what reads them, and how to begin an adapter for the others.
  sekisho serve [--embedded] [--port N]
      The GitHub App. Reads APP_ID, PRIVATE_KEY, WEBHOOK_SECRET and DATABASE_URL; --embedded keeps everything in a
      folder of this machine instead of PostgreSQL.
  sekisho serve --setup --public-url https://sekisho.example.com [--organisation LOGIN]
      Creates the App on GitHub: opens a page on this machine that hands app.yml over.
  sekisho doctor [--repository OWNER/NAME] [--format pretty|json] [--embedded]
      Whether everything that the App rests on is as it has to be, and how to mend what is not. Changes nothing.
  sekisho rollout [--repository OWNER/NAME] [--since 2027-01-31] [--format pretty|json] [--embedded]
      What observing found, rule by rule, and which rules are quiet enough to be enforced.
  sekisho gate --commit SHA --repository OWNER/NAME [--wait SECONDS] [--format pretty|json] [--embedded]
      Whether a commit may be applied, for Atlantis, Argo CD and Actions: 0 yes, 1 no, 3 somebody is awaited.

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
