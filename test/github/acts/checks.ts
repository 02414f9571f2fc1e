import { checkRunEvent, suiteBody } from "../json/check.ts";
import { announce } from "../world/announce.ts";
import type { App, CheckRun, Status } from "../world/check-types.ts";
import { announceRun, suiteFor } from "../world/checks.ts";
import { resolveCommit } from "../world/refs.ts";
import type { Repository } from "../world/types.ts";
import { type ActContext, type Doer, type PullName, pullNamed } from "./context.ts";

/** Buttons beside checks, and checks that others write. */
export function checkActs({ world }: ActContext) {
  const others = new Map<string, App>();
  const otherApp = (slug: string): App => {
    const known = others.get(slug);
    if (known !== undefined) return known;
    const id = world.nextId("installation");
    const made = {
      ...{ id, slug, name: slug, owner: world.app.owner, permissions: { checks: "write" }, events: [] },
      bot: world.addAccount(`${slug}[bot]`, "Bot"),
    };
    others.set(slug, made);
    return made;
  };
  /** The run of our App on the head that a person sees: the newest. */
  const newestRun = (
    given: PullName & { readonly check?: number },
  ): { readonly repository: Repository; readonly run: CheckRun } => {
    const pull = pullNamed(world, given);
    const runs = [...pull.repository.checks.values()].filter((run) => run.app === world.app);
    const run =
      given.check === undefined
        ? runs.findLast(({ head }) => head === pull.head.sha)
        : runs.find(({ id }) => id === given.check);
    if (run === undefined)
      throw new Error(`${given.repository}#${given.number} has no such check run of the App.`);
    return { repository: pull.repository, run };
  };
  const commitNamed = (repository: Repository, name: string): string => {
    const sha = resolveCommit(repository, name);
    if (sha === null) throw new Error(`There is no commit ${name}.`);
    return sha;
  };
  return {
    /** "Re-run" beside a check. */
    rerunCheck: (given: PullName & Doer & { readonly check?: number }) => {
      const { repository, run } = newestRun(given);
      const check_run = checkRunEvent(world, repository, run);
      announce(world, repository, "check_run", "rerequested", world.account(given.by), { check_run });
    },
    /** "Re-run all checks". */
    rerunSuite: (given: PullName & Doer) => {
      const { repository, run } = newestRun(given);
      const check_suite = suiteBody(world, repository, run.suite);
      announce(world, repository, "check_suite", "rerequested", world.account(given.by), { check_suite });
    },
    /** One of the App's own buttons. */
    clickAction: (given: PullName & Doer & { readonly identifier: string; readonly check?: number }) => {
      const { repository, run } = newestRun(given);
      const { identifier } = given;
      if (!run.actions.some((action) => action.identifier === identifier))
        throw new Error(`The check run has no action ${identifier}.`);
      const check_run = checkRunEvent(world, repository, run);
      announce(world, repository, "check_run", "requested_action", world.account(given.by), {
        requested_action: { identifier },
        check_run,
      });
    },
    /** A check run of another App, maybe with the name of ours. */
    createForeignCheck: (given: {
      readonly repository: string;
      readonly commit: string;
      readonly app: string;
      readonly name: string;
      readonly conclusion: string;
    }) => {
      const repository = world.repository(given.repository);
      const app = otherApp(given.app);
      const head = commitNamed(repository, given.commit);
      const run: CheckRun = {
        id: world.nextId("check"),
        app,
        suite: suiteFor(world, repository, app, head).suite,
        head,
        name: given.name,
        externalId: null,
        detailsUrl: null,
        status: "completed",
        conclusion: given.conclusion,
        startedAt: world.now(),
        completedAt: world.now(),
        title: given.name,
        summary: "",
        text: null,
        annotations: [],
        actions: [],
      };
      repository.checks.set(run.id, run);
      announceRun(world, repository, run, "created", app.bot);
      announceRun(world, repository, run, "completed", app.bot);
      return { id: run.id };
    },
    /** A commit status, which anybody with write access can set. */
    createStatus: (
      given: Doer & {
        readonly repository: string;
        readonly commit: string;
        readonly context: string;
        readonly state: Status["state"];
      },
    ) => {
      const repository = world.repository(given.repository);
      repository.statuses.push({
        id: world.nextId("status"),
        sha: commitNamed(repository, given.commit),
        context: given.context,
        state: given.state,
        description: null,
        targetUrl: null,
        by: world.account(given.by),
        at: world.now(),
      });
    },
  };
}
