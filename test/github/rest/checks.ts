import { checkRunBody } from "../json/check.ts";
import { invalid, notFound } from "../server/answer.ts";
import {
  type Call,
  type Endpoints,
  field,
  listed,
  listField,
  numberField,
  paged,
  repositoryOf,
  textField,
} from "../server/call.ts";
import type { Annotation, App, CheckRun } from "../world/check-types.ts";
import { announceRun, suiteFor } from "../world/checks.ts";
import { resolveCommit } from "../world/refs.ts";

/** GitHub's limits of check runs. */
const annotationsPerCallMax = 50;
const textLengthMax = 65_535;
const actionsMax = 3;

const read = { permission: "checks", level: "read" } as const;
const write = { permission: "checks", level: "write" } as const;

export const checkEndpoints: Endpoints = {
  "checks/create": { need: write, handle: create },
  "checks/update": { need: write, handle: update },
  "checks/get": {
    need: read,
    handle: (call) => ({ status: 200, body: checkRunBody(call.world, repositoryOf(call), runOf(call)) }),
  },
  "checks/list-for-ref": { need: read, handle: list },
  "checks/list-annotations": {
    need: read,
    handle: (call) =>
      listed(call, runOf(call).annotations, (annotation) => ({
        path: annotation.path,
        blob_href: `${call.world.origin}/blob`,
        start_line: annotation.startLine,
        end_line: annotation.endLine,
        start_column: null,
        end_column: null,
        annotation_level: annotation.level,
        title: annotation.title,
        message: annotation.message,
        raw_details: null,
      })),
  },
};

/** Only Apps write check runs: GitHub refuses everybody else. */
function appOf(call: Call): App {
  if (call.caller.kind !== "installation") throw invalid("You must authenticate via a GitHub App.");
  return call.world.app;
}

function runOf(call: Call): CheckRun {
  const found = repositoryOf(call).checks.get(Number(call.parameters["check_run_id"]));
  if (found === undefined) throw notFound();
  return found;
}

function create(call: Call): { readonly status: number; readonly body: unknown } {
  const app = appOf(call);
  const repository = repositoryOf(call);
  const head = textField(call.body, "head_sha") ?? "";
  if (repository.commits.get(head) === null) throw invalid(`No commit found for SHA: ${head}`);
  const run: CheckRun = {
    id: call.world.nextId("check"),
    app,
    suite: suiteFor(call.world, repository, app, head).suite,
    head,
    name: textField(call.body, "name") ?? "",
    externalId: null,
    detailsUrl: null,
    status: "queued",
    conclusion: null,
    startedAt: call.world.now(),
    completedAt: null,
    title: null,
    summary: null,
    text: null,
    annotations: [],
    actions: [],
  };
  apply(call, run);
  repository.checks.set(run.id, run);
  announceRun(call.world, repository, run, "created", app.bot);
  if (run.status === "completed") announceRun(call.world, repository, run, "completed", app.bot);
  return { status: 201, body: checkRunBody(call.world, repository, run) };
}

function update(call: Call): { readonly status: number; readonly body: unknown } {
  const repository = repositoryOf(call);
  const run = runOf(call);
  if (run.app !== appOf(call))
    throw invalid(
      "Invalid app_id `" +
        String(call.world.app.id) +
        "` - check run can only be modified by the GitHub App that created it.",
    );
  const before = run.completedAt;
  apply(call, run);
  if (run.completedAt !== null && run.completedAt !== before)
    announceRun(call.world, repository, run, "completed", call.world.app.bot);
  return { status: 200, body: checkRunBody(call.world, repository, run) };
}

/** What a call says is set, what it leaves out stays; annotations are added to those that stand. All or nothing. */
function apply({ body, world }: Call, run: CheckRun): void {
  const status = textField(body, "status");
  const conclusion = textField(body, "conclusion");
  if (status === "completed" && conclusion === null)
    throw invalid("Invalid request. No conclusion provided.");
  const output = field(body, "output");
  const annotations = annotationsFrom(output);
  const actions =
    field(body, "actions") === undefined ? run.actions : actionsFrom(listField(body, "actions"));
  if (conclusion !== null) {
    run.status = "completed";
    run.conclusion = conclusion;
    run.completedAt = world.now();
  } else if (status === "queued" || status === "in_progress") {
    run.status = status;
    run.conclusion = null;
    run.completedAt = null;
  }
  run.name = textField(body, "name") ?? run.name;
  run.externalId = textField(body, "external_id") ?? run.externalId;
  run.detailsUrl = textField(body, "details_url") ?? run.detailsUrl;
  run.title = textField(output, "title") ?? run.title;
  run.summary = textField(output, "summary") ?? run.summary;
  run.text = textField(output, "text") ?? run.text;
  run.annotations.push(...annotations);
  run.actions = actions;
}

/** Throws 422 where the output is longer than GitHub takes. */
function annotationsFrom(output: unknown): readonly Annotation[] {
  const annotations = listField(output, "annotations").map(annotationFrom);
  if (annotations.length > annotationsPerCallMax)
    throw invalid("Invalid request. No more than 50 annotations are allowed.");
  for (const key of ["summary", "text"])
    if ((textField(output, key) ?? "").length > textLengthMax)
      throw invalid(`Invalid request. Only ${textLengthMax} characters are allowed in output.${key}.`);
  return annotations;
}

function actionsFrom(actions: readonly unknown[]): CheckRun["actions"] {
  if (actions.length > actionsMax) throw invalid("Invalid request. No more than 3 actions are allowed.");
  return actions.map((action) => ({
    label: textField(action, "label") ?? "",
    description: textField(action, "description") ?? "",
    identifier: textField(action, "identifier") ?? "",
  }));
}

function annotationFrom(value: unknown): Annotation {
  const level = textField(value, "annotation_level");
  const start = numberField(value, "start_line") ?? 0;
  const end = numberField(value, "end_line") ?? 0;
  if (start < 1 || end < start) throw invalid("Invalid request. An annotation ends before it begins.");
  return {
    path: textField(value, "path") ?? "",
    startLine: start,
    endLine: end,
    level: level === "failure" || level === "warning" ? level : "notice",
    title: textField(value, "title"),
    message: textField(value, "message") ?? "",
  };
}

function list(call: Call): {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;
} {
  const repository = repositoryOf(call);
  const head = resolveCommit(repository, call.parameters["ref"] ?? "");
  if (head === null) throw invalid(`No commit found for SHA: ${call.parameters["ref"] ?? ""}`);
  const [name, status, appId] = [
    call.query.get("check_name"),
    call.query.get("status"),
    call.query.get("app_id"),
  ];
  const fitting = [...repository.checks.values()]
    .filter((run) => run.head === head && (name === null || run.name === name))
    .filter(
      (run) => (status === null || run.status === status) && (appId === null || run.app.id === Number(appId)),
    )
    .sort((a, b) => b.id - a.id);
  const runs = call.query.get("filter") === "all" ? fitting : latest(fitting);
  const page = paged(call, runs);
  return {
    status: 200,
    headers: page.headers,
    body: {
      total_count: runs.length,
      check_runs: page.items.map((run) => checkRunBody(call.world, repository, run)),
    },
  };
}

/** The newest of each name of each App. */
function latest(runs: readonly CheckRun[]): readonly CheckRun[] {
  return runs.filter(
    (run, index) => runs.findIndex((one) => one.name === run.name && one.app === run.app) === index,
  );
}
