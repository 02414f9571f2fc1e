import type { ServerEnvironment, ServerEnvironmentReading } from "../config/index.ts";
import type { GitHubApp } from "../github/index.ts";
import { GitHubError } from "../github/index.ts";
import { readBindings } from "./doctor/bindings.ts";
import { type DoctorCheck, ok, problem, reasonOf, skipped } from "./doctor/check.ts";
import { checkEvidence } from "./doctor/evidence.ts";
import { checkLedger } from "./doctor/ledger.ts";
import { checkDataFolder, checkGit, checkStore } from "./doctor/machine.ts";
import type { Manifest } from "./doctor/manifest.ts";
import {
  checkClock,
  checkDeliveries,
  checkInstallations,
  checkRegistration,
  checkWebhookUrl,
} from "./doctor/registration.ts";
import { checkEstate, type Estate, type EstatePorts } from "./doctor/repositories.ts";

export interface DoctorPorts extends Omit<EstatePorts, "appId"> {
  readonly environment: ServerEnvironmentReading;
  readonly manifest: Manifest;
  /** Where git is looked for, also while the environment is wrong. */
  readonly searchPath: string;
  /** Throws `GitHubError` where the private key is none. */
  readonly gitHub: (environment: ServerEnvironment) => GitHubApp;
  /** GitHub's clock. Throws where GitHub does not answer. */
  readonly gitHubTime: (apiUrl: string) => Promise<Date | null>;
  readonly estate: (
    environment: ServerEnvironment,
    app: GitHubApp,
    installationId: number,
  ) => Estate["openTip"];
}

const dayMs = 86_400_000;
/** Enough to tell how webhooks fare; one page. */
const deliveriesMax = 100;

/**
 * Looks at everything that Sekisho rests on, from this machine to each repository's ruleset, and says of each how it is
 * and how to mend it. `repository` (`owner/name`) leaves out the others. Changes nothing.
 */
export async function examine(
  repository: string | null,
  ports: DoctorPorts,
): Promise<readonly DoctorCheck[]> {
  const { environment: reading } = ports;
  const git = await checkGit(ports.searchPath);
  if (reading.kind === "invalid") {
    return [
      ...reading.problems.map((text) => problem("environment", text, null)),
      git,
      skipped("everything else", "It depends on the environment."),
    ];
  }
  const { environment } = reading;
  return [
    ok(
      "environment",
      "Everything that the server needs to be told is there, the webhook secret long enough.",
    ),
    git,
    await checkDataFolder(environment.dataFolder),
    ...(await checkStore(environment.store)),
    ...(await checkLedger(environment, ports.now)),
    ...(await checkGitHub(environment, repository, ports)),
  ];
}

async function checkGitHub(
  environment: ServerEnvironment,
  repository: string | null,
  ports: DoctorPorts,
): Promise<readonly DoctorCheck[]> {
  const { apiUrl } = environment.gitHub;
  const clock = await clockOf(apiUrl, ports);
  if (clock.result.kind === "problem" && clock.name === "github")
    return [clock, skipped("the App, its installations and repositories", "GitHub does not answer.")];
  try {
    const app = ports.gitHub(environment);
    const registration = checkRegistration(await app.app(), ports.manifest);
    const webhook = checkWebhookUrl(await app.webhookUrl(), environment.webhook.path);
    const since = new Date(ports.now().getTime() - dayMs).toISOString();
    const { attempts } = await app.deliveries(since, deliveriesMax);
    return [
      clock,
      ...registration,
      webhook,
      checkDeliveries(attempts),
      ...(await checkEverywhere(environment, app, repository, ports)),
    ];
  } catch (error) {
    return [clock, signInProblem(error, environment)];
  }
}

async function clockOf(apiUrl: string, { gitHubTime, now }: DoctorPorts): Promise<DoctorCheck> {
  try {
    return checkClock(await gitHubTime(apiUrl), now());
  } catch (error) {
    const mend =
      "Check the network, HTTPS_PROXY with NODE_USE_ENV_PROXY=1, NODE_EXTRA_CA_CERTS, and GITHUB_API_URL.";
    return problem("github", `${apiUrl} does not answer: ${reasonOf(error)}`, mend);
  }
}

function signInProblem(error: unknown, { app, gitHub }: ServerEnvironment): DoctorCheck {
  if (!(error instanceof GitHubError)) throw error;
  const refused = error.code === "unauthorised" || error.code === "not-found" || error.code === "forbidden";
  return refused
    ? problem(
        "app",
        `${gitHub.apiUrl} does not know App ${app.id} with this private key: ${error.message}`,
        "Compare APP_ID with the App's page, and generate a new private key there if in doubt. A wrong clock has the same effect.",
      )
    : problem("github", error.message, "Try again; https://www.githubstatus.com tells whether it is GitHub.");
}

async function checkEverywhere(
  environment: ServerEnvironment,
  app: GitHubApp,
  repository: string | null,
  ports: DoctorPorts,
): Promise<readonly DoctorCheck[]> {
  const installations = await app.installations();
  const checks: DoctorCheck[] = [...checkInstallations(installations, ports.manifest)];
  const owner = repository?.split("/")[0]?.toLowerCase();
  const wanted = installations.filter(
    ({ account }) => owner === undefined || account.toLowerCase() === owner,
  );
  const estatePorts = { ...ports, appId: environment.app.id };
  checks.push(...wanted.flatMap(checkEvidence));
  const bindings = await readBindings(environment, ports.now);
  for (const { id, account, permissions, events } of wanted) {
    const { survey, read } = app.installation(id);
    const openTip = ports.estate(environment, app, id);
    const teams = (organisation: string) => read.teams(organisation);
    const estate = { account, granted: { permissions, events }, survey, teams, bindings, openTip };
    checks.push(...(await checkEstate(estate, repository, estatePorts)));
  }
  const found = checks.some(({ name }) => /^(?:configuration|repository) /.test(name));
  if (repository !== null && !found)
    checks.push(
      problem(
        `repository ${repository}`,
        "No installation covers it.",
        "Check the name (owner/name), and add it to the App's installation.",
      ),
    );
  return checks;
}
