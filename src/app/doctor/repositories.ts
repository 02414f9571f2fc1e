import { modeOf, strongestMode } from "../../decision/index.ts";
import type { GitHubReader, GitHubSurvey, Installation, SweptRepository } from "../../github/index.ts";
import type { Configuration } from "../../model/configuration.ts";
import type { TeamBindings } from "../../model/team.ts";
import type { Tree } from "../../model/tree.ts";
import type { PolicySet } from "../policy-set.ts";
import { type ReviewSettings, readSettings } from "../settings.ts";
import { isSilent } from "../silent-rules.ts";
import { readSource, type SourceFile } from "../source-file.ts";
import { rulesetProblems } from "../sweep/rulesets.ts";
import { type DoctorCheck, note, ok, problem, reasonOf, skipped } from "./check.ts";
import { checkCustodians } from "./evidence.ts";
import { checkPlans } from "./plans.ts";
import { checkRuleset } from "./rulesets.ts";
import { checkTeams } from "./teams.ts";

/** One installation, as far as the doctor looks at it. */
export interface Estate {
  readonly account: string;
  /** What its owner has accepted. */
  readonly granted: Pick<Installation, "permissions" | "events">;
  readonly survey: Pick<GitHubSurvey, "repositories" | "protectedBranches" | "branchDemands">;
  readonly teams: GitHubReader["teams"];
  /** Which teams names mean, as far as the App has learned it. */
  readonly bindings: TeamBindings;
  /** The tip of a repository's default branch; `null`: it has none. Whoever opens it closes it. */
  readonly openTip: (
    repository: SweptRepository,
  ) => Promise<{ readonly tree: Tree; readonly close: () => void } | null>;
}

export interface EstatePorts {
  readonly appId: number;
  readonly policySet: PolicySet;
  readonly now: () => Date;
}

/** Each takes a fetch and some calls: `--repository` names one that is not among the first. */
const repositoriesMax = 20;

const organisationRepository = ".github";
const organisationPath = "sekisho.yml";

/** Rulesets and configuration of the repositories of one installation, or of the one that is asked about. */
export async function checkEstate(
  estate: Estate,
  only: string | null,
  ports: EstatePorts,
): Promise<readonly DoctorCheck[]> {
  const all = await estate.survey.repositories();
  const wanted = all.filter((repository) => only === null || isNamed(repository, only));
  const holder = all.find(({ name }) => name === organisationRepository);
  const organisation = holder === undefined ? null : await sourceOf(estate, holder, organisationPath);
  const checks: DoctorCheck[] = [];
  for (const repository of wanted.slice(0, repositoriesMax))
    checks.push(...(await checkRepository(estate, repository, organisation, ports)));
  if (wanted.length > repositoriesMax) {
    const rest = wanted.length - repositoriesMax;
    const text = `${rest} more repositories were not looked at: name one with --repository.`;
    checks.push(skipped(`repositories of ${estate.account}`, text));
  }
  return withoutRepeats(checks);
}

/** What is said of the organisation is the same in each of its repositories. */
function withoutRepeats(checks: readonly DoctorCheck[]): readonly DoctorCheck[] {
  const ofAll = checks.findLast(({ name }) => name.startsWith("custodians "));
  return checks.filter((check) => !check.name.startsWith("custodians ") || check === ofAll);
}

function isNamed({ owner, name }: SweptRepository, wanted: string): boolean {
  return `${owner}/${name}`.toLowerCase() === wanted.toLowerCase();
}

async function checkRepository(
  estate: Estate,
  repository: SweptRepository,
  organisation: SourceFile | null,
  ports: EstatePorts,
): Promise<readonly DoctorCheck[]> {
  const name = `${repository.owner}/${repository.name}`;
  try {
    const read = await checkConfiguration(estate, repository, organisation, ports);
    if (read === null) return [note(`configuration ${name}`, `${name} is empty.`)];
    const enforces = read.settings !== null && isEnforced(read.settings.configuration, name, ports);
    const plans =
      read.settings === null ? [] : checkPlans(name, read.settings.configuration.plans, estate.granted);
    const existing = read.settings === null ? null : await estate.teams(repository.owner);
    const teams =
      read.settings === null || existing === null
        ? []
        : checkTeams(name, read.settings.configuration, existing, estate.bindings);
    const rulesets: DoctorCheck[] = [];
    for (const branch of await estate.survey.protectedBranches(repository)) {
      const demands = await estate.survey.branchDemands(repository, branch);
      rulesets.push(...checkRuleset(name, branch, rulesetProblems(demands, ports.appId), enforces));
    }
    const custodians =
      read.settings === null ? [] : [checkCustodians(repository.owner, read.settings.configuration)];
    return [...read.checks, ...teams, ...plans, ...rulesets, ...custodians];
  } catch (error) {
    const mend = "Look at the installation's access to it, and try again.";
    return [problem(`repository ${name}`, `It could not be looked at: ${reasonOf(error)}`, mend)];
  }
}

function isEnforced(configuration: Configuration, name: string, { policySet }: EstatePorts): boolean {
  const ruleIds = policySet.rules.map(({ id }) => id);
  return strongestMode(modeOf(configuration, name), ruleIds) === "enforce";
}

async function checkConfiguration(
  estate: Estate,
  repository: SweptRepository,
  organisationFile: SourceFile | null,
  ports: EstatePorts,
): Promise<{ readonly checks: readonly DoctorCheck[]; readonly settings: ReviewSettings | null } | null> {
  const name = `configuration ${repository.owner}/${repository.name}`;
  const tip = await estate.openTip(repository);
  if (tip === null) return null;
  try {
    const request = { tree: tip.tree, repositoryFile: null, organisationFile, locale: null };
    const read = await readSettings(request, { ...ports, runner: null });
    if (read.kind === "invalid") {
      const lines = read.problems.map(({ path, line, message }) => `${path}:${line}: ${message}`);
      const mend =
        "Mend the file in a pull request; until then the last version that could be read is in force. `sekisho config check` shows more.";
      return { checks: [problem(name, lines.join("\n"), mend)], settings: read.settings };
    }
    return { checks: describe(name, read.settings, ports), settings: read.settings };
  } finally {
    tip.close();
  }
}

function describe(
  name: string,
  { configuration, files }: ReviewSettings,
  { policySet }: EstatePorts,
): readonly DoctorCheck[] {
  const from = [files.organisation, files.repository].flatMap((file) => (file === null ? [] : [file.path]));
  const said = from.length === 0 ? "no file, so by the defaults" : from.join(" and ");
  const silent = policySet.rules.filter((rule) => isSilent(rule, configuration)).map(({ id }) => id);
  return [
    ok(name, `It is read from ${said}; its mode is ${configuration.mode}.`),
    ...(silent.length === 0
      ? []
      : [
          note(
            name,
            `These rules compare with something that it does not set, and say nothing: ${silent.join(", ")}.`,
          ),
        ]),
  ];
}

async function sourceOf(
  estate: Estate,
  repository: SweptRepository,
  path: string,
): Promise<SourceFile | null> {
  const tip = await estate.openTip(repository);
  if (tip === null) return null;
  try {
    return await readSource(tip.tree, path);
  } finally {
    tip.close();
  }
}
