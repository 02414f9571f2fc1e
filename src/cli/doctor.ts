import { join } from "node:path";
import type { DoctorCheck } from "../app/doctor/check.ts";
import { shippedManifest } from "../app/doctor/manifest.ts";
import { type DoctorPorts, examine } from "../app/doctor.ts";
import { shippedPolicySet } from "../app/shipped-policies.ts";
import {
  readRuntimeEnvironment,
  readSearchPath,
  readServerEnvironment,
  type ServerEnvironment,
} from "../config/index.ts";
import { createMirrors, type Mirrors } from "../git/index.ts";
import { createGitHubApp, gitHubTime } from "../github/index.ts";
import { visible, visibleJson } from "../report/neutral.ts";
import { painter } from "../report/terminal/paint.ts";
import { oneOf, readArguments } from "./arguments.ts";
import { readStoreFlags } from "./records.ts";
import { exitCodes, UsageError } from "./usage.ts";
import { write } from "./write.ts";

/** A few trees without their contents. */
const mirrorsBytesMax = 1024 ** 3;

/** `sekisho doctor`: whether everything that the App rests on is as it has to be, and how to mend what is not. */
export async function doctor(list: readonly string[]): Promise<number> {
  const { rest, embedded } = readStoreFlags(list);
  const given = readArguments(rest, ["repository", "format"], 0);
  const format = oneOf("format", given.value("format"), ["pretty", "json"], "pretty");
  const repository = given.value("repository");
  if (repository !== null && !/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw new UsageError(`--repository is ${JSON.stringify(repository)}; it has to be written owner/name.`);
  const { cacheDirectory, colour } = readRuntimeEnvironment();
  const coloured = colour === "always" || (colour === "auto" && process.stdout.isTTY === true);
  const mirrors: Mirrors[] = [];
  try {
    const checks = await examine(repository, {
      environment: readServerEnvironment({ embedded, port: null }),
      manifest: shippedManifest(),
      policySet: await shippedPolicySet(cacheDirectory),
      searchPath: readSearchPath(),
      now: () => new Date(),
      gitHub: ({ app, gitHub }) =>
        createGitHubApp({ appId: app.id, privateKey: app.privateKey, baseUrl: gitHub.apiUrl, log: quiet }),
      gitHubTime,
      estate: estateOf(async (environment) => {
        const own = mirrors[0] ?? (await openMirrors(environment, cacheDirectory));
        if (mirrors.length === 0) mirrors.push(own);
        return own;
      }),
    });
    await write(format === "json" ? `${visibleJson({ checks })}\n` : doctorText(checks, coloured));
    return checks.some(({ result }) => result.kind === "problem") ? exitCodes.blocked : exitCodes.pass;
  } finally {
    for (const open of mirrors) await open.close();
  }
}

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

function estateOf(open: (environment: ServerEnvironment) => Promise<Mirrors>): DoctorPorts["estate"] {
  return (environment, app, installationId) => async (repository) => {
    const github = app.installation(installationId);
    const tip = await github.survey.branchHead(repository, repository.defaultBranch);
    if (tip === null) return null;
    const mirrors = await open(environment);
    const snapshot = await mirrors.fetch(
      {
        repositoryId: repository.id,
        url: `${environment.gitHub.webUrl}/${repository.owner}/${repository.name}.git`,
        token: () => github.token(),
      },
      { commits: { tip, mergeBase: tip, head: tip }, pullNumber: null },
    );
    return { tree: snapshot.head, close: () => snapshot.close() };
  };
}

/** Apart from the server's own, which may be at work. */
function openMirrors({ searchPath, network }: ServerEnvironment, cacheDirectory: string): Promise<Mirrors> {
  return createMirrors({
    folder: join(cacheDirectory, "doctor"),
    bytesMax: mirrorsBytesMax,
    git: { searchPath },
    network,
    now: () => new Date(),
  });
}

const signs = { ok: "✅", note: "💡", problem: "⛔", skipped: "⏭️" } as const;

function doctorText(checks: readonly DoctorCheck[], colour: boolean): string {
  const paint = painter(colour);
  const lines = checks.map(({ name, result }) => {
    const head = `${signs[result.kind]} ${paint("bold", visible(name))}: ${indented(result.text)}`;
    const mend = result.kind === "problem" ? result.mend : null;
    return mend === null ? head : `${head}\n   ${paint("fix", "To mend it:")} ${indented(mend)}`;
  });
  const problems = checks.filter(({ result }) => result.kind === "problem").length;
  const summary =
    problems === 0
      ? paint("good", "Nothing is wrong.")
      : paint("fix", problems === 1 ? "1 thing is to be mended." : `${problems} things are to be mended.`);
  return `${lines.join("\n")}\n\n${summary}\n`;
}

function indented(text: string): string {
  return text.split("\n").map(visible).join("\n   ");
}
