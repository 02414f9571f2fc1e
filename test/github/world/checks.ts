import { checkRunEvent, suiteBody } from "../json/check.ts";
import { announce } from "./announce.ts";
import type { App, CheckRun, CheckSuite } from "./check-types.ts";
import type { Account, Repository } from "./types.ts";
import type { World } from "./world.ts";

/** GitHub tells every App that listens of every check run, also the one that wrote it. */
export function announceRun(
  world: World,
  repository: Repository,
  run: CheckRun,
  action: "created" | "completed",
  by: Account,
): void {
  announce(world, repository, "check_run", action, by, { check_run: checkRunEvent(world, repository, run) });
  const runs = [...repository.checks.values()].filter((one) => one.suite === run.suite);
  if (action !== "completed" || runs.some(({ status }) => status !== "completed")) return;
  const check_suite = suiteBody(world, repository, run.suite);
  announce(world, repository, "check_suite", "completed", by, { check_suite });
}

/** The suite of an App on a commit: there is one, made when it is first needed. */
export function suiteFor(
  world: World,
  repository: Repository,
  app: App,
  head: string,
): { readonly suite: CheckSuite; readonly created: boolean } {
  for (const suite of repository.suites.values())
    if (suite.head === head && suite.app === app) return { suite, created: false };
  const branch =
    [...repository.refs].find(([ref, sha]) => sha === head && ref.startsWith("refs/heads/"))?.[0] ?? null;
  const suite = {
    id: world.nextId("suite"),
    app,
    head,
    branch: branch?.slice("refs/heads/".length) ?? null,
    createdAt: world.now(),
  };
  repository.suites.set(suite.id, suite);
  return { suite, created: true };
}
